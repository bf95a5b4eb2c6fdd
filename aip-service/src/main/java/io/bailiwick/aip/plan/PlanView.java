package io.bailiwick.aip.plan;

import io.bailiwick.aip.casefile.CaseState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the plan of a case stands. */
@Schema(name = "Plan")
public record PlanView(
    UUID caseId,
    @Schema(examples = "AIP-2026-0001") String caseReference,
    CaseState caseState,
    @Schema(description = "The version that was filed last") PlanVersion latest,
    @Schema(
            description = "The version that both sides agreed to last, which rules; absent: none",
            nullable = true,
            examples = "1")
        @Nullable Integer agreedVersion,
    @Schema(description = "When monitoring first started; absent: not yet", nullable = true)
        @Nullable Instant monitoringFrom,
    @Schema(description = "Measures of the version that rules, of the latest where none does")
        List<MeasureView> measures) {

  /** How far a measure is. */
  @Schema(name = "PlanMeasureProgress")
  public record MeasureView(
      @Schema(examples = "phone-verification") String code,
      @Schema(examples = "Every new account verifies a telephone number") String title,
      @Schema(examples = "Maria Example, head of abuse desk") String owner,
      @Schema(examples = "2026-05-01") LocalDate dueOn,
      MeasureState state,
      @Schema(description = "Whether its day is over and it is not done", examples = "false")
          boolean overdue,
      @Schema(nullable = true, examples = "Live since 28 April.") @Nullable String note,
      @Schema(nullable = true) @Nullable Instant recordedAt,
      @Schema(nullable = true, examples = "registrar-90001") @Nullable String recordedBy) {}
}
