package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: the method's worked zone. */
class BetaBinomialFitTest {

  private static void assertDigits(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void isWreckedByTheRegistrarWithTwoNames() {
    BetaBinomialFit fit = BetaBinomialFit.of(WorkedZone.all(), 1).orElseThrow();
    assertThat(fit.registrars()).isEqualTo(12);
    assertDigits(10_000 * fit.mean(), 3.6425649306);
    assertDigits(fit.weightedSquares(), 2.328891897);
    assertDigits(fit.correlation(), 0.006677663075);
    assertDigits(fit.strength().orElseThrow(), 148.7529882);
  }

  @Test
  void fitsToRegistrarsOfAHundredNames() {
    BetaBinomialFit fit = BetaBinomialFit.of(WorkedZone.all(), 100).orElseThrow();
    assertThat(fit.registrars()).isEqualTo(11);
    assertDigits(10_000 * fit.mean(), 3.630800012);
    assertDigits(fit.correlation(), 9.414549725e-4);
    assertDigits(fit.strength().orElseThrow(), 1061.185691);
    BetaPrior prior = fit.prior().orElseThrow();
    assertDigits(prior.alpha().doubleValue(), 0.385295302);
    assertDigits(prior.beta().doubleValue(), 1060.800395);
  }

  @Test
  void fitsRobustlyWithoutTheOutlier() {
    // L lies at an adjusted z of 7.64, F at 3.70: the method leaves out L alone.
    BetaBinomialFit fit = BetaBinomialFit.robust(WorkedZone.all(), 100, 0.1, 5).orElseThrow();
    assertThat(fit.registrars()).isEqualTo(10);
    assertDigits(10_000 * fit.mean(), 2.995148703);
    assertThat(fit.weightedSquares()).isCloseTo(0.045507776, within(5.1e-10));
    // 1 / (M + 1) with the M of the next line; from exact fractions 1.59011718949e-4.
    assertDigits(fit.correlation(), 1.59011718949e-4);
    assertDigits(fit.strength().orElseThrow(), 6287.844663);
    BetaPrior prior = fit.prior().orElseThrow();
    assertDigits(prior.alpha().doubleValue(), 1.883302978);
    assertDigits(prior.beta().doubleValue(), 6285.961360);
  }

  @ParameterizedTest
  @CsvSource({
    "B, 3.1811, 2.9254",
    "C, 10.9841, 4.4442",
    "D, 16.4240, 6.7006",
    "E, 5.8734, 4.1811",
    "F, 20.4338, 12.2993",
    "G, 2.0822, 2.2380",
    "H, 8.1727, 7.4083",
    "I, 3.9961, 3.9406",
    "L, 29.3185, 26.3316"
  })
  void drawsEachRegistrarTowardsTheCommonRate(WorkedZone registrar, double all, double robust) {
    assertThat(
            10_000
                * BetaBinomialFit.of(WorkedZone.all(), 100)
                    .orElseThrow()
                    .posteriorMean(registrar.rate))
        .isCloseTo(all, within(5.1e-5));
    assertThat(
            10_000
                * BetaBinomialFit.robust(WorkedZone.all(), 100, 0.1, 5)
                    .orElseThrow()
                    .posteriorMean(registrar.rate))
        .isCloseTo(robust, within(5.1e-5));
  }

  @Test
  void givesEverybodyTheCommonRateWhereRegistrarsDifferByChanceAlone() {
    BetaBinomialFit fit =
        BetaBinomialFit.of(List.of(Rate.of(3, 1000), Rate.of(3, 1000), Rate.of(6, 2000)), 1)
            .orElseThrow();
    assertThat(fit.correlation()).isZero();
    assertThat(fit.prior()).isEmpty();
    assertThat(fit.posteriorMean(Rate.of(100, 1000))).isEqualTo(0.003);
  }

  @Test
  void leavesEverybodyItsOwnRateWhereARegistrarIsAllOrNothing() {
    BetaBinomialFit fit =
        BetaBinomialFit.of(List.of(Rate.of(0, 10), Rate.of(10, 10)), 1).orElseThrow();
    assertThat(fit.correlation()).isEqualTo(1);
    assertThat(fit.prior()).isEmpty();
    assertThat(fit.posteriorMean(Rate.of(2, 10))).isEqualTo(0.2);
    assertThat(fit.posteriorMean(Rate.NONE)).isEqualTo(0.5);
  }

  @Test
  void determinesNothingFromTooLittle() {
    assertThat(BetaBinomialFit.of(List.of(), 1)).isEmpty();
    assertThat(BetaBinomialFit.of(List.of(Rate.of(3, 1000)), 1)).isEmpty();
    assertThat(BetaBinomialFit.of(List.of(Rate.of(0, 1000), Rate.of(0, 50)), 1)).isEmpty();
    assertThat(BetaBinomialFit.of(List.of(Rate.of(0, 1), Rate.of(1, 1)), 1)).isEmpty();
    assertThat(BetaBinomialFit.of(List.of(Rate.of(1, 0), Rate.of(5, 2)), 0)).isEmpty();
    assertThat(BetaBinomialFit.robust(List.of(), 1, 0.1, 5)).isEmpty();
    assertThatThrownBy(() -> BetaBinomialFit.robust(List.of(), 1, 0.1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void liesBetweenTheOwnAndTheCommonRate(
      @ForAll @Size(min = 2, max = 20) List<@LongRange(max = 50) Long> events,
      @ForAll @LongRange(min = 50, max = 100_000) long names) {
    List<Rate> rates = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      rates.add(Rate.of(events.get(i), names * (i + 1)));
    }
    BetaBinomialFit.of(rates, 1)
        .ifPresent(
            fit -> {
              for (Rate rate : rates) {
                assertThat(fit.posteriorMean(rate))
                    .isBetween(
                        Math.min(rate.toDouble(), fit.mean()) * (1 - 1e-12),
                        Math.max(rate.toDouble(), fit.mean()) * (1 + 1e-12));
              }
            });
  }
}
