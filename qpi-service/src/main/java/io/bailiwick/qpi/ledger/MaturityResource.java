package io.bailiwick.qpi.ledger;

import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Maturity over HTTP. */
@Path("/v1/promotions/{id}/maturity-runs")
@RunOnVirtualThread
@Tag(name = "Ledger", description = "What the registry owes, in double entry that only grows")
public class MaturityResource {

  private final MaturityService maturity;

  @Inject
  MaturityResource(MaturityService maturity) {
    this.maturity = maturity;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ACCRUE)
  @Operation(
      summary = "Make payable what is mature",
      description =
          "Accruals past the add grace period become payable. Where the terms ask for a test of"
              + " use, a name must have been known to take mail at its instant: one that was known"
              + " to have no mail exchange is taken back, and one of which nothing is known waits."
              + " A call that was cut off is gone on with by the next; nothing is booked twice."
              + " The schedule does the same.")
  @APIResponse(
      responseCode = "200",
      description =
          "What became payable, failed the test of use, or waits for it; nothing due is a run, too")
  @APIResponse(
      responseCode = "404",
      description = "There is no such promotion that the caller may see")
  @APIResponse(
      responseCode = "409",
      description = "Not published, or the key was used with another request")
  @APIResponse(responseCode = "422", description = "There is no Idempotency-Key")
  @APIResponse(
      responseCode = "503",
      description =
          "The ingest service is away; what was booked until then stands. See Retry-After")
  public MaturitySummary mature(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "maturity-2026-05-06")
          @Nullable String key) {
    return maturity.mature(id, key);
  }
}
