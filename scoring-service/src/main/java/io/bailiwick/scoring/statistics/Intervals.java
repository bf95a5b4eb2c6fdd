package io.bailiwick.scoring.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Confidence bounds for the rate x/n of rare events. Results are per name and month.
 *
 * <p>Three edges are decided here, once:
 *
 * <ul>
 *   <li><b>n is not a whole number</b> (it is a mean over days). Clopper and Pearson's bounds are
 *       quantiles of a Beta distribution, which is defined for real parameters; n enters as it is.
 *       The bounds fall strictly with n, so they lie between those of the whole numbers on either
 *       side, and nothing jumps when n is rounded.
 *   <li><b>x &gt; n</b> (more names were abused in the month than stood on an average day). A
 *       proportion does not exist; x is a Poisson count on the exposure n and the exact Poisson
 *       bounds are used, for Wilson too. The lower bound is kept from falling below the binomial
 *       one of x events on x names, so that neither one more event nor one name less ever weakens
 *       the evidence. The upper bound may be above 1.
 *   <li><b>n = 0</b>. There is no rate and no bound: {@link IllegalArgumentException}. Callers ask
 *       {@link Exposure#isNone()} first.
 * </ul>
 *
 * <p>Wilson, J. Am. Stat. Assoc. 22 (1927) 209; Clopper and Pearson, Biometrika 26 (1934) 404;
 * Garwood, Biometrika 28 (1936) 437 for the Poisson bounds.
 */
public final class Intervals {

  private Intervals() {}

  /** Wilson's score interval, two-sided, clamped to [0, 1]. For display, never for a gate. */
  public static Interval wilson(long events, Exposure exposure, double confidence) {
    double n = checked(events, exposure, confidence);
    if (events > n) {
      return poissonRate(events, n, confidence);
    }
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + confidence) / 2);
    double p = events / n;
    double scale = 1 + z * z / n;
    double centre = (p + z * z / (2 * n)) / scale;
    double halfWidth = z / scale * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    // At the ends the formula gives 0 and 1 exactly; its floating-point form does not.
    return new Interval(
        events == 0 ? 0 : Math.max(0, centre - halfWidth),
        events == n ? 1 : Math.min(1, centre + halfWidth));
  }

  /** Clopper and Pearson's interval, two-sided: coverage is at least the confidence. */
  public static Interval clopperPearson(long events, Exposure exposure, double confidence) {
    double oneSided = (1 + confidence) / 2;
    return new Interval(
        clopperPearsonLower(events, exposure, oneSided),
        clopperPearsonUpper(events, exposure, oneSided));
  }

  /**
   * Clopper and Pearson's one-sided lower bound: the true rate is below it with probability at most
   * 1 - confidence.
   */
  public static double clopperPearsonLower(long events, Exposure exposure, double confidence) {
    double n = checked(events, exposure, confidence);
    if (events > n) {
      return Math.max(poissonLower(events, confidence) / n, betaLower(events, events, confidence));
    }
    return betaLower(events, n, confidence);
  }

  /**
   * Clopper and Pearson's one-sided upper bound: the true rate is above it with probability at most
   * 1 - confidence.
   */
  public static double clopperPearsonUpper(long events, Exposure exposure, double confidence) {
    double n = checked(events, exposure, confidence);
    if (events > n) {
      return poissonUpper(events, confidence) / n;
    }
    return events == n ? 1 : quantile(BetaDistribution.of(events + 1.0, n - events), confidence);
  }

  /** The exact two-sided interval of the mean of a Poisson count. */
  public static Interval poisson(long events, double confidence) {
    checked(events, Exposure.of(1), confidence);
    double oneSided = (1 + confidence) / 2;
    return new Interval(poissonLower(events, oneSided), poissonUpper(events, oneSided));
  }

  private static Interval poissonRate(long events, double n, double confidence) {
    Interval count = poisson(events, confidence);
    return new Interval(count.lower() / n, count.upper() / n);
  }

  private static double betaLower(long events, double n, double confidence) {
    return events == 0 ? 0 : quantile(BetaDistribution.of(events, n - events + 1), 1 - confidence);
  }

  private static double poissonLower(long events, double confidence) {
    return events == 0 ? 0 : quantile(ChiSquaredDistribution.of(2.0 * events), 1 - confidence) / 2;
  }

  private static double poissonUpper(long events, double confidence) {
    return quantile(ChiSquaredDistribution.of(2.0 * events + 2), confidence) / 2;
  }

  /**
   * The library's solver stops at an absolute error of 1e-9, which is too coarse for rates of 1e-4;
   * a few Newton steps bring it to the precision of the distribution function.
   */
  private static double quantile(ContinuousDistribution distribution, double probability) {
    double x = distribution.inverseCumulativeProbability(probability);
    for (int step = 0; step < 4; step++) {
      double density = distribution.density(x);
      double next = x - (distribution.cumulativeProbability(x) - probability) / density;
      if (!(next > distribution.getSupportLowerBound()
          && next < distribution.getSupportUpperBound())) {
        return x;
      }
      x = next;
    }
    return x;
  }

  private static double checked(long events, Exposure exposure, double confidence) {
    if (events < 0 || exposure.isNone() || !(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "no bound for %d events on %s names at confidence %s"
              .formatted(events, exposure, confidence));
    }
    return exposure.toDouble();
  }
}
