package io.bailiwick.scoring.measure;

import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.Rounding;
import io.bailiwick.scoring.gate.ScoringPolicy;
import java.math.BigDecimal;

/**
 * What the policy says of how measures are counted and shown.
 *
 * @param minimumEvidence the weakest that counts
 * @param confidence two-sided, of the intervals that are shown
 * @param rounding of rates, bounds and means
 * @param linePer10k T_a, the line that recurrence counts months above; per 10,000 names and month
 */
public record Terms(
    Evidence minimumEvidence, double confidence, Rounding rounding, BigDecimal linePer10k) {

  /** Of a policy. */
  public static Terms of(ScoringPolicy policy) {
    return new Terms(
        policy.minimumEvidence(),
        policy.displayConfidence().doubleValue(),
        new Rounding(policy.decimals()),
        policy.intervention().thresholdPer10k());
  }
}
