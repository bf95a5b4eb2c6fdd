package io.bailiwick.scoring.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * A beta prior of the rate per name and month, and what follows from it and a count: after x events
 * on n names the rate is Beta(x + alpha, n - x + beta). Fixed and published for decisions, so that
 * the score of one registrar does not move because of another.
 *
 * <p>For x &gt; n the count is a Poisson one on the exposure n and the rate is Gamma(x + alpha)
 * over n + alpha + beta, which has the same mean; probabilities and bounds are kept from falling
 * below those of x events on x names, so that neither one more event nor one name less ever looks
 * better. Without names the prior itself answers.
 *
 * @param alpha pseudo-events, above 0
 * @param beta pseudo-names without an event, above 0
 */
public record BetaPrior(BigDecimal alpha, BigDecimal beta) {

  /**
   * Takes the parameters as they are.
   *
   * @throws IllegalArgumentException unless both are above 0
   */
  public BetaPrior {
    if (alpha.signum() <= 0 || beta.signum() <= 0) {
      throw new IllegalArgumentException("not a prior: " + alpha + ", " + beta);
    }
  }

  /** The prior's mean rate, alpha / (alpha + beta). */
  public BigDecimal mean() {
    return posteriorMean(Rate.NONE);
  }

  /** The mean of the rate after a count, (x + alpha) / (n + alpha + beta), to 34 digits. */
  public BigDecimal posteriorMean(Rate rate) {
    BigDecimal denominator = BigDecimal.valueOf(rate.exposure().denominator());
    return BigDecimal.valueOf(rate.events())
        .add(alpha)
        .multiply(denominator)
        .divide(
            BigDecimal.valueOf(rate.exposure().numerator())
                .add(alpha.add(beta).multiply(denominator)),
            MathContext.DECIMAL128);
  }

  /**
   * The equal-tailed credible interval of the rate after a count.
   *
   * @param probability that the rate lies within, above 0 and below 1
   * @return per name; above 1 only for x &gt; n
   */
  public Interval credible(Rate rate, double probability) {
    double tail = 1 - Level.ofEachSide(probability);
    Interval interval = between(posterior(rate), tail);
    if (!rate.isNoProportion()) {
      return interval;
    }
    Interval least = between(asManyNames(rate), tail);
    return new Interval(
        Math.max(interval.lower(), least.lower()), Math.max(interval.upper(), least.upper()));
  }

  /**
   * How probable it is, after a count, that the rate is above a threshold per name.
   *
   * @param threshold 0 or more
   * @return 0 to 1
   * @throws IllegalArgumentException if the threshold is negative or not a number
   */
  public double probabilityAbove(double threshold, Rate rate) {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("not a threshold: " + threshold);
    }
    double probability = posterior(rate).survivalProbability(threshold);
    return rate.isNoProportion()
        ? Math.max(probability, asManyNames(rate).survivalProbability(threshold))
        : probability;
  }

  private ContinuousDistribution posterior(Rate rate) {
    double shape = rate.events() + alpha.doubleValue();
    double names = rate.exposure().toDouble();
    return rate.isNoProportion()
        ? GammaDistribution.of(shape, 1 / (names + alpha.doubleValue() + beta.doubleValue()))
        : BetaDistribution.of(shape, names - rate.events() + beta.doubleValue());
  }

  private ContinuousDistribution asManyNames(Rate rate) {
    return BetaDistribution.of(rate.events() + alpha.doubleValue(), beta.doubleValue());
  }

  private static Interval between(ContinuousDistribution posterior, double tail) {
    return new Interval(Quantile.lower(posterior, tail), Quantile.upper(posterior, tail));
  }
}
