package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values: the method's worked numbers, those with the published prior 1.5 / 4998.5 unless
 * said otherwise, per 10,000 names.
 */
class BetaPriorTest {

  private static final BetaPrior PRIOR =
      new BetaPrior(new BigDecimal("1.5"), new BigDecimal("4998.5"));

  @ParameterizedTest
  @CsvSource({
    "2, 2, 6.997201",
    "0, 150, 2.912621",
    "1, 200, 4.807692",
    "3, 1000, 7.5",
    "2, 3000, 4.375",
    "12, 5000, 13.5",
    "4, 20000, 2.2",
    "25, 30000, 7.571429",
    "5, 5000, 6.5",
    "8, 500, 17.272727",
    "0, 500, 2.727273",
    "1, 500, 4.545455"
  })
  void shrinksTowardsThePublishedMean(long x, long n, double expected) {
    assertThat(10_000 * PRIOR.posteriorMean(Rate.of(x, n)).doubleValue())
        .isCloseTo(expected, within(5.1e-7));
  }

  @Test
  void staysAtItsMeanWithoutData() {
    assertThat(PRIOR.mean()).isEqualByComparingTo("0.0003");
  }

  @Test
  void isExactAtARoundValue() {
    assertThat(PRIOR.posteriorMean(Rate.of(1, 0))).isEqualByComparingTo("0.0005");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5000, 10, 0.095148",
    "5, 5000, 5, 0.694037",
    "1, 200, 10, 0.064621",
    "8, 500, 10, 0.924007"
  })
  void givesTheProbabilityOfARateAboveAThreshold(
      long x, long n, double thresholdPer10k, double expected) {
    assertThat(PRIOR.probabilityAbove(thresholdPer10k / 10_000, Rate.of(x, n)))
        .isCloseTo(expected, within(5.1e-7));
  }

  /** The method's robust fit: alpha 1.883302978, beta 6285.961360. */
  @ParameterizedTest
  @CsvSource({
    "0, 150, 2.9254, 0.3215, 8.3362, 0.009823",
    "1, 200, 4.4442, 0.8773, 10.8464, 0.037976",
    "3, 1000, 6.7006, 2.1393, 13.8167, 0.136882",
    "2, 3000, 4.1811, 1.1105, 9.2482, 0.015162",
    "12, 5000, 12.2993, 6.7067, 19.5571, 0.743737",
    "4, 20000, 2.2380, 0.8113, 4.3757, 0.000000",
    "25, 30000, 7.4083, 4.8780, 10.4586, 0.044520",
    "40, 100000, 3.9406, 2.8388, 5.2201, 0.000000",
    "120, 40000, 26.3316, 21.8699, 31.2002, 1.000000"
  })
  void givesTheCredibleIntervalsOfTheMethod(
      long x, long n, double mean, double lower, double upper, double above10) {
    BetaPrior robust = new BetaPrior(new BigDecimal("1.883302978"), new BigDecimal("6285.961360"));
    Rate rate = Rate.of(x, n);
    assertThat(10_000 * robust.posteriorMean(rate).doubleValue()).isCloseTo(mean, within(5.1e-5));
    Interval credible = robust.credible(rate, 0.95);
    assertThat(10_000 * credible.lower()).isCloseTo(lower, within(5.1e-5));
    assertThat(10_000 * credible.upper()).isCloseTo(upper, within(5.1e-5));
    assertThat(robust.probabilityAbove(0.001, rate)).isCloseTo(above10, within(5.1e-7));
  }

  /** Gamma(6.5) over 5,002 names: 1 minus the regularised gamma function at 5.002 (mpmath). */
  @Test
  void countsEventsOnAnExposureWhereThereAreMoreEventsThanNames() {
    assertThat(PRIOR.probabilityAbove(0.001, Rate.of(5, 2)))
        .isCloseTo(0.693607240883137, within(1e-12));
  }

  @Test
  void refusesWhatIsNoPriorAndNoThreshold() {
    assertThatThrownBy(() -> new BetaPrior(BigDecimal.ZERO, BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PRIOR.probabilityAbove(Double.NaN, Rate.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void oneMoreEventNeverLooksBetterAndOneMoreNameNeverWorse(
      @ForAll @LongRange(max = 400) long x, @ForAll @LongRange(max = 400) long n) {
    for (double threshold : new double[] {0.0005, 0.001, 0.01, 0.5}) {
      double probability = PRIOR.probabilityAbove(threshold, Rate.of(x, n));
      assertThat(probability).isBetween(0.0, 1.0);
      assertThat(PRIOR.probabilityAbove(threshold, Rate.of(x + 1, n)) + 1e-13)
          .isGreaterThanOrEqualTo(probability);
      assertThat(PRIOR.probabilityAbove(threshold, Rate.of(x, n + 1)) - 1e-13)
          .isLessThanOrEqualTo(probability);
    }
    Interval credible = PRIOR.credible(Rate.of(x, n), 0.95);
    assertThat(credible.contains(PRIOR.posteriorMean(Rate.of(x, n)).doubleValue())).isTrue();
  }
}
