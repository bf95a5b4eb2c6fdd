package io.bailiwick.aip.takeover;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The creates of one registrar in the days before an order and in the days of it.
 *
 * @param daysBefore at least 1
 * @param daysAfter at least 1
 */
record Shift(long before, int daysBefore, long after, int daysAfter) {
  /** Between all registrars of one look, so often may a flag be raised by chance. */
  private static final double LEVEL = 0.01;

  /**
   * How probable so many creates after, or more, would be if the daily creates had risen by the
   * factor and no more. Given how many there were in all, those after are binomial (the exact
   * conditional test of two Poisson rates: Przyborowski and Wilenski, Biometrika 31, 1940).
   */
  double chance(double factor) {
    long all = before + after;
    if (after == 0) {
      return 1;
    }
    double part = factor * daysAfter / (factor * daysAfter + daysBefore);
    return BinomialDistribution.of(Math.toIntExact(all), part)
        .survivalProbability(Math.toIntExact(after - 1));
  }

  /**
   * Whether the creates rose by more than the factor, at 1 % for all registrars of the look
   * together (Bonferroni).
   */
  boolean exceeds(double factor, int registrars) {
    return chance(factor) < LEVEL / registrars;
  }
}
