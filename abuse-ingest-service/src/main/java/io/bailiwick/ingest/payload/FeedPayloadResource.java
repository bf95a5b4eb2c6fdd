package io.bailiwick.ingest.payload;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
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

/** Sending payloads to a feed. */
@Path("/v1/feeds/{name}/payloads")
@RunOnVirtualThread
@Tag(name = "Payloads")
public class FeedPayloadResource {
  private final PayloadService payloads;

  @Inject
  FeedPayloadResource(PayloadService payloads) {
    this.payloads = payloads;
  }

  @POST
  @Consumes({
    "text/csv",
    MediaType.TEXT_PLAIN,
    MediaType.APPLICATION_JSON,
    "application/x-ndjson",
    "application/stix+json",
    "application/taxii+json",
    "application/gzip",
    "application/x-xz",
    "application/zip",
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.PAYLOAD_UPLOAD)
  @Operation(
      summary = "Send a payload to a feed",
      description =
          "The bytes as fetched from the source, plain or compressed (gzip, xz, a ZIP of one file; told by the first bytes, "
              + "which must agree with the declared type). All or nothing: a payload that is damaged, empty, an HTML page or "
              + "past its bounds is refused and nothing is kept. Otherwise every row is accepted, a duplicate, or rejected "
              + "with its line number and reason. The same bytes again answer 200 and change nothing.\n\n"
              + "Times more than 90 days before the fetch, or after it, are rejected. A historical import declares the days "
              + "as of which it speaks (`historicalFrom`, `historicalTo`; permission `history:import`, audited), and its rows "
              + "are judged against these.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "URLhaus",
                    value =
                        "# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter\n"
                            + "\"1\",\"2026-03-02 03:04:05\",\"http://a.example.org/x\",\"online\",\"2026-03-02 04:00:00\",\"malware_download\",\"elf\",\"https://urlhaus.example/1\",\"someone\"\n")),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = SchemaType.STRING),
            examples = @ExampleObject(name = "List", value = "hxxp://login[.]example[.]org/\n")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "PhishTank",
                    value =
                        "[{\"phish_id\":\"1\",\"url\":\"http://login.example.org/\",\"submission_time\":\"2026-03-02T03:04:05+00:00\",\"verified\":\"yes\"}]")),
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "OpenPhish",
                    value =
                        "{\"url\":\"http://login.example.org/\",\"isotime\":\"2026-03-02T03:04:05Z\"}\n")),
        @Content(mediaType = "application/stix+json", schema = @Schema(type = SchemaType.STRING)),
        @Content(mediaType = "application/taxii+json", schema = @Schema(type = SchemaType.STRING)),
        @Content(
            mediaType = "application/gzip",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "application/x-xz",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "application/zip",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "application/octet-stream",
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "201",
      description = "Taken in",
      content = @Content(schema = @Schema(implementation = Payload.class)))
  @APIResponse(
      responseCode = "200",
      description = "These bytes had been taken in before; nothing changed",
      content = @Content(schema = @Schema(implementation = Payload.class)))
  public RestResponse<Payload> receive(
      @PathParam("name") @Parameter(example = "urlhaus-org") String name,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String mediaType,
      @QueryParam("historicalFrom")
          @Parameter(
              example = "2021-08-01",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String from,
      @QueryParam("historicalTo")
          @Parameter(
              example = "2023-07-31",
              schema = @Schema(type = SchemaType.STRING, format = "date"))
          @Nullable String to,
      @Nullable InputStream body) {
    return payloads.receive(name, mediaType, from, to, body).answer("/v1/payloads", Payload::id);
  }
}
