package io.bailiwick.aip.transparency;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Published;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Published transparency reports over HTTP, for everybody. */
@Path("/v1/published-transparency-reports")
@RunOnVirtualThread
@Tag(
    name = "Published transparency reports",
    description = "What a person has published, for anybody to read without a token")
public class PublishedTransparencyResource {
  private static final String ZIP = "application/zip";

  private final TransparencyService reports;

  @Inject
  PublishedTransparencyResource(TransparencyService reports) {
    this.reports = reports;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @Published
  @Operation(
      summary = "List published transparency reports",
      description =
          "All versions, also those in whose place a later one stands, in the order of drafting. Needs no token.")
  public Page<PublishedTransparencyView> list(@Valid @BeanParam PageRequest request) {
    return reports.published(request);
  }

  @GET
  @Path("/{id}")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.CSV, MediaType.TEXT_HTML})
  @Published
  @Operation(
      summary = "Read a published transparency report",
      description =
          "Byte for byte as it was frozen: JSON, its counts as CSV, or a page that prints. The ETag is the SHA-256 of the body."
              + " Needs no token. Example: `/v1/published-transparency-reports/{id}`.")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TransparencyReport.class)),
        @Content(mediaType = PageFormats.CSV, schema = @Schema(implementation = String.class)),
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class))
      })
  @APIResponse(responseCode = "304", description = "As the reader has it")
  @APIResponse(responseCode = "404", description = "None is published under this identifier")
  public RestResponse<String> get(
      @PathParam("id") UUID id,
      @HeaderParam("Accept") @Parameter(hidden = true) @Nullable String accept,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = "ETag that you have")
          @Nullable String known) {
    return served(reports.publishedFiles(id), accept, known);
  }

  @GET
  @Path("/{id}/archive")
  @Produces(ZIP)
  @Published
  @Operation(
      summary = "Take a published transparency report whole",
      description =
          "For regulators and everybody else, the same bytes for all: a ZIP with the report in every form and the SHA-256 of every"
              + " file. Needs no token. Example: `/v1/published-transparency-reports/{id}/archive`.")
  @APIResponse(
      responseCode = "200",
      description = "The ZIP",
      content =
          @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "As the reader has it")
  @APIResponse(responseCode = "404", description = "None is published under this identifier")
  public RestResponse<byte[]> archive(
      @PathParam("id") UUID id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(description = "ETag that you have")
          @Nullable String known) {
    byte[] archive = reports.publishedFiles(id).archive();
    String tag = Hashes.sha256Hex(archive);
    if (isKnown(tag, known)) {
      return RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.NOT_MODIFIED)
          .tag(new EntityTag(tag))
          .build();
    }
    return RestResponse.ResponseBuilder.ok(archive)
        .tag(new EntityTag(tag))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"transparency-report.zip\"")
        .build();
  }

  /**
   * A frozen report in the form that is asked for, with the SHA-256 of its bytes as its ETag.
   *
   * @param accept the header as it was sent; JSON where it names none of the other forms
   * @param known ETags that the reader has; null for none
   */
  static RestResponse<String> served(
      TransparencyFiles files, @Nullable String accept, @Nullable String known) {
    String asked = accept == null ? "" : accept;
    if (asked.contains(PageFormats.CSV)) {
      return answer(files.csv(), PageFormats.CSV + ";charset=UTF-8", known);
    }
    if (asked.contains(MediaType.TEXT_HTML)) {
      return answer(files.html(), TransparencyPage.MEDIA_TYPE, known);
    }
    return answer(files.json(), MediaType.APPLICATION_JSON, known);
  }

  private static RestResponse<String> answer(String text, String type, @Nullable String known) {
    String tag = Hashes.sha256Hex(text);
    RestResponse.ResponseBuilder<String> answer =
        isKnown(tag, known)
            ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
            : RestResponse.ResponseBuilder.ok(text).type(type);
    return answer
        .tag(new EntityTag(tag))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header("Content-Security-Policy", TransparencyPage.CONTENT_SECURITY_POLICY)
        .build();
  }

  private static boolean isKnown(String tag, @Nullable String known) {
    return known != null && (known.strip().equals("*") || known.contains('"' + tag + '"'));
  }
}
