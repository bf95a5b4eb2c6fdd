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

/** Clawbacks over HTTP. */
@Path("/v1/promotions/{id}/clawback-runs")
@RunOnVirtualThread
@Tag(name = "Ledger", description = "What the registry owes, in double entry that only grows")
public class ClawbackResource {

  private final ClawbackService clawback;

  @Inject
  ClawbackResource(ClawbackService clawback) {
    this.clawback = clawback;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ACCRUE)
  @Operation(
      summary = "Take back what proved malicious",
      description =
          "Reads the changes of incidents that have not been read, then takes back the accrual of"
              + " each name whose abuse began and was validated as malicious inside the clawback"
              + " window. Where a finding does not stand any more, as after an accepted contest,"
              + " the same amount is given back by a transaction that names the clawback. Then the"
              + " portfolio clause: where more of a registrar's promotion names proved malicious"
              + " than it allows, the rest is taken back, too, and given back once it applies no"
              + " more. A call that was cut off is gone on with by the next. The schedule does the"
              + " same.")
  @APIResponse(
      responseCode = "200",
      description = "What was taken and given back; nothing new is a run, too")
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
  public ClawbackSummary clawBack(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "clawback-2026-05-06")
          @Nullable String key) {
    return clawback.clawBack(id, key);
  }
}
