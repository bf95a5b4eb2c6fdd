package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class RateIntervalPropertyTest {

  /** Room for rounding in the last digits of a quantile. */
  private static final double ROUNDING = 1 + 1e-11;

  @Property(tries = 1000)
  void containsTheEstimate(
      @ForAll RateInterval method,
      @ForAll @LongRange(max = 2000) long x,
      @ForAll @LongRange(min = 1, max = 400_000_000) long dumSum,
      @ForAll @IntRange(min = 28, max = 31) int days,
      @ForAll @DoubleRange(min = 0.8, max = 0.9999) @Scale(4) double confidence) {
    Rate rate = new Rate(x, Exposure.mean(dumSum, days));
    Interval interval = method.twoSided(rate, confidence);
    assertThat(interval.lower())
        .isGreaterThanOrEqualTo(0)
        .isLessThanOrEqualTo(rate.toDouble() * ROUNDING);
    assertThat(interval.upper() * ROUNDING).isFinite().isGreaterThanOrEqualTo(rate.toDouble());
  }

  @Property(tries = 1000)
  void oneMoreEventNeverLowersABound(
      @ForAll RateInterval method,
      @ForAll @LongRange(max = 2000) long x,
      @ForAll @LongRange(min = 1, max = 4_000_000) long dumSum,
      @ForAll @IntRange(min = 28, max = 31) int days) {
    Rate rate = new Rate(x, Exposure.mean(dumSum, days));
    Rate more = rate.withEvents(x + 1);
    assertThat(method.lower(more, 0.95) * ROUNDING)
        .isGreaterThanOrEqualTo(method.lower(rate, 0.95));
    assertThat(method.upper(more, 0.95) * ROUNDING)
        .isGreaterThanOrEqualTo(method.upper(rate, 0.95));
  }

  @Property(tries = 1000)
  void moreNamesNeverRaiseABound(
      @ForAll RateInterval method,
      @ForAll @LongRange(max = 300) long x,
      @ForAll @LongRange(min = 1, max = 40_000) long dumSum,
      @ForAll @LongRange(min = 1, max = 1000) long more,
      @ForAll @IntRange(min = 28, max = 31) int days) {
    Rate fewer = new Rate(x, Exposure.mean(dumSum, days));
    Rate greater = new Rate(x, Exposure.mean(dumSum + more, days));
    assertThat(method.lower(greater, 0.95))
        .isLessThanOrEqualTo(method.lower(fewer, 0.95) * ROUNDING);
    assertThat(method.upper(greater, 0.95))
        .isLessThanOrEqualTo(method.upper(fewer, 0.95) * ROUNDING);
  }

  @Property(tries = 300)
  void moreConfidenceNeverNarrowsAnInterval(
      @ForAll RateInterval method,
      @ForAll @LongRange(max = 300) long x,
      @ForAll @LongRange(min = 1, max = 100_000) long n,
      @ForAll @DoubleRange(min = 0.5, max = 0.9) double less,
      @ForAll @DoubleRange(min = 0.9, max = 0.9999) @Scale(4) double more) {
    Interval narrow = method.twoSided(Rate.of(x, n), less);
    Interval wide = method.twoSided(Rate.of(x, n), more);
    assertThat(wide.lower()).isLessThanOrEqualTo(narrow.lower() * ROUNDING);
    assertThat(wide.upper() * ROUNDING).isGreaterThanOrEqualTo(narrow.upper());
  }

  /** What happened and what did not are two sides of one proportion. */
  @Property(tries = 300)
  void isSymmetricForProportions(
      @ForAll @LongRange(max = 500) long x, @ForAll @LongRange(max = 500) long others) {
    if (x + others > 0) {
      for (RateInterval method :
          new RateInterval[] {
            RateInterval.WILSON, RateInterval.CLOPPER_PEARSON, RateInterval.JEFFREYS
          }) {
        Interval of = method.twoSided(Rate.of(x, x + others), 0.95);
        Interval not = method.twoSided(Rate.of(others, x + others), 0.95);
        assertThat(of.lower()).isCloseTo(1 - not.upper(), within(1e-12));
        assertThat(of.upper()).isCloseTo(1 - not.lower(), within(1e-12));
      }
    }
  }

  /** Exact bounds are careful; Jeffreys' lie within them. */
  @Property(tries = 300)
  void jeffreysLiesWithinClopperAndPearson(
      @ForAll @LongRange(max = 500) long x, @ForAll @LongRange(min = 1, max = 500) long others) {
    Rate rate = Rate.of(x, x + others);
    Interval exact = RateInterval.CLOPPER_PEARSON.twoSided(rate, 0.95);
    Interval jeffreys = RateInterval.JEFFREYS.twoSided(rate, 0.95);
    assertThat(jeffreys.lower() * ROUNDING).isGreaterThanOrEqualTo(exact.lower());
    assertThat(jeffreys.upper()).isLessThanOrEqualTo(exact.upper() * ROUNDING);
  }
}
