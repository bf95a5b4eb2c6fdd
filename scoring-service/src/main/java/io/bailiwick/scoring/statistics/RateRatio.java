package io.bailiwick.scoring.statistics;

import java.util.Optional;

/**
 * How many times the rate of the rest of the zone a registrar's rate is. What hits the whole zone
 * (a campaign, a feed that doubles) cancels out.
 *
 * <p>RR = (x/n) / ((X-x)/(N-n)), with the interval RR exp(± z √(1/x - 1/n + 1/(X-x) - 1/(N-n))) of
 * its logarithm (Katz and others, Biometrics 34 (1978) 469). Where there are more events than
 * names, the term with those names falls away, as for Poisson counts, and the lower bound is kept
 * from falling below the one of x events on x names. Where either side has no event, the bounds are
 * the exact ones of the conditional binomial distribution: the ratio is then 0, or infinite with a
 * lower bound that is not.
 *
 * @param ratio 0 or more; positive infinity where nothing happened elsewhere
 * @param bounds two-sided, around the ratio
 * @param conditionalP the exact one-sided probability of so many events or more, see {@link
 *     #conditionalP(Rate, Rate)}
 */
public record RateRatio(double ratio, Interval bounds, double conditionalP) {

  /**
   * Compares a registrar with the rest.
   *
   * @param own the registrar
   * @param rest the zone without it: {@link Rate#minus}
   * @param confidence two-sided, above 0 and below 1
   * @return empty where nothing can be compared: one side has no names, or nothing happened at all
   */
  public static Optional<RateRatio> of(Rate own, Rate rest, double confidence) {
    double side = Level.ofEachSide(confidence);
    if (!own.exists() || !rest.exists() || own.events() + rest.events() == 0) {
      return Optional.empty();
    }
    double ratio = rest.events() == 0 ? Double.POSITIVE_INFINITY : own.toDouble() / rest.toDouble();
    Interval bounds =
        own.events() == 0 || rest.events() == 0
            ? exact(own, rest, side)
            : logarithmic(own, rest, ratio, Level.deviate(side));
    return Optional.of(new RateRatio(ratio, bounds, conditionalP(own, rest)));
  }

  /**
   * P(X' &gt;= x) for X' ~ Bin(X, n/N): how probable so many of all events at this registrar are if
   * its rate is that of the rest (Przyborowski and Wilenski, Biometrika 31 (1940) 313). 1 where
   * nothing happened.
   *
   * @throws IllegalArgumentException if the registrar has no names
   */
  public static double conditionalP(Rate own, Rate rest) {
    if (!own.exists()) {
      throw new IllegalArgumentException("nothing to compare without names: " + own);
    }
    Rate both = own.plus(rest);
    return CountModel.BINOMIAL.atLeast(
        own.events(),
        Exposure.of(both.events()),
        own.exposure().toDouble() / both.exposure().toDouble());
  }

  private static Interval logarithmic(Rate own, Rate rest, double ratio, double z) {
    double elsewhere = variance(rest);
    double width = z * Math.sqrt(variance(own) + elsewhere);
    double lower = ratio * Math.exp(-width);
    if (own.isNoProportion()) {
      lower = Math.max(lower, Math.exp(-z * Math.sqrt(elsewhere)) / rest.toDouble());
    }
    return new Interval(lower, ratio * Math.exp(width));
  }

  private static double variance(Rate rate) {
    double ofCount = 1.0 / rate.events();
    return rate.isNoProportion() ? ofCount : ofCount - 1 / rate.exposure().toDouble();
  }

  /** Bounds of the share of all events, turned into odds and divided by the odds of the names. */
  private static Interval exact(Rate own, Rate rest, double side) {
    Rate share = Rate.of(own.events(), own.events() + rest.events());
    double names = rest.exposure().toDouble() / own.exposure().toDouble();
    double lower = RateInterval.CLOPPER_PEARSON.lower(share, side);
    double upper = RateInterval.CLOPPER_PEARSON.upper(share, side);
    return new Interval(
        lower / (1 - lower) * names,
        upper == 1 ? Double.POSITIVE_INFINITY : upper / (1 - upper) * names);
  }
}
