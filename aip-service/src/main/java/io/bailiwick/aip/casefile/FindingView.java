package io.bailiwick.aip.casefile;

import io.bailiwick.aip.scoring.Score;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.time.Month;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A finding with the inputs that made it. */
@Schema(name = "Finding")
public record FindingView(
    UUID id,
    @Schema(description = "The scoring run") UUID runId,
    @Schema(examples = "1") int runVersion,
    Month month,
    @Schema(
            description = "SHA-256 of the snapshot that the run scored, hexadecimal",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String snapshotSha256,
    @Schema(description = "Version of the scoring policy", examples = "1") int policyVersion,
    @Schema(description = "The gate that held") FindingGate gate,
    @Schema(description = "Why it held, in a sentence") String summary,
    @Schema(
            description = "Family that the registrar was in; shown, and never a reason to merge",
            examples = "example-group")
        @Nullable String family,
    @Schema(description = "The score as scoring-service gave it, with every clause of the gate")
        Score score,
    Instant foundAt,
    @Schema(
            description =
                "What a later version of the scores says; absent while nothing has changed")
        @Nullable Standing standing) {
  static FindingView of(Finding finding, @Nullable Standing standing) {
    try {
      return new FindingView(
          finding.id,
          finding.scoringRunId,
          finding.scoringRunVersion,
          Month.fromString(finding.month),
          finding.snapshotSha256,
          finding.policyVersion,
          finding.gate,
          finding.summary,
          finding.family,
          CanonicalJson.read(finding.score, Score.class),
          finding.foundAt,
          standing);
    } catch (IOException e) {
      throw new IllegalStateException("finding " + finding.id + " cannot be read", e);
    }
  }
}
