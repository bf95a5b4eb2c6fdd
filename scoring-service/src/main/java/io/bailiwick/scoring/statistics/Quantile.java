package io.bailiwick.scoring.statistics;

import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * Quantiles of distributions on the positive numbers to the precision of their distribution
 * function. The library's own search stops at an absolute error of 1e-9, which is too coarse for
 * rates of 1e-4 and useless for 1e-10.
 */
final class Quantile {

  private static final int MOST_STEPS = 400;
  private static final double CLOSE = 1e-14;

  private Quantile() {}

  /** The value below which lies so much of the distribution. */
  static double lower(ContinuousDistribution distribution, double probability) {
    return solve(distribution, probability, false);
  }

  /** The value above which lies so much of the distribution. */
  static double upper(ContinuousDistribution distribution, double probability) {
    return solve(distribution, probability, true);
  }

  /**
   * Newton's method on the logarithm of the tail, kept inside a bracket that every step narrows.
   * The tails of the distributions used here are log-concave, which makes the steps safe from
   * either side; where one leaves the bracket all the same, the bracket is halved instead.
   */
  private static double solve(
      ContinuousDistribution distribution, double probability, boolean above) {
    double low = distribution.getSupportLowerBound();
    double high = distribution.getSupportUpperBound();
    double wanted = Math.log(probability);
    double x = distribution.getMean();
    for (int step = 0; step < MOST_STEPS; step++) {
      double tail =
          above ? distribution.survivalProbability(x) : distribution.cumulativeProbability(x);
      double excess = Math.log(tail) - wanted;
      if (excess == 0) {
        return x;
      }
      if (excess > 0 == above) {
        low = x;
      } else {
        high = x;
      }
      double slope = distribution.density(x) / tail;
      double next = above ? x + excess / slope : x - excess / slope;
      if (!(next > low && next < high)) {
        next = between(low, high);
      }
      if (Math.abs(next - x) <= CLOSE * x || next == low || next == high) {
        return next;
      }
      x = next;
    }
    return x;
  }

  private static double between(double low, double high) {
    if (low == 0) {
      return high / 1024;
    }
    return Double.isInfinite(high) ? low * 2 : Math.min(Math.sqrt(low) * Math.sqrt(high), high);
  }
}
