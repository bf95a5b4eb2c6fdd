package io.bailiwick.qpi.series;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.qpi.upload.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Imported series over HTTP. */
@Path("/v1/series")
@RunOnVirtualThread
@Tag(name = "Series", description = "The registry's own numbers, for its own indicators")
public class SeriesResource {

  private final SeriesService series;

  @Inject
  SeriesResource(SeriesService series) {
    this.series = series;
  }

  @POST
  @Consumes({"text/csv", PageFormats.NDJSON})
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SERIES_WRITE)
  @Operation(
      summary = "Import a series",
      description =
          "A row for each month and registrar: `month`, `registrar` (IANA ID), `numerator` and, if"
              + " the series has one, `denominator`. An indicator names it `series/NAME/numerator`."
              + " Rows in are accepted and rejected rows together; a month must be over. Nothing is"
              + " overwritten: an import is a new version, and of each month the newest version that"
              + " has the month holds, for all registrars. The same bytes as the newest version's"
              + " answer 200 and change nothing. At most 16 MiB and 200,000 rows.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "csv",
                    value = "month,registrar,numerator,denominator\n2026-03,90001,812,1000\n")),
        @Content(
            mediaType = PageFormats.NDJSON,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "ndjson",
                    value =
                        "{\"month\":\"2026-03\",\"registrar\":90001,\"numerator\":812,\"denominator\":1000}\n"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Imported",
      content = @Content(schema = @Schema(implementation = SeriesImportView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The newest version holds these bytes; nothing changed",
      content = @Content(schema = @Schema(implementation = SeriesImportView.class)))
  @APIResponse(responseCode = "413", description = "More bytes or rows than an upload may have")
  @APIResponse(
      responseCode = "422",
      description = "There is no series in the request, or no such table")
  public RestResponse<SeriesImportView> take(
      @QueryParam("series")
          @Parameter(
              description = "2 to 40 small letters, digits and hyphens",
              required = true,
              example = "mail-hygiene")
          @Nullable String name,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    SeriesService.Answer answer = series.take(name, mediaType, body);
    SeriesImportView view = answer.imported();
    return answer.made()
        ? RestResponse.ResponseBuilder.<SeriesImportView>created(
                URI.create("/v1/series/" + view.id()))
            .entity(view)
            .build()
        : RestResponse.ok(view);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List imports",
      description =
          "All versions, by series and version. They speak of all registrars, so the list is empty"
              + " for a registrar's token; its own numbers are in its explanation.")
  public Page<SeriesImportView> list(
      @QueryParam("series") @Parameter(description = "Only this series", example = "mail-hygiene")
          @Nullable String name,
      @Valid @BeanParam PageRequest request) {
    return series.list(name, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "Read an import",
      description = "Its version, digest and counts. 404 for a registrar's token.")
  @APIResponse(responseCode = "200", description = "The import")
  @APIResponse(
      responseCode = "404",
      description = "There is no such import that the caller may see")
  public SeriesImportView get(@PathParam("id") UUID id) {
    return series.get(id);
  }

  @GET
  @Path("/{id}/points")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List what an import says",
      description = "Its accepted rows, by month and IANA ID. 404 for a registrar's token.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such import that the caller may see")
  public Page<PointView> points(@PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return series.points(id, request);
  }

  @GET
  @Path("/{id}/rejections")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.INDEX_READ)
  @Operation(
      summary = "List the rows that an import did not accept",
      description = "With the reason, by line. 404 for a registrar's token.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such import that the caller may see")
  public Page<Rejection> rejections(
      @PathParam("id") UUID id, @Valid @BeanParam PageRequest request) {
    return series.rejections(id, request);
  }
}
