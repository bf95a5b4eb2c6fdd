package io.bailiwick.ingest.register;

import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
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

/** Measurements over HTTP. */
@Path("/v1/measurements")
@RunOnVirtualThread
@Tag(name = "Register data")
public class MeasurementResource {
  private final RegisterService register;

  @Inject
  MeasurementResource(RegisterService register) {
    this.register = register;
  }

  @POST
  @Consumes({
    PageFormats.NDJSON,
    PageFormats.CSV,
    MediaType.TEXT_PLAIN,
    "application/gzip",
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_UPLOAD)
  @Operation(
      summary = "Send measurements of names",
      description =
          "What probes found, one JSON object a line or CSV under a header: `name`, `measuredAt`, `method` (how, as the prober calls it), "
              + "`usage` (RESOLVING_CONTENT, PARKED, REDIRECT, FOR_SALE, ERROR, NO_RESOLUTION, UNKNOWN), `tls` (VALID, INVALID, NONE, "
              + "UNKNOWN), `dnssec` (SECURE, INSECURE, BOGUS, UNKNOWN), `mx` (WORKING, PRESENT, NONE, UNKNOWN). What is left out is "
              + "UNKNOWN, which is not no: it counts on neither side. Of several in a month the newest one of a name that knows "
              + "counts, for the registrar that sponsored it then. Every row is accepted, a duplicate (the same name, time "
              + "and method), or rejected with its line and reason.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = PageFormats.NDJSON,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "One a line",
                    value =
                        "{\"name\":\"example.org\",\"measuredAt\":\"2026-03-02T10:00:00Z\",\"method\":\"crawler-1\",\"usage\":\"RESOLVING_CONTENT\",\"tls\":\"VALID\",\"mx\":\"PRESENT\"}\n")),
        @Content(mediaType = PageFormats.CSV, schema = @Schema(type = SchemaType.STRING)),
        @Content(
            mediaType = "application/gzip",
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Taken in",
      content = @Content(schema = @Schema(implementation = RegisterBatch.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been taken in before; nothing changed",
      content = @Content(schema = @Schema(implementation = RegisterBatch.class)))
  public RestResponse<RegisterBatch> receive(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @Nullable InputStream body) {
    return register
        .receiveMeasurements(mediaType, body)
        .answer("/v1/register-batches", RegisterBatch::id);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRATION_READ)
  @Operation(
      summary = "Say what was known of names at an instant",
      description =
          "For each name what the newest measurement at or before the instant found that knows, one"
              + " by one for `usage`, `tls`, `dnssec` and `mx`; UNKNOWN where no measurement from"
              + " then back to `since` knows, which is not no. In the order of the names.")
  public List<KnownOfName> known(
      @QueryParam("name")
          @NotEmpty
          @Size(max = KnownOfName.MOST_NAMES)
          @Parameter(
              required = true,
              description = "Domain in A-labels; 1 to 50 of them",
              example = "example.org")
          List<String> names,
      @QueryParam("at")
          @Parameter(
              required = true,
              description = "Instant, UTC",
              example = "2026-05-01T00:00:00Z")
          @Nullable Instant at,
      @QueryParam("since")
          @Parameter(
              description = "What was measured before does not count; absent: 30 days before",
              example = "2026-04-01T00:00:00Z")
          @Nullable Instant since) {
    return register.known(names, at, since);
  }
}
