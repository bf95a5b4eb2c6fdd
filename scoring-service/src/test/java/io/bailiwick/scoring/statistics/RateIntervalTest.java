package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expected values: the method's tables (per 10,000 names, to the digits shown), and tail sums,
 * series and formulas with 40 digits (mpmath), per name.
 */
class RateIntervalTest {

  private static final double LAST_DIGIT = 5.1e-5;

  private static void assertBounds(
      RateInterval method, Rate rate, double confidence, double lower, double upper) {
    Interval per10k = method.twoSided(rate, confidence);
    assertThat(10_000 * per10k.lower()).isCloseTo(lower, within(LAST_DIGIT));
    assertThat(10_000 * per10k.upper()).isCloseTo(upper, within(LAST_DIGIT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 200 | 0 | 188.4533 | 0 | 182.7534 | 0 | 124.6566
          1 | 200 | 8.8317 | 277.7370 | 1.2658 | 275.4190 | 5.4002 | 231.2868
          0 | 1000 | 0 | 38.2676 | 0 | 36.8208 | 0 | 25.0816
          1 | 1000 | 1.7655 | 56.4256 | 0.2532 | 55.5892 | 1.0792 | 46.6446
          3 | 1000 | 10.2078 | 87.8301 | 6.1910 | 87.4202 | 8.4563 | 79.8437
          5 | 5000 | 4.2721 | 23.3895 | 3.2477 | 23.3211 | 3.8167 | 21.9059
          2 | 3000 | 1.8284 | 24.2763 | 0.8075 | 24.0613 | 1.3856 | 21.3700
          25 | 30000 | 5.6454 | 12.2994 | 5.3936 | 12.2992 | 5.5277 | 12.1003
          50 | 100000 | 3.7931 | 6.5906 | 3.7113 | 6.5914 | 3.7544 | 6.5345
          500 | 1000000 | 4.5806 | 5.4578 | 4.5714 | 5.4580 | 4.5762 | 5.4527
          8 | 500 | 81.2925 | 312.5111 | 69.3232 | 312.8200 | 75.9251 | 299.6207
          5571 | 77648 | 699.5279 | 735.8329 | 699.4127 | 735.8452 | 699.4764 | 735.7800
          """)
  void givesTheTwoSidedBoundsOfTheMethod(
      long x,
      long n,
      double wilsonLower,
      double wilsonUpper,
      double exactLower,
      double exactUpper,
      double jeffreysLower,
      double jeffreysUpper) {
    Rate rate = Rate.of(x, n);
    assertBounds(RateInterval.WILSON, rate, 0.95, wilsonLower, wilsonUpper);
    assertBounds(RateInterval.CLOPPER_PEARSON, rate, 0.95, exactLower, exactUpper);
    assertBounds(RateInterval.JEFFREYS, rate, 0.95, jeffreysLower, jeffreysUpper);
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
    Rate rate = Rate.of(x, n);
    assertThat(10_000 * RateInterval.CLOPPER_PEARSON.lower(rate, 0.95))
        .isCloseTo(lower, within(LAST_DIGIT));
    if (upper != null) {
      assertThat(10_000 * RateInterval.CLOPPER_PEARSON.upper(rate, 0.95))
          .isCloseTo(upper, within(LAST_DIGIT));
    }
    if (wilsonUpper != null) {
      assertThat(10_000 * RateInterval.WILSON.lower(rate, 0.95))
          .isCloseTo(wilsonLower, within(LAST_DIGIT));
      assertThat(10_000 * RateInterval.WILSON.upper(rate, 0.95))
          .isCloseTo(wilsonUpper, within(LAST_DIGIT));
      // A one-sided bound at 95 % is the end of a two-sided interval at 90 %.
      assertBounds(RateInterval.WILSON, rate, 0.90, wilsonLower, wilsonUpper);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0 | 3.688879 | 0 | 3.668012
          1 | 0.025318 | 5.571643 | 0.013072 | 5.563756
          2 | 0.242209 | 7.224688 | 0.224625 | 7.220869
          5 | 1.623486 | 11.668332 | 1.611348 | 11.668164
          10 | 4.795389 | 18.390356 | |
          25 | 16.178682 | 36.904932 | |
          100 | 81.363991 | 121.626794 | |
          """)
  void givesTheBoundsOfACountOfTheMethod(
      long x, double lower, double upper, Double byarLower, Double byarUpper) {
    // The mean of a count is its rate on one name.
    Interval exact = RateInterval.POISSON.twoSided(Rate.of(x, 1), 0.95);
    assertThat(exact.lower()).isCloseTo(lower, within(5.1e-7));
    assertThat(exact.upper()).isCloseTo(upper, within(5.1e-7));
    if (byarLower != null) {
      Interval byar = RateInterval.BYAR.twoSided(Rate.of(x, 1), 0.95);
      assertThat(byar.lower()).isCloseTo(byarLower, within(5.1e-7));
      assertThat(byar.upper()).isCloseTo(byarUpper, within(5.1e-7));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WILSON | 1 | 200 | 0.95 | 0.00111625260452603 | 0.0220974364437018
          WILSON | 12 | 5000 | 0.975 | 0.00137346555641283 | 0.00419055141930802
          WILSON | 8 | 500 | 0.999 | 0.00564551469723013 | 0.044495902212667
          WILSON | 260 | 1000000 | 0.95 | 0.000234798635858617 | 0.000287905493396743
          WILSON | 5571 | 77648 | 0.975 | 0.069952793408959 | 0.0735832934297725
          WILSON | 1 | 12000000 | 0.999 | 7.27021486096207e-9 | 9.55190328058365e-7
          WILSON | 45 | 50 | 0.9 | 0.832287195690735 | 0.942270528523154
          WILSON | 3 | 3 | 0.95 | 0.525804425842487 | 1
          CLOPPER_PEARSON | 1 | 200 | 0.95 | 0.000256433587223474 | 0.0234984704349507
          CLOPPER_PEARSON | 12 | 5000 | 0.975 | 0.0012407107696028 | 0.00418856018604531
          CLOPPER_PEARSON | 8 | 500 | 0.999 | 0.00396159735216573 | 0.0417584817397424
          CLOPPER_PEARSON | 260 | 1000000 | 0.95 | 0.000234061012884036 | 0.000288125625253646
          CLOPPER_PEARSON | 5571 | 77648 | 0.975 | 0.0699412715009005 | 0.0735845191760677
          CLOPPER_PEARSON | 1 | 12000000 | 0.999 | 8.33750277951521e-11 | 7.69450859070636e-7
          CLOPPER_PEARSON | 45 | 50 | 0.9 | 0.822381872382623 | 0.950554358357866
          CLOPPER_PEARSON | 3 | 3 | 0.95 | 0.368403149864039 | 1
          POISSON | 1 | 200 | 0.95 | 0.000256466471937753 | 0.0237193225919529
          POISSON | 12 | 5000 | 0.975 | 0.00124011502174444 | 0.00419231700963539
          POISSON | 8 | 500 | 0.999 | 0.00394162784348073 | 0.04231239633168
          POISSON | 260 | 1000000 | 0.95 | 0.00023405809373817 | 0.000288129677970374
          POISSON | 5571 | 77648 | 0.975 | 0.0698750699866473 | 0.073656088712243
          POISSON | 1 | 12000000 | 0.999 | 8.33750277986278e-11 | 7.69451123037632e-7
          POISSON | 45 | 50 | 0.9 | 0.732910904820482 | 1.09755627008608
          POISSON | 3 | 3 | 0.95 | 0.272563815721318 | 2.58455217597758
          BYAR | 1 | 200 | 0.95 | 0.000197569800756396 | 0.0236401248465094
          BYAR | 12 | 5000 | 0.975 | 0.00123870196861581 | 0.00419257161072334
          BYAR | 8 | 500 | 0.999 | 0.00384885358379028 | 0.0424443466776485
          BYAR | 260 | 1000000 | 0.95 | 0.000234058245751186 | 0.00028812927783533
          BYAR | 5571 | 77648 | 0.975 | 0.0698750672662404 | 0.0736560912607344
          BYAR | 1 | 12000000 | 0.999 | 0 | 7.80181684825697e-7
          BYAR | 45 | 50 | 0.9 | 0.73294933548596 | 1.09750134473267
          BYAR | 3 | 3 | 0.95 | 0.270100681707021 | 2.58151077077169
          JEFFREYS | 1 | 200 | 0.95 | 0.000880330202578573 | 0.0193712552754685
          JEFFREYS | 12 | 5000 | 0.975 | 0.00131262077229073 | 0.00406106078095068
          JEFFREYS | 8 | 500 | 0.999 | 0.00443964531857156 | 0.0402668618996719
          JEFFREYS | 260 | 1000000 | 0.95 | 0.000234535520222377 | 0.000287600158768662
          JEFFREYS | 5571 | 77648 | 0.975 | 0.0699476354185057 | 0.0735780049461505
          JEFFREYS | 1 | 12000000 | 0.999 | 1.01239942956638e-9 | 6.77759625950761e-7
          JEFFREYS | 45 | 50 | 0.9 | 0.834338763362115 | 0.943224643265106
          JEFFREYS | 3 | 3 | 0.95 | 0.555932890538982 | 1
          """)
  void agreesToNineDigitsWithArbitraryPrecision(
      RateInterval method, long x, long n, double confidence, double lower, double upper) {
    assertThat(method.lower(Rate.of(x, n), confidence)).isCloseTo(lower, within(1e-9 * lower));
    assertThat(method.upper(Rate.of(x, n), confidence)).isCloseTo(upper, within(1e-9 * upper));
  }

  @ParameterizedTest
  @CsvSource({"1", "17", "200", "1000", "123457", "12000000"})
  void agreesWithTheClosedFormWhereNothingWasSeen(long n) {
    double expected = -Math.expm1(Math.log(0.05) / n);
    assertThat(RateInterval.CLOPPER_PEARSON.upper(Rate.of(0, n), 0.95))
        .isCloseTo(expected, within(1e-12 * expected));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "17", "200", "123457"})
  void agreesWithTheClosedFormWhereEverythingWasAbused(long n) {
    double expected = Math.exp(Math.log(0.05) / n);
    assertThat(RateInterval.CLOPPER_PEARSON.lower(Rate.of(n, n), 0.95))
        .isCloseTo(expected, within(1e-12 * expected));
    assertThat(RateInterval.CLOPPER_PEARSON.upper(Rate.of(n, n), 0.95)).isEqualTo(1);
  }

  /** From the same sums with 50 digits, n a mean over 30 days. */
  @Test
  void agreesToNineDigitsWhereNamesAreAMean() {
    Rate rate = new Rate(60, Exposure.mean(455_000, 30));
    assertThat(RateInterval.CLOPPER_PEARSON.lower(rate, 0.95))
        .isCloseTo(0.003156258923987657, within(3e-12));
    assertThat(RateInterval.CLOPPER_PEARSON.upper(rate, 0.95))
        .isCloseTo(0.004902482622239876, within(4e-12));
  }

  @Test
  void takesTheMeanOfTheDaysAsItIs() {
    // 10,000 names growing linearly to 20,000 in a 30-day month: end-of-day mean 15,166.67, between
    // its neighbours.
    double bound =
        RateInterval.CLOPPER_PEARSON.lower(new Rate(60, Exposure.mean(455_000, 30)), 0.95);
    assertThat(bound)
        .isLessThan(RateInterval.CLOPPER_PEARSON.lower(Rate.of(60, 15_166), 0.95))
        .isGreaterThan(RateInterval.CLOPPER_PEARSON.lower(Rate.of(60, 15_167), 0.95));
  }

  @Test
  void countsEventsOnAnExposureWhereThereAreMoreEventsThanNames() {
    // Poisson bounds of 5 are 1.623486 and 11.668332; over two names.
    Interval bounds = RateInterval.CLOPPER_PEARSON.twoSided(Rate.of(5, 2), 0.95);
    assertThat(bounds.lower()).isCloseTo(1.623486 / 2, within(5e-7));
    assertThat(bounds.upper()).isCloseTo(11.668332 / 2, within(5e-7));
    assertThat(RateInterval.WILSON.twoSided(Rate.of(5, 2), 0.95)).isEqualTo(bounds);
    // Gamma(5.5) at 5 % and 95 %, over two names (mpmath).
    assertThat(RateInterval.JEFFREYS.lower(Rate.of(5, 2), 0.95))
        .isCloseTo(1.14370326983056, within(1e-11));
    assertThat(RateInterval.JEFFREYS.upper(Rate.of(5, 2), 0.95))
        .isCloseTo(4.91878439317062, within(1e-11));
  }

  @Test
  void neverWeakensTheEvidenceWhenCountsPassTheNames() {
    for (RateInterval method : RateInterval.values()) {
      assertThat(method.lower(Rate.of(101, 100), 0.95))
          .isGreaterThanOrEqualTo(method.lower(Rate.of(100, 100), 0.95));
    }
  }

  @Test
  void hasNoBoundWithoutNamesAndProvesNothing() {
    for (RateInterval method : RateInterval.values()) {
      assertThatThrownBy(() -> method.lower(Rate.of(3, 0), 0.95))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> method.twoSided(Rate.NONE, 0.95))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(method.provesAbove(Rate.of(3, 0), 0.001, 0.95)).isFalse();
      assertThat(method.provesAtMost(Rate.NONE, 0.001, 0.95)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 0, -1, Double.NaN})
  void refusesAnotherConfidence(double confidence) {
    for (RateInterval method : RateInterval.values()) {
      assertThatThrownBy(() -> method.upper(Rate.of(1, 10), confidence))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /**
   * What Clopper and Pearson promise, by going through every possible count: whatever the true
   * rate, the interval misses it at most as often as it says.
   */
  @Test
  void coversTheTrueRateAtLeastAsOftenAsItSays() {
    for (int n : new int[] {1, 2, 5, 10, 23, 40}) {
      for (int step = 1; step < 200; step++) {
        double truth = step / 200.0;
        double covered = 0;
        double notBelow = 0;
        double chance = Math.pow(1 - truth, n);
        for (int x = 0; x <= n; x++) {
          Rate rate = Rate.of(x, n);
          covered += RateInterval.CLOPPER_PEARSON.twoSided(rate, 0.95).contains(truth) ? chance : 0;
          notBelow += RateInterval.CLOPPER_PEARSON.lower(rate, 0.95) <= truth ? chance : 0;
          chance *= (double) (n - x) / (x + 1) * truth / (1 - truth);
        }
        assertThat(covered).isGreaterThanOrEqualTo(0.95 - 1e-12);
        assertThat(notBelow).isGreaterThanOrEqualTo(0.95 - 1e-12);
      }
    }
  }
}
