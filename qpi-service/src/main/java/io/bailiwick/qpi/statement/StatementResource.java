package io.bailiwick.qpi.statement;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
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

/** Statements over HTTP. */
@Path("/v1/statements")
@RunOnVirtualThread
@Tag(
    name = "Statements",
    description = "What each registrar earned, line by line, frozen when issued; and disputes")
public class StatementResource {

  private final StatementService statements;
  private final DisputeService disputes;

  @Inject
  StatementResource(StatementService statements, DisputeService disputes) {
    this.statements = statements;
    this.disputes = disputes;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_SETTLE)
  @Operation(
      summary = "Issue statements",
      description =
          "Freezes what the ledger says of a period that is over: for one registrar, or for every one"
              + " with something to state. A statement takes every transaction that was booked in the"
              + " period for the registrar and currency, whatever its promotion, and opens with all"
              + " that was booked before. The database refuses one whose lines are not the ledger's"
              + " entries or whose balances do not add up. A transaction is stated for one period."
              + " Where the registrar's creates and deletes of a month are known, the refund limit of"
              + " the add grace period is shown beside. Many statements are issued some thousand lines"
              + " at a time: where it fails midway, what was issued stands, and the same request goes"
              + " on with the rest. 409 where the period is not over, or one"
              + " registrar is named and has a statement that overlaps.")
  @APIResponse(
      responseCode = "201",
      description = "Issued",
      content =
          @Content(
              schema = @Schema(implementation = StatementsIssued.class),
              examples =
                  @ExampleObject(
                      name = "one registrar",
                      value =
                          """
                          {"period": "2026-04", "currency": "USD", "issued": 1, "statedBefore": 0, "lines": 7,
                           "closing": 6.00, "statements": ["0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90"]}
                          """)))
  @APIResponse(
      responseCode = "409",
      description =
          "The period is not over or was stated, or the key was used with another request")
  @APIResponse(
      responseCode = "422",
      description = "No such period or currency, or no Idempotency-Key")
  public RestResponse<StatementsIssued> issue(
      @Valid @NotNull StatementRequest request,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "statements-2026-04")
          @Nullable String key) {
    StatementsIssued issued = statements.issue(request, key);
    return RestResponse.ResponseBuilder.<StatementsIssued>created(
            URI.create(
                issued.statements().size() == 1
                    ? "/v1/statements/" + issued.statements().getFirst()
                    : "/v1/statements?period=" + issued.period()))
        .entity(issued)
        .build();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List statements",
      description =
          "In the order of their numbers, corrected ones included. A registrar's token sees its own"
              + " only; asking for another registrar answers 404, as for an unknown one.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  public Page<StatementView> list(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("currency") @Parameter(description = "Only this currency", example = "USD")
          @Nullable String currency,
      @QueryParam("period") @Parameter(description = "Only this period", example = "2026-04")
          @Nullable String period,
      @Valid @BeanParam PageRequest request) {
    return statements.list(registrar, currency, period, request);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Read a statement's balances",
      description =
          "Without its lines, which are in its documents (document.json, document.csv,"
              + " document.html). A registrar reads its own only; another's is answered 404.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such statement that the caller may see")
  public StatementView get(@PathParam("id") UUID id) {
    return statements.get(id);
  }

  @GET
  @Path("/{id}/document.json")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Read a statement with its lines",
      description =
          "The statement in its one spelling: these bytes are what `sha256` and the ETag are the"
              + " SHA-256 of. `change` of a line says what it changes, seen from the registrar: a"
              + " create earns `pending`, its maturity moves it to `payable`, a dispute moves it to"
              + " `held`, a settlement takes it out. `opening` plus all lines is `closing`. Example:"
              + " opening 0.00; two creates +4.00; one deleted in the add grace period -2.00; closing"
              + " 2.00. A registrar reads its own only; another's is answered 404.")
  @APIResponse(
      responseCode = "200",
      description = "The statement",
      content = @Content(schema = @Schema(implementation = StatementDocument.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such statement that the caller may see")
  public RestResponse<String> json(@PathParam("id") UUID id) {
    StatementService.Read read = statements.read(id);
    return RestResponse.ResponseBuilder.ok(read.json())
        .header("ETag", "\"" + read.sha256() + "\"")
        .build();
  }

  @GET
  @Path("/{id}/document.csv")
  @Produces(PageFormats.CSV)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Read a statement as CSV",
      description =
          "A row OPENING, a row LINE for each transaction, a row CLOSING: the amounts of the first and"
              + " the lines add up to those of the last. Text that a spreadsheet would run as a formula"
              + " is led by an apostrophe. A registrar reads its own only; another's is answered 404.")
  @APIResponse(
      responseCode = "200",
      description = "The statement",
      content =
          @Content(
              mediaType = PageFormats.CSV,
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "beginning",
                      value = "statement,row,position,kind,promotion,name,quantity,ground,…")))
  @APIResponse(
      responseCode = "404",
      description = "There is no such statement that the caller may see")
  public RestResponse<String> csv(@PathParam("id") UUID id) {
    return RestResponse.ok(statements.read(id).csv());
  }

  @GET
  @Path("/{id}/document.html")
  @Produces(StatementPage.MEDIA_TYPE)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "See or print a statement",
      description =
          "One document for screen and A4 paper: balances, sums by promotion and kind, every line with"
              + " its ground, how long it may be disputed, its digest, and what corrected it. It runs no"
              + " script and loads nothing. 409 for more than 20,000 lines. A registrar reads its own"
              + " only; another's is answered 404.")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = "text/html",
              schema = @Schema(type = SchemaType.STRING),
              examples =
                  @ExampleObject(
                      name = "beginning",
                      value =
                          "<!DOCTYPE html><html lang=\"en\"><head>…</head><body>…</body></html>")))
  @APIResponse(
      responseCode = "404",
      description = "There is no such statement that the caller may see")
  @APIResponse(responseCode = "409", description = "Too many lines to print")
  public RestResponse<String> html(@PathParam("id") UUID id) {
    return RestResponse.ResponseBuilder.ok(statements.read(id).page())
        .header("Content-Security-Policy", StatementPage.CONTENT_SECURITY_POLICY)
        .build();
  }

  @POST
  @Path("/{id}/disputes")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_DISPUTE)
  @Operation(
      summary = "Dispute a line",
      description =
          "By the registrar, for a line of its own statement, until `disputableUntil`. What is payable"
              + " and not settled of the line is kept back at once: of a create, its maturity or a"
              + " change of its tier all that is payable of that name. A line of which nothing is"
              + " payable yet is not settled while the dispute is open. 409 after the time, for a"
              + " statement that was corrected, and while a dispute of the line or name is open.")
  @APIResponse(
      responseCode = "201",
      description = "Filed",
      content = @Content(schema = @Schema(implementation = DisputeView.class)))
  @APIResponse(
      responseCode = "404",
      description = "There is no such statement that the caller may see")
  @APIResponse(
      responseCode = "409",
      description = "Too late, corrected, disputed already, or the key was used otherwise")
  @APIResponse(responseCode = "422", description = "No such line, no reason, or no Idempotency-Key")
  public RestResponse<DisputeView> file(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @Valid @NotNull DisputeDraft draft,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "dispute-s-000017-9")
          @Nullable String key) {
    DisputeView dispute = disputes.file(id, draft, key);
    return RestResponse.ResponseBuilder.<DisputeView>created(
            URI.create("/v1/disputes/" + dispute.id()))
        .entity(dispute)
        .build();
  }
}
