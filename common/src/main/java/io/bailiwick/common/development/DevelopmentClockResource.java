package io.bailiwick.common.development;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.audit.CommonAction;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.BusinessClock;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The development clock. Answers 404 outside development, where there is no such thing. */
@Path("/v1/development-clock")
@RunOnVirtualThread
@Tag(name = "Development", description = "Only in development: the clock that a demo moves")
public class DevelopmentClockResource {

  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  DevelopmentClockResource(BusinessClock clock, AuditTrail audit) {
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * @param now business time, UTC
   */
  @Schema(name = "ClockReading")
  public record Reading(
      @NotNull @Schema(description = "Business time, UTC", examples = "2026-03-01T00:00:00Z")
          Instant now) {}

  @GET
  @RequiresPermission(Permission.CLOCK_SET)
  @Operation(summary = "Read the business time", description = "Development only: 404 elsewhere.")
  public Reading read() {
    requireDevelopment();
    return new Reading(clock.instant());
  }

  @PUT
  @Transactional
  @RequiresPermission(Permission.CLOCK_SET)
  @Operation(
      summary = "Set the business time",
      description =
          "Development only: 404 elsewhere. The clock runs on from the given instant and keeps its offset over a restart. Audited. "
              + "The time that tokens are checked against does not move.")
  public Reading set(@Valid @NotNull Reading wanted) {
    requireDevelopment();
    audit.record(
        CommonAction.CLOCK_SET, "clock", Map.of("from", clock.instant(), "to", wanted.now()));
    clock.set(wanted.now());
    return new Reading(clock.instant());
  }

  private void requireDevelopment() {
    if (!clock.isAdjustable()) {
      throw ProblemException.notFound("resource");
    }
  }
}
