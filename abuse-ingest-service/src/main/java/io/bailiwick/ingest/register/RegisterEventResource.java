package io.bailiwick.ingest.register;

import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Day;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
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

/** Streamed register events over HTTP. */
@Path("/v1/register-events")
@RunOnVirtualThread
@Tag(
    name = "Register data",
    description = "What a registry can tell beside its deposits: events, measurements, zone files")
public class RegisterEventResource {
  private final RegisterService register;

  @Inject
  RegisterEventResource(RegisterService register) {
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
      summary = "Send register events",
      description =
          "What happened to registrations, one JSON object a line (or CSV under a header): `id` (the source's own, which comes in once), "
              + "`type`, `name`, `roid`, `registrar` and for a transfer `otherRegistrar` (the losing one), `occurredAt`, `years`, `detail`, "
              + "`premium` (true or false) and `price` with `currency` (what the registrar was charged; ISO 4217); what is left out is not known. "
              + "A DELETE is the end of a registration; the command that begins its redemption is a STATUS_CHANGE. Every row is "
              + "accepted, a duplicate, or rejected with its line and reason.\n\n"
              + "Events and deposits tell the same facts, and `/v1/registration-events` has each of them once, whoever told it first. "
              + "Premium and price come from the stream alone: an event that a deposit told first has none. "
              + "Lifetimes, sponsors and names under management come from deposits alone.")
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
                        "{\"id\":\"e-1\",\"type\":\"CREATE\",\"name\":\"example.org\",\"roid\":\"D10293-ORG\",\"registrar\":90001,\"occurredAt\":\"2026-03-02T10:00:00Z\",\"years\":1,\"premium\":false,\"price\":9.93,\"currency\":\"USD\"}\n"
                            + "{\"id\":\"e-2\",\"type\":\"TRANSFER\",\"name\":\"example.org\",\"roid\":\"D10293-ORG\",\"registrar\":90002,\"otherRegistrar\":90001,\"occurredAt\":\"2026-06-02T10:00:00Z\"}\n")),
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
        .receiveEvents(mediaType, body)
        .answer("/v1/register-batches", RegisterBatch::id);
  }

  @GET
  @Path("/reconciliation")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.REGISTRY_DATA_READ)
  @Operation(
      summary = "Compare the events of a day with its deposits",
      description =
          "For each zone and kind: how many events were streamed between the deposit before and that of the day, how many the deposit "
              + "shows, and which only one of the two tells. Example: `/v1/register-events/reconciliation?day=2026-03-02`.")
  public EventReconciliation reconcile(
      @QueryParam("day") @Parameter(required = true, example = "2026-03-02") @Nullable Day day) {
    return register.reconcile(day);
  }
}
