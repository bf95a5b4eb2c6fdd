package io.bailiwick.qpi.settlement;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Settlements over HTTP. */
@Path("/v1/settlements")
@RunOnVirtualThread
@Tag(name = "Settlement", description = "Corrections by two people, and what is handed to billing")
public class SettlementResource {

  private final SettlementService settlements;

  @Inject
  SettlementResource(SettlementService settlements) {
    this.settlements = settlements;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_SETTLE)
  @Operation(
      summary = "Propose a settlement",
      description =
          "Takes what is mature, undisputed and not settled, booked before the settlement date (the"
              + " start of that day in the zone of each promotion), for each registrar and promotion."
              + " What was taken back or held since counts at once. Less than the promotion's minimum"
              + " payout is carried over, and so is the balance of a promotion that settles on fixed"
              + " dates of which this is none; the parts say why. Nothing is booked before another"
              + " person of finance approves it. Example: 6.00 owed and a minimum of 5.00: 6.00 is paid;"
              + " with a minimum of 10.00 it is carried over. 409 where nothing is to be paid, and"
              + " while another settlement in the currency awaits its decision.")
  @APIResponse(
      responseCode = "201",
      description = "Proposed",
      content = @Content(schema = @Schema(implementation = SettlementView.class)))
  @APIResponse(
      responseCode = "409",
      description = "Nothing to pay, one is open, or the key was used with another request")
  @APIResponse(
      responseCode = "422",
      description = "The date has not come, there is no such currency, or no Idempotency-Key")
  public RestResponse<SettlementView> propose(
      @Valid @NotNull SettlementRequest request,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "settlement-2026-10-01-usd")
          @Nullable String key) {
    SettlementView settlement = settlements.propose(request, key);
    return RestResponse.ResponseBuilder.<SettlementView>created(
            URI.create("/v1/settlements/" + settlement.id()))
        .entity(settlement)
        .build();
  }

  @POST
  @Path("/{id}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_SETTLE)
  @Operation(
      summary = "Approve or reject a settlement",
      description =
          "By another person than who proposed it. Approved, a transaction of the ledger is booked for"
              + " each part, and its export is written, all or nothing. However many call at once, it is"
              + " paid once. 409 for the same person, for a second decision, and where something was"
              + " taken back or held since the proposal.")
  @APIResponse(responseCode = "200", description = "Decided")
  @APIResponse(responseCode = "404", description = "There is no such settlement")
  @APIResponse(
      responseCode = "409",
      description = "Decided before, proposed by the caller, or the ledger has moved")
  @APIResponse(responseCode = "422", description = "There is no reason")
  public SettlementView decide(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @Valid @NotNull SettlementDecision decision) {
    return settlements.decide(id, decision);
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SETTLEMENT_READ)
  @Operation(
      summary = "List settlements",
      description = "In the order of their numbers. A registrar reads its own on its statements.")
  @APIResponse(responseCode = "200", description = "OK")
  public Page<SettlementView> list(
      @QueryParam("currency") @Parameter(description = "Only this currency", example = "USD")
          @Nullable String currency,
      @Valid @BeanParam PageRequest request) {
    return settlements.list(currency, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SETTLEMENT_READ)
  @Operation(
      summary = "Read a settlement",
      description = "With who proposed, decided and exported it.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is no such settlement")
  public SettlementView get(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return settlements.get(id);
  }

  @GET
  @Path("/{id}/parts")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SETTLEMENT_READ)
  @Operation(
      summary = "List the parts of a settlement",
      description = "By IANA ID and promotion: what is paid, and what is carried over and why.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(responseCode = "404", description = "There is no such settlement")
  public Page<SettlementPart> parts(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @Valid @BeanParam PageRequest request) {
    return settlements.parts(id, request);
  }

  @GET
  @Path("/{id}/export.json")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.SETTLEMENT_READ)
  @Operation(
      summary = "Export a settlement as JSON",
      description =
          "For billing: a line for each registrar and way of payment, made of the transactions of the"
              + " ledger that it names. The same bytes whenever it is asked for; the ETag is their"
              + " SHA-256. 409 unless it is approved.")
  @APIResponse(
      responseCode = "200",
      description = "The export",
      content = @Content(schema = @Schema(implementation = SettlementExport.class)))
  @APIResponse(responseCode = "404", description = "There is no such settlement")
  @APIResponse(responseCode = "409", description = "It is not approved")
  public RestResponse<String> json(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return withDigest(settlements.export(id));
  }

  @GET
  @Path("/{id}/export.csv")
  @Produces(PageFormats.CSV)
  @RequiresPermission(Permission.SETTLEMENT_READ)
  @Operation(
      summary = "Export a settlement as CSV",
      description =
          "The lines of export.json. The same bytes whenever it is asked for; the ETag is their"
              + " SHA-256. 409 unless it is approved.")
  @APIResponse(
      responseCode = "200",
      description = "The export",
      content =
          @Content(
              mediaType = PageFormats.CSV,
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "beginning",
                      value =
                          """
                          settlement,settlementDate,registrar,way,amount,taxable,currency,promotions,transactions
                          P-000004,2026-10-01,90001,INVOICE_CREDIT,120.00,0.00,USD,spring-2026,0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90
                          """)))
  @APIResponse(responseCode = "404", description = "There is no such settlement")
  @APIResponse(responseCode = "409", description = "It is not approved")
  public RestResponse<String> csv(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return withDigest(SettlementExport.read(settlements.export(id)).csv());
  }

  @POST
  @Path("/{id}/export-mark")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_SETTLE)
  @Operation(
      summary = "Mark a settlement as handed to billing",
      description =
          "The first mark counts; a later one changes nothing and answers the same. 409 unless it is"
              + " approved.")
  @APIResponse(responseCode = "200", description = "Marked, now or before")
  @APIResponse(responseCode = "404", description = "There is no such settlement")
  @APIResponse(responseCode = "409", description = "It is not approved")
  public SettlementView mark(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return settlements.markExported(id);
  }

  private static RestResponse<String> withDigest(String text) {
    return RestResponse.ResponseBuilder.ok(text)
        .header("ETag", "\"" + Hashes.sha256Hex(text) + "\"")
        .build();
  }
}
