package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class IntervalsPropertyTest {

  /** Room for rounding in the last digits of a quantile. */
  private static final double ROUNDING = 1 + 1e-11;

  @Property(tries = 500)
  void containsTheEstimate(
      @ForAll @LongRange(max = 2000) long x,
      @ForAll @LongRange(min = 1, max = 400_000_000) long dumSum,
      @ForAll @IntRange(min = 28, max = 31) int days) {
    Exposure n = Exposure.mean(dumSum, days);
    double rate = x / n.toDouble();
    for (Interval interval :
        new Interval[] {Intervals.wilson(x, n, 0.95), Intervals.clopperPearson(x, n, 0.95)}) {
      assertThat(interval.lower()).isGreaterThanOrEqualTo(0).isLessThanOrEqualTo(rate * ROUNDING);
      assertThat(interval.upper() * ROUNDING).isFinite().isGreaterThanOrEqualTo(rate);
    }
  }

  @Property(tries = 500)
  void oneMoreEventNeverLowersABound(
      @ForAll @LongRange(max = 2000) long x,
      @ForAll @LongRange(min = 1, max = 4_000_000) long dumSum,
      @ForAll @IntRange(min = 28, max = 31) int days) {
    Exposure n = Exposure.mean(dumSum, days);
    assertThat(Intervals.clopperPearsonLower(x + 1, n, 0.95) * ROUNDING)
        .isGreaterThanOrEqualTo(Intervals.clopperPearsonLower(x, n, 0.95));
    assertThat(Intervals.clopperPearsonUpper(x + 1, n, 0.95) * ROUNDING)
        .isGreaterThanOrEqualTo(Intervals.clopperPearsonUpper(x, n, 0.95));
  }

  @Property(tries = 500)
  void moreNamesNeverRaiseABound(
      @ForAll @LongRange(max = 300) long x,
      @ForAll @LongRange(min = 1, max = 4_000_000) long dumSum,
      @ForAll @LongRange(min = 1, max = 1000) long more,
      @ForAll @IntRange(min = 28, max = 31) int days) {
    Exposure fewer = Exposure.mean(dumSum, days);
    Exposure greater = Exposure.mean(dumSum + more, days);
    assertThat(Intervals.clopperPearsonLower(x, greater, 0.95))
        .isLessThanOrEqualTo(Intervals.clopperPearsonLower(x, fewer, 0.95) * ROUNDING);
    assertThat(Intervals.clopperPearsonUpper(x, greater, 0.95))
        .isLessThanOrEqualTo(Intervals.clopperPearsonUpper(x, fewer, 0.95) * ROUNDING);
  }
}
