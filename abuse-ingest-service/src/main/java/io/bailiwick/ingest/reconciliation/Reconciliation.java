package io.bailiwick.ingest.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Our counts of a month beside the registry's reports. */
@Schema(name = "Reconciliation")
public record Reconciliation(
    Month month,
    @Schema(
            description =
                "The gravest of its zones': DIFFERS before WAITING before WAIVED before AGREES")
        ReconciliationState state,
    @Schema(description = "Whether the month must not be scored or published yet") boolean blocks,
    @Schema(description = "The registry's zones, by name") List<Zone> zones) {

  /** One zone. */
  @Schema(name = "ZoneReconciliation")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Zone(
      @Schema(examples = "org") String tld,
      ReconciliationState state,
      @Schema(description = "Why it is not AGREES; empty where it is") List<Reason> reasons,
      @Schema(description = "The report that stands; absent while it is missing", nullable = true)
          @Nullable UUID report,
      @Schema(
              description =
                  "A person's word that the month goes on without a report; without effect once there is one",
              nullable = true)
          @Nullable Waiver waiver,
      @Schema(
              description =
                  "Everything that can be compared, the zone as a whole first, then by IANA ID")
          List<Compared> registrars) {}

  /** Comparisons of one registrar, or of the zone. */
  @Schema(name = "RegistrarReconciliation")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Compared(
      @Schema(description = "Absent for the zone as a whole", nullable = true)
          @Nullable RegistrarId registrar,
      List<Comparison> comparisons) {}

  /** One reason. */
  @Schema(name = "ReconciliationReason")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reason(
      Cause cause,
      @Schema(description = "Absent for the zone as a whole", nullable = true)
          @Nullable RegistrarId registrar,
      @Schema(
              examples =
                  "Registrar 90001: 10,051 names at the end of the month, the report says 10,000; up to 50 agree.")
          String sentence) {}

  /** Why a month is not AGREES. */
  @Schema(name = "ReconciliationCause")
  public enum Cause {
    /** No transactions report of the month. */
    REPORT_MISSING,
    /** No deposit shows the names at the end of the month. */
    REGISTER_MISSING,
    TOTAL_DOMAINS_DIFFER,
    NET_ADDS_DIFFER,
    MOVEMENT_DIFFERS
  }

  /** A person's word. */
  @Schema(name = "ReconciliationWaiver")
  public record Waiver(
      @Schema(examples = "The back-end operator reports late after its move; see its letter")
          String reason,
      String waivedBy,
      Instant waivedAt) {}
}
