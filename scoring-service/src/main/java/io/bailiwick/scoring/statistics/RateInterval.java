package io.bailiwick.scoring.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Ways to bound the rate of rare events that lies behind x events on n names. Bounds are per name
 * and month, 0 or more.
 *
 * <p>Every confidence is that of the bound or interval asked for: {@link #lower} and {@link #upper}
 * are one-sided, above 0.5 and below 1; {@link #twoSided} divides the error evenly, so that its
 * bounds at 0.90 are the one-sided ones at 0.95.
 *
 * <p>Compared with sums of 40 digits the relative error is below 1e-9 for up to ten million names
 * and below 1e-8 for up to five hundred million.
 *
 * <p>Three edges are decided here, once:
 *
 * <ul>
 *   <li><b>n is not a whole number</b> (it is a mean over days). The quantiles of the Beta
 *       distribution are defined for real parameters; n enters as it is. The bounds fall strictly
 *       with n, so they lie between those of the whole numbers on either side, and nothing jumps
 *       when n is rounded.
 *   <li><b>x &gt; n</b> (more names were abused in the month than stood on an average day). A
 *       proportion does not exist; x is a Poisson count on the exposure n, and the bounds of that
 *       are used. The lower bound is kept from falling below the one of x events on x names, so
 *       that neither one more event nor one name less ever weakens the evidence. The upper bound
 *       may be above 1.
 *   <li><b>n = 0</b>. There is no rate and no bound: {@link IllegalArgumentException}. Callers ask
 *       {@link Rate#exists()} first.
 * </ul>
 */
public enum RateInterval {

  /**
   * Wilson's score interval, within [0, 1]: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), J.
   * Am. Stat. Assoc. 22 (1927) 209. Close to its confidence on the average, not guaranteed: for
   * display, never for a gate. For x &gt; n as {@link #POISSON}.
   */
  WILSON {
    @Override
    double lowerOfProportion(double x, double n, double confidence) {
      // At the ends the formula gives 0 and 1 exactly; its floating-point form does not.
      return x == 0 ? 0 : Math.max(0, wilson(x, n, -Level.deviate(confidence)));
    }

    @Override
    double upperOfProportion(double x, double n, double confidence) {
      return x == n ? 1 : Math.min(1, wilson(x, n, Level.deviate(confidence)));
    }
  },

  /**
   * Clopper and Pearson's exact bounds, within [0, 1]: quantiles of Beta(x, n-x+1) and Beta(x+1,
   * n-x), Biometrika 26 (1934) 404. The true rate is beyond a bound with probability at most 1 -
   * confidence, whatever it is: for gates. For x &gt; n as {@link #POISSON}.
   */
  CLOPPER_PEARSON {
    @Override
    double lowerOfProportion(double x, double n, double confidence) {
      return x == 0 ? 0 : Quantile.lower(BetaDistribution.of(x, n - x + 1), 1 - confidence);
    }

    @Override
    double upperOfProportion(double x, double n, double confidence) {
      return x == n ? 1 : Quantile.upper(BetaDistribution.of(x + 1, n - x), 1 - confidence);
    }
  },

  /**
   * The exact bounds of a Poisson count over its exposure: half the quantiles of chi-squared with
   * 2x and 2x+2 degrees of freedom (Garwood, Biometrika 28 (1936) 437). May be above 1 for every x.
   */
  POISSON {
    @Override
    double lowerOfProportion(double x, double n, double confidence) {
      return lowerOfCount(x, confidence) / n;
    }

    @Override
    double upperOfProportion(double x, double n, double confidence) {
      return upperOfCount(x, confidence) / n;
    }
  },

  /**
   * Byar's approximation of {@link #POISSON}: x (1 - 1/9x - z/3√x)³ and, with y = x+1, y (1 - 1/9y
   * + z/3√y)³ (Breslow and Day, Statistical Methods in Cancer Research II, IARC 1987, p. 69). For
   * comparison with published tables. The lower bound of a count of 1 is 0 at high confidence,
   * where the formula falls below.
   */
  BYAR {
    @Override
    double lowerOfProportion(double x, double n, double confidence) {
      return lowerOfCount(x, confidence) / n;
    }

    @Override
    double upperOfProportion(double x, double n, double confidence) {
      return upperOfCount(x, confidence) / n;
    }

    @Override
    double lowerOfCount(double x, double confidence) {
      return x == 0 ? 0 : Math.max(0, cubed(x, -Level.deviate(confidence)));
    }

    @Override
    double upperOfCount(double x, double confidence) {
      return cubed(x + 1, Level.deviate(confidence));
    }

    private double cubed(double x, double z) {
      double root = 1 - 1 / (9 * x) + z / (3 * Math.sqrt(x));
      return x * root * root * root;
    }
  },

  /**
   * Jeffreys' equal-tailed interval, within [0, 1]: quantiles of Beta(x + 1/2, n-x + 1/2), the
   * lower bound 0 where x = 0 and the upper 1 where x = n (Brown, Cai and DasGupta, Statistical
   * Science 16 (2001) 101). For x &gt; n quantiles of Gamma(x + 1/2) over n. For comparison.
   */
  JEFFREYS {
    @Override
    double lowerOfProportion(double x, double n, double confidence) {
      return x == 0 ? 0 : Quantile.lower(BetaDistribution.of(x + 0.5, n - x + 0.5), 1 - confidence);
    }

    @Override
    double upperOfProportion(double x, double n, double confidence) {
      return x == n ? 1 : Quantile.upper(BetaDistribution.of(x + 0.5, n - x + 0.5), 1 - confidence);
    }

    @Override
    double lowerOfCount(double x, double confidence) {
      return Quantile.lower(count(x + 0.5), 1 - confidence);
    }

    @Override
    double upperOfCount(double x, double confidence) {
      return Quantile.upper(count(x + 0.5), 1 - confidence);
    }
  };

  /**
   * The one-sided lower bound: with this confidence the true rate is not below it.
   *
   * @param confidence above 0.5 and below 1
   * @return per name, from 0 up to the rate itself; 0 where nothing was seen
   * @throws IllegalArgumentException without names or with another confidence
   */
  public double lower(Rate rate, double confidence) {
    double n = names(rate, confidence);
    double x = rate.events();
    return rate.isNoProportion()
        ? Math.max(lowerOfCount(x, confidence) / n, lowerOfProportion(x, x, confidence))
        : lowerOfProportion(x, n, confidence);
  }

  /**
   * The one-sided upper bound: with this confidence the true rate is not above it.
   *
   * @param confidence above 0.5 and below 1
   * @return per name, the rate itself or more; above 1 only as the class says
   * @throws IllegalArgumentException without names or with another confidence
   */
  public double upper(Rate rate, double confidence) {
    double n = names(rate, confidence);
    double x = rate.events();
    return rate.isNoProportion()
        ? upperOfCount(x, confidence) / n
        : upperOfProportion(x, n, confidence);
  }

  /**
   * The two-sided interval, half of the error on either side.
   *
   * @param confidence above 0 and below 1
   * @throws IllegalArgumentException without names or with another confidence
   */
  public Interval twoSided(Rate rate, double confidence) {
    double side = Level.ofEachSide(confidence);
    return new Interval(lower(rate, side), upper(rate, side));
  }

  /**
   * Whether the rate is proven to be above a threshold: its lower bound is.
   *
   * @param threshold per name
   * @param confidence one-sided, above 0.5 and below 1
   * @return false without names, which prove nothing
   */
  public boolean provesAbove(Rate rate, double threshold, double confidence) {
    return rate.exists() && lower(rate, confidence) > threshold;
  }

  /**
   * Whether the rate is proven not to be above a threshold: its upper bound is not.
   *
   * @param threshold per name
   * @param confidence one-sided, above 0.5 and below 1
   * @return false without names, which prove nothing
   */
  public boolean provesAtMost(Rate rate, double threshold, double confidence) {
    return rate.exists() && upper(rate, confidence) <= threshold;
  }

  abstract double lowerOfProportion(double x, double n, double confidence);

  abstract double upperOfProportion(double x, double n, double confidence);

  /** The lower bound of the mean of a count; Garwood's unless a method has its own. */
  double lowerOfCount(double x, double confidence) {
    return x == 0 ? 0 : Quantile.lower(count(x), 1 - confidence);
  }

  /** The upper bound of the mean of a count; Garwood's unless a method has its own. */
  double upperOfCount(double x, double confidence) {
    return Quantile.upper(count(x + 1), 1 - confidence);
  }

  /** Gamma(shape) is half of chi-squared with twice as many degrees of freedom. */
  private static ContinuousDistribution count(double shape) {
    return GammaDistribution.of(shape, 1);
  }

  private static double wilson(double x, double n, double z) {
    double p = x / n;
    return (p + z * z / (2 * n) + z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
        / (1 + z * z / n);
  }

  private static double names(Rate rate, double confidence) {
    Level.checked(confidence);
    if (!rate.exists()) {
      throw new IllegalArgumentException("no bound without names: " + rate);
    }
    return rate.exposure().toDouble();
  }
}
