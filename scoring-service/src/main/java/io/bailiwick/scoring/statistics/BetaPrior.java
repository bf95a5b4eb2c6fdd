package io.bailiwick.scoring.statistics;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A fixed, published beta prior of the rate per name and month. Fixed, so that the score of one
 * registrar does not move because of another.
 *
 * @param alpha pseudo-events, above 0
 * @param beta pseudo-names without an event, above 0
 */
public record BetaPrior(BigDecimal alpha, BigDecimal beta) {

  /** The prior's mean rate, alpha / (alpha + beta). */
  public BigDecimal mean() {
    return posteriorMean(0, Exposure.NONE);
  }

  /**
   * The mean of the rate after so many events on so many names, (x + alpha) / (n + alpha + beta),
   * to 34 digits.
   */
  public BigDecimal posteriorMean(long events, Exposure exposure) {
    BigDecimal denominator = BigDecimal.valueOf(exposure.denominator());
    return BigDecimal.valueOf(events)
        .add(alpha)
        .multiply(denominator)
        .divide(
            BigDecimal.valueOf(exposure.numerator()).add(alpha.add(beta).multiply(denominator)),
            MathContext.DECIMAL128);
  }
}
