package io.bailiwick.qpi.outcome;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far the making of a report has come. */
@Schema(name = "OutcomeRun")
public record OutcomeRunView(
    UUID id,
    UUID promotionId,
    OutcomeStage stage,
    @Schema(
            description = "In the stage ABUSE: whose malicious names are read",
            examples = "2026-05")
        @Nullable Month month,
    @Schema(description = "Read so far", examples = "412") long pages,
    @Schema(description = "Of their rows, those that the report needs", examples = "90210")
        long rows,
    @Schema(description = "Business time up to which the report speaks") Instant asOf,
    @Schema(examples = "ann") String by,
    @Schema(description = "Business time") Instant startedAt,
    @Schema(description = "Business time of the last page, or of the report") Instant progressedAt,
    @Schema(description = "The report; absent until it is DONE") @Nullable UUID reportId) {

  static OutcomeRunView of(OutcomeRun run) {
    return new OutcomeRunView(
        run.id(),
        run.promotionId(),
        run.stage(),
        run.month(),
        run.pages(),
        run.rows(),
        run.asOf(),
        run.by(),
        run.startedAt(),
        run.progressedAt(),
        run.reportId());
  }
}
