package io.bailiwick.qpi.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The two-sided interval of an indicator's value, in the unit of the value. It is shown and decides
 * nothing: points come from the value, which is exact. The bounds are computed in floating point to
 * a relative 1e-9 and rounded once, half up, to {@value #PLACES} decimals.
 *
 * @param method how it was made
 * @param confidence of both bounds together, above 0 and below 1
 * @param lower null without a method
 * @param upper null without a method
 */
public record ValueInterval(
    Method method, BigDecimal confidence, @Nullable BigDecimal lower, @Nullable BigDecimal upper) {

  static final int PLACES = 4;

  /** How an interval is made. */
  public enum Method {
    /** Wilson's score interval: J. Am. Stat. Assoc. 22 (1927) 209. */
    WILSON,
    /** The exact bounds of a Poisson count over its exposure: Garwood, Biometrika 28 (1936) 437. */
    POISSON,
    /** No interval: the value is a mean, whose spread the counts do not tell. */
    NONE
  }

  /** From here on the exact quantile has no end in reasonable time. */
  private static final double MANY = 1e7;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * The interval of numerator / denominator × per.
   *
   * @param denominator above 0
   */
  static ValueInterval of(
      Measure measure, Fraction numerator, Fraction denominator, int per, BigDecimal confidence) {
    double x = numerator.toDouble();
    double n = denominator.toDouble();
    double side = (1 + confidence.doubleValue()) / 2;
    return switch (measure) {
      case AVERAGE -> new ValueInterval(Method.NONE, confidence, null, null);
      case RATE -> poisson(x, n, per, side, confidence);
      // More than all of them is no share; the count is then one on an exposure.
      case SHARE ->
          numerator.compareTo(denominator) > 0
              ? poisson(x, n, per, side, confidence)
              : new ValueInterval(
                  Method.WILSON,
                  confidence,
                  rounded(per * wilsonLower(x, n, side)),
                  rounded(per * wilsonUpper(x, n, side)));
    };
  }

  /**
   * Wilson's interval of a share, in percent, for the other features of this service.
   *
   * @param part zero to {@code whole}
   * @param whole above 0
   */
  public static ValueInterval ofShare(long part, long whole, BigDecimal confidence) {
    return of(Measure.SHARE, Fraction.of(part, 1), Fraction.of(whole, 1), 100, confidence);
  }

  private static ValueInterval poisson(
      double x, double n, int per, double side, BigDecimal confidence) {
    return new ValueInterval(
        Method.POISSON,
        confidence,
        rounded(per * poissonLower(x, side) / n),
        rounded(per * poissonUpper(x, side) / n));
  }

  static double wilsonLower(double x, double n, double side) {
    // At the ends the formula gives 0 and 1 exactly; its floating-point form does not.
    return x == 0 ? 0 : Math.max(0, wilson(x, n, -NORMAL.inverseCumulativeProbability(side)));
  }

  static double wilsonUpper(double x, double n, double side) {
    return x == n ? 1 : Math.min(1, wilson(x, n, NORMAL.inverseCumulativeProbability(side)));
  }

  private static double wilson(double x, double n, double z) {
    double p = x / n;
    return (p + z * z / (2 * n) + z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
        / (1 + z * z / n);
  }

  /** Half the quantile of chi-squared with 2x degrees of freedom. */
  static double poissonLower(double x, double side) {
    if (x == 0) {
      return 0;
    }
    return x > MANY
        ? cubed(x, -NORMAL.inverseCumulativeProbability(side))
        : GammaDistribution.of(x, 1).inverseCumulativeProbability(1 - side);
  }

  /** Half the quantile of chi-squared with 2x + 2 degrees of freedom. */
  static double poissonUpper(double x, double side) {
    return x > MANY
        ? cubed(x + 1, NORMAL.inverseCumulativeProbability(side))
        : GammaDistribution.of(x + 1, 1).inverseSurvivalProbability(1 - side);
  }

  /** Byar's approximation, which for so many agrees with the exact bound to a relative 1e-9. */
  private static double cubed(double x, double z) {
    double root = 1 - 1 / (9 * x) + z / (3 * Math.sqrt(x));
    return x * root * root * root;
  }

  private static BigDecimal rounded(double bound) {
    return BigDecimal.valueOf(bound).setScale(PLACES, RoundingMode.HALF_UP);
  }
}
