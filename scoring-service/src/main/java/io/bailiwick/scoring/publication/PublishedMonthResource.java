package io.bailiwick.scoring.publication;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Published;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Published months over HTTP: what a person has published, for everybody. */
@Path("/v1/published-months")
@RunOnVirtualThread
@Tag(name = "Published months", description = "What a person has published, for everybody")
public class PublishedMonthResource {

  private final PublicationService publications;

  @Inject
  PublishedMonthResource(PublicationService publications) {
    this.publications = publications;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @Published
  @Operation(
      summary = "List published months",
      description = "All versions, sorted by month and version. Needs no token.")
  public Page<PublishedMonthView> list(@Valid @BeanParam PageRequest request) {
    return publications.publishedMonths(request);
  }

  @GET
  @Path("/{month}")
  @Produces(MediaType.APPLICATION_JSON)
  @Published
  @Operation(
      summary = "Read the figures of a published month",
      description =
          "Of the zone and of groups of registrars of about one size, as they were made when a person published the month; the"
              + " SHA-256 of the body is the ETag. What is held back then joins with the next version. Needs no token. Example:"
              + " `/v1/published-months/2026-03?version=1`.")
  @APIResponse(
      responseCode = "200",
      description = "The figures, byte for byte as they were made",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PublicMonth.class)))
  @APIResponse(
      responseCode = "404",
      description = "The month is not published, or not in such a version")
  public RestResponse<String> get(
      @PathParam("month") Month month,
      @QueryParam("version")
          @Parameter(description = "Left out: the version that stands", example = "1")
          @Nullable Integer version) {
    PublicationService.Served served = publications.publishedMonth(month, version);
    return RestResponse.ResponseBuilder.ok(served.json())
        .header(HttpHeaders.ETAG, '"' + served.sha256() + '"')
        .build();
  }
}
