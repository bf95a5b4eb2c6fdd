package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: SciPy, from the formulas as written, per 10,000 names. */
class IntervalsTest {

  private static final double LAST_DIGIT = 5.1e-5;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 200 | 0 | 188.4533 | 0 | 182.7534
          1 | 200 | 8.8317 | 277.7370 | 1.2658 | 275.4190
          0 | 1000 | 0 | 38.2676 | 0 | 36.8208
          1 | 1000 | 1.7655 | 56.4256 | 0.2532 | 55.5892
          3 | 1000 | 10.2078 | 87.8301 | 6.1910 | 87.4202
          5 | 5000 | 4.2721 | 23.3895 | 3.2477 | 23.3211
          2 | 3000 | 1.8284 | 24.2763 | 0.8075 | 24.0613
          25 | 30000 | 5.6454 | 12.2994 | 5.3936 | 12.2992
          50 | 100000 | 3.7931 | 6.5906 | 3.7113 | 6.5914
          500 | 1000000 | 4.5806 | 5.4578 | 4.5714 | 5.4580
          8 | 500 | 81.2925 | 312.5111 | 69.3232 | 312.8200
          5571 | 77648 | 699.5279 | 735.8329 | 699.4127 | 735.8452
          """)
  void givesTheTwoSidedBoundsOfTheMethod(
      long x,
      long n,
      double wilsonLower,
      double wilsonUpper,
      double exactLower,
      double exactUpper) {
    Interval wilson = Intervals.wilson(x, Exposure.of(n), 0.95);
    assertThat(10_000 * wilson.lower()).isCloseTo(wilsonLower, within(LAST_DIGIT));
    assertThat(10_000 * wilson.upper()).isCloseTo(wilsonUpper, within(LAST_DIGIT));
    Interval exact = Intervals.clopperPearson(x, Exposure.of(n), 0.95);
    assertThat(10_000 * exact.lower()).isCloseTo(exactLower, within(LAST_DIGIT));
    assertThat(10_000 * exact.upper()).isCloseTo(exactUpper, within(LAST_DIGIT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 200 | 2.5643 | 234.9847 | 11.1625 | 220.9744
          5 | 5000 | 3.9411 | 21.0145 | 4.8686 | 20.5288
          25 | 30000 | 5.7947 | 11.6368 | 6.0066 | 11.5603
          8 | 500 | 79.8584 | 286.8366 | 90.3831 | 281.7143
          0 | 300 | 0 | 99.3608 | 0 |
          0 | 1000 | 0 | 29.9125 | 0 |
          0 | 3000 | 0 | 9.9808 | 0 |
          120 | 40000 | 25.6472 | | |
          12 | 5000 | 13.8541 | | |
          3 | 1000 | 8.1818 | | |
          """)
  void givesTheOneSidedBoundsOfTheMethod(
      long x, long n, double lower, Double upper, Double wilsonLower, Double wilsonUpper) {
    assertThat(10_000 * Intervals.clopperPearsonLower(x, Exposure.of(n), 0.95))
        .isCloseTo(lower, within(LAST_DIGIT));
    if (upper != null) {
      assertThat(10_000 * Intervals.clopperPearsonUpper(x, Exposure.of(n), 0.95))
          .isCloseTo(upper, within(LAST_DIGIT));
    }
    if (wilsonUpper != null) {
      // A one-sided bound at 95 % is the end of a two-sided interval at 90 %.
      Interval wilson = Intervals.wilson(x, Exposure.of(n), 0.90);
      assertThat(10_000 * wilson.lower()).isCloseTo(wilsonLower, within(LAST_DIGIT));
      assertThat(10_000 * wilson.upper()).isCloseTo(wilsonUpper, within(LAST_DIGIT));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0 | 3.688879
          1 | 0.025318 | 5.571643
          2 | 0.242209 | 7.224688
          5 | 1.623486 | 11.668332
          10 | 4.795389 | 18.390356
          25 | 16.178682 | 36.904932
          100 | 81.363991 | 121.626794
          """)
  void givesTheExactPoissonBoundsOfTheMethod(long x, double lower, double upper) {
    Interval bounds = Intervals.poisson(x, 0.95);
    assertThat(bounds.lower()).isCloseTo(lower, within(5.1e-7));
    assertThat(bounds.upper()).isCloseTo(upper, within(5.1e-7));
  }

  /**
   * From the definitions with 50 digits (mpmath): tail sums of the binomial, one-sided 95 %, per
   * name.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 200, 1, 0.0002564335872234742, 0.02349847043495071",
    "12, 5000, 1, 0.001385407450313423, 0.003885619666692777",
    "60, 455000, 30, 0.003156258923987657, 0.004902482622239876",
    "5571, 77648, 1, 0.07022891787330451, 0.07328849580167154",
    "500, 1000000, 1, 0.0004638053461282457, 0.0005383661633179478",
    "2, 12000000, 1, 2.96134600203042e-8, 5.24649374581597e-7"
  })
  void agreesToNineDigitsWithArbitraryPrecision(
      long x, long numerator, long denominator, double lower, double upper) {
    Exposure n = new Exposure(numerator, denominator);
    assertThat(Intervals.clopperPearsonLower(x, n, 0.95)).isCloseTo(lower, within(1e-9 * lower));
    assertThat(Intervals.clopperPearsonUpper(x, n, 0.95)).isCloseTo(upper, within(1e-9 * upper));
  }

  @Test
  void agreesToNineDigitsForWilsonAndPoissonToo() {
    Interval wilson = Intervals.wilson(1, Exposure.of(200), 0.95);
    assertThat(wilson.lower()).isCloseTo(0.000883168715600978, within(1e-12));
    assertThat(wilson.upper()).isCloseTo(0.02777370439789293, within(1e-11));
    Interval poisson = Intervals.poisson(7, 0.95);
    assertThat(poisson.lower()).isCloseTo(2.814363051519866, within(1e-9));
    assertThat(poisson.upper()).isCloseTo(14.42267536170238, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"1", "17", "200", "1000", "123457", "12000000"})
  void agreesWithTheClosedFormWhereNothingWasSeen(long n) {
    double expected = -Math.expm1(Math.log(0.05) / n);
    assertThat(Intervals.clopperPearsonUpper(0, Exposure.of(n), 0.95))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "17", "200", "123457"})
  void agreesWithTheClosedFormWhereEverythingWasAbused(long n) {
    double expected = Math.exp(Math.log(0.05) / n);
    assertThat(Intervals.clopperPearsonLower(n, Exposure.of(n), 0.95))
        .isCloseTo(expected, within(1e-9 * expected));
    assertThat(Intervals.clopperPearsonUpper(n, Exposure.of(n), 0.95)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5 | 2 | 2 | 3 | 5 | 6 | 23
          10 | 2 | 3 | 4 | 7 | 10 | 40
          30 | 3 | 5 | 7 | 15 | 23 | 107
          50 | 4 | 6 | 10 | 23 | 34 | 171
          """)
  void needsTheCountsOfTheMethodToProveARateAboveTheThreshold(
      double threshold,
      long of200,
      long of500,
      long of1000,
      long of3000,
      long of5000,
      long of30000) {
    assertThat(smallestCountAbove(threshold, 200)).isEqualTo(of200);
    assertThat(smallestCountAbove(threshold, 500)).isEqualTo(of500);
    assertThat(smallestCountAbove(threshold, 1000)).isEqualTo(of1000);
    assertThat(smallestCountAbove(threshold, 3000)).isEqualTo(of3000);
    assertThat(smallestCountAbove(threshold, 5000)).isEqualTo(of5000);
    assertThat(smallestCountAbove(threshold, 30000)).isEqualTo(of30000);
  }

  private static long smallestCountAbove(double threshold, long n) {
    long x = 0;
    while (10_000 * Intervals.clopperPearsonLower(x, Exposure.of(n), 0.95) <= threshold) {
      x++;
    }
    return x;
  }

  @Test
  void takesTheMeanOfTheDaysAsItIs() {
    // 10,000 names growing linearly to 20,000 in a 30-day month: end-of-day mean 15,166.67, between
    // its neighbours.
    Exposure mean = Exposure.mean(455_000, 30);
    double bound = Intervals.clopperPearsonLower(60, mean, 0.95);
    assertThat(bound)
        .isLessThan(Intervals.clopperPearsonLower(60, Exposure.of(15_166), 0.95))
        .isGreaterThan(Intervals.clopperPearsonLower(60, Exposure.of(15_167), 0.95));
  }

  @Test
  void countsEventsOnAnExposureWhereThereAreMoreEventsThanNames() {
    // Poisson bounds of 5 are 1.623486 and 11.668332; over two names.
    Interval bounds = Intervals.clopperPearson(5, Exposure.of(2), 0.95);
    assertThat(bounds.lower()).isCloseTo(1.623486 / 2, within(5e-7));
    assertThat(bounds.upper()).isCloseTo(11.668332 / 2, within(5e-7));
    assertThat(Intervals.wilson(5, Exposure.of(2), 0.95)).isEqualTo(bounds);
  }

  @Test
  void neverWeakensTheEvidenceWhenCountsPassTheNames() {
    assertThat(Intervals.clopperPearsonLower(101, Exposure.of(100), 0.95))
        .isGreaterThanOrEqualTo(Intervals.clopperPearsonLower(100, Exposure.of(100), 0.95));
  }

  @Test
  void hasNoBoundWithoutNames() {
    assertThatThrownBy(() -> Intervals.clopperPearsonLower(0, Exposure.NONE, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Intervals.wilson(3, Exposure.NONE, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
