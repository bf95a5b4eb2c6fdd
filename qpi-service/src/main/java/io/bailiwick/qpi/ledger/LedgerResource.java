package io.bailiwick.qpi.ledger;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
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
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The ledger over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Tag(name = "Ledger", description = "What the registry owes, in double entry that only grows")
public class LedgerResource {

  private final LedgerService ledger;

  @Inject
  LedgerResource(LedgerService ledger) {
    this.ledger = ledger;
  }

  @GET
  @Path("/ledger/entries")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List ledger entries",
      description =
          "In the order of booking. A registrar's token sees its own only; asking for another"
              + " registrar answers 404, as for an unknown one.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  public Page<LedgerEntryView> entries(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("promotion")
          @Parameter(
              description = "Only this promotion",
              example = "0197a6c0-0000-7000-8000-000000000000")
          @Nullable UUID promotion,
      @QueryParam("kind") @Parameter(description = "Only this kind", example = "ACCRUAL")
          @Nullable TransactionKind kind,
      @QueryParam("month")
          @Parameter(description = "Only what was booked in this month, UTC", example = "2026-04")
          @Nullable Month month,
      @Valid @BeanParam PageRequest request) {
    return ledger.entries(registrar, promotion, kind, month, request);
  }

  @GET
  @Path("/ledger/balances")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List balances",
      description =
          "What is owed to each registrar under each promotion, summed from the ledger entries. A"
              + " registrar's token sees its own only.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such registrar that the caller may see")
  public Page<BalanceView> balances(
      @QueryParam("registrar")
          @Parameter(description = "Only this registrar, by IANA ID", example = "90001")
          @Nullable RegistrarId registrar,
      @QueryParam("promotion")
          @Parameter(
              description = "Only this promotion",
              example = "0197a6c0-0000-7000-8000-000000000000")
          @Nullable UUID promotion,
      @Valid @BeanParam PageRequest request) {
    return ledger.balances(registrar, promotion, request);
  }

  @GET
  @Path("/ledger/trial-balance")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Show the trial balance",
      description =
          "Debits and credits of each account in each currency; over the accounts of a currency"
              + " the two are equal. A registrar's token sees the part that is its own.")
  @APIResponse(responseCode = "200", description = "OK")
  public Page<TrialBalanceView> trialBalance(
      @QueryParam("promotion")
          @Parameter(
              description = "Only this promotion",
              example = "0197a6c0-0000-7000-8000-000000000000")
          @Nullable UUID promotion,
      @Valid @BeanParam PageRequest request) {
    return ledger.trialBalance(promotion, request);
  }

  @GET
  @Path("/ledger/transactions/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Read a transaction",
      description =
          "With its lines, what it reverses, what came of it later, and the settlement that"
              + " settled it.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such transaction that the caller may see")
  public TransactionView transaction(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id) {
    return ledger.transaction(id);
  }

  @GET
  @Path("/ledger/runs")
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "List runs",
      description =
          "Runs that came to their end, oldest first, with what they did. They are over all"
              + " registrars, so a registrar's token sees none.")
  @APIResponse(responseCode = "200", description = "OK")
  public Page<RunView> runs(
      @QueryParam("promotion")
          @Parameter(
              description = "Only this promotion",
              example = "0197a6c0-0000-7000-8000-000000000000")
          @Nullable UUID promotion,
      @QueryParam("kind") @Parameter(description = "Only this kind", example = "MATURITY")
          @Nullable RunKind kind,
      @Valid @BeanParam PageRequest request) {
    return ledger.runs(promotion, kind, request);
  }
}
