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

/** Accruals over HTTP. */
@Path("/v1/promotions/{id}/accruals")
@RunOnVirtualThread
@Tag(name = "Ledger", description = "What the registry owes, in double entry that only grows")
public class AccrualResource {

  private final AccrualService accruals;

  @Inject
  AccrualResource(AccrualService accruals) {
    this.accruals = accruals;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @RequiresPermission(Permission.LEDGER_ACCRUE)
  @Operation(
      summary = "Accrue",
      description =
          "Reads the registration events that have not been read for the promotion. A create by an"
              + " enrolled and pre-qualified registrar inside the promotion, from the instant of"
              + " enrolment on and for a term of the promotion, earns; a delete inside the add grace"
              + " period takes it back. Name cap and budget are never exceeded. Each event counts"
              + " once, however often and from wherever this is called; a call that was cut off"
              + " goes on where it stopped. 409 unless the promotion is published, 503 where the"
              + " ingest service is away: what was booked until then stands.")
  @APIResponse(
      responseCode = "200",
      description = "What was read and booked; nothing new is a run, too")
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
  public AccrualSummary accrue(
      @PathParam("id") @Parameter(example = "0197a6c0-0000-7000-8000-000000000000") UUID id,
      @HeaderParam(Idempotency.HEADER)
          @Parameter(
              required = true,
              description = "1 to 200 characters; the same key gives the same answer",
              example = "accrual-2026-04-30")
          @Nullable String key) {
    return accruals.accrue(id, key);
  }
}
