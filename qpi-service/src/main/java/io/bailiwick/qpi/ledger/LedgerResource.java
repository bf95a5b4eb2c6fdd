package io.bailiwick.qpi.ledger;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
  public Page<LedgerEntryView> entries(
      @QueryParam("registrar") @Nullable RegistrarId registrar,
      @QueryParam("promotion") @Nullable UUID promotion,
      @Valid @BeanParam PageRequest request) {
    return ledger.entries(registrar, promotion, request);
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
  public Page<BalanceView> balances(
      @QueryParam("registrar") @Nullable RegistrarId registrar,
      @QueryParam("promotion") @Nullable UUID promotion,
      @Valid @BeanParam PageRequest request) {
    return ledger.balances(registrar, promotion, request);
  }
}
