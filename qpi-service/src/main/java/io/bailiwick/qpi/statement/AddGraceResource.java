package io.bailiwick.qpi.statement;

import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
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

/** Deletes in the add grace period over HTTP. */
@Path("/v1/promotions/{id}/add-grace")
@RunOnVirtualThread
@Tag(name = "Ledger", description = "What the registry owes, in double entry that only grows")
public class AddGraceResource {

  private final AddGraceService addGrace;

  @Inject
  AddGraceResource(AddGraceService addGrace) {
    this.addGrace = addGrace;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.LEDGER_READ)
  @Operation(
      summary = "Show deletes in the add grace period beside what they take back",
      description =
          "For each registrar that takes part, of one month (UTC): how many names it created and"
              + " deleted again, how many of those a registry refunds (under the policy qpi-statement;"
              + " as shipped at most the larger of 50 and 10 % of the net adds), and how many accruals they took back. A registrar's token"
              + " sees its own.")
  @APIResponse(responseCode = "200", description = "OK")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  @APIResponse(responseCode = "503", description = "The ingest service is away. See Retry-After")
  public Page<AddGraceView> addGrace(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @QueryParam("month") @Parameter(required = true, example = "2026-04") @Nullable Month month,
      @Valid @BeanParam PageRequest request) {
    return addGrace.page(id, month, request);
  }
}
