package io.bailiwick.scoring.measure;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A rate as it is shown: per 10,000 names, rounded once from the exact fraction.
 *
 * @param numerator what was counted, exact
 * @param denominator on how many names; null where a day has no evidence of them
 * @param ratePer10k null where there is no denominator, or it is 0
 * @param lower of Wilson's two-sided interval, of the exact Poisson one where more was counted than
 *     there are names; null as the rate
 * @param upper likewise
 */
public record Figure(
    BigDecimal numerator,
    @Nullable BigDecimal denominator,
    @Nullable BigDecimal ratePer10k,
    @Nullable BigDecimal lower,
    @Nullable BigDecimal upper) {

  /**
   * So many on so many names.
   *
   * @param exposure null where it is not known
   */
  public static Figure of(long events, @Nullable Exposure exposure, Terms terms) {
    return ofHalves(2 * events, exposure, terms);
  }

  /**
   * Of a number that may end in one half, as the median of an even number of counts does. Between
   * two whole numbers the lower bound is that of the smaller one and the upper bound that of the
   * larger.
   *
   * @param halves twice the number
   */
  static Figure ofHalves(long halves, @Nullable Exposure exposure, Terms terms) {
    BigDecimal numerator =
        halves % 2 == 0 ? BigDecimal.valueOf(halves / 2) : BigDecimal.valueOf(halves * 5, 1);
    if (exposure == null) {
      return new Figure(numerator, null, null, null, null);
    }
    BigDecimal denominator = terms.rounding().names(exposure);
    if (exposure.isNone()) {
      return new Figure(numerator, denominator, null, null, null);
    }
    Interval low = interval(halves / 2, exposure, terms);
    Interval high = halves % 2 == 0 ? low : interval(halves / 2 + 1, exposure, terms);
    return new Figure(
        numerator,
        denominator,
        terms.rounding().per10k(halves, exposure.plus(exposure)),
        terms.rounding().per10k(low.lower()),
        terms.rounding().per10k(high.upper()));
  }

  private static Interval interval(long events, Exposure exposure, Terms terms) {
    return RateInterval.WILSON.twoSided(new Rate(events, exposure), terms.confidence());
  }
}
