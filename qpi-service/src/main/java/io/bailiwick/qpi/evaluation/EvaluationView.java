package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.ScoreChoice;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An evaluation as it is shown. */
@Schema(name = "Evaluation")
public record EvaluationView(
    UUID id,
    Month month,
    @Schema(description = "From 1 within the month; a later one supersedes", examples = "1")
        int version,
    @Schema(description = "The version before, absent for the first") @Nullable UUID supersedes,
    @Schema(description = "What it is for, as it was asked") Purpose purpose,
    @Schema(
            description =
                "Which of scoring's scores it was made from, by the policy. PUBLISHED: who was held"
                    + " back has no score")
        ScoreChoice scoresRead,
    @Schema(description = "Version of the policy of kind qpi-index") UUID policyId,
    @Schema(examples = "1") int policyVersion,
    @Schema(
            description =
                "Run of the scoring service that the abuse indicator and veto come from; the newest"
                    + " of them where scores of several were published")
        UUID scoringRunId,
    @Schema(
            description = "Version of the scoring policy, which holds the abuse gate for rewards",
            examples = "1")
        int scoringPolicyVersion,
    Instant createdAt,
    @Schema(description = "SHA-256 of the frozen inputs in canonical JSON, hexadecimal")
        String inputsSha256) {

  static EvaluationView of(Evaluation evaluation) {
    return new EvaluationView(
        evaluation.id,
        Month.fromString(evaluation.month),
        evaluation.version,
        evaluation.supersedes,
        evaluation.purpose,
        evaluation.scoresRead,
        evaluation.policyId,
        evaluation.policyVersion,
        evaluation.scoringRunId,
        evaluation.scoringPolicyVersion,
        evaluation.createdAt,
        evaluation.inputsSha256);
  }
}
