package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonGammaFitTest {

  @Test
  void givesTheMomentsOfTheMethod() {
    PoissonGammaFit fit = PoissonGammaFit.of(WorkedZone.all()).orElseThrow();
    assertThat(10_000 * fit.mean()).isCloseTo(3.6425649306, within(4e-10));
    assertThat(fit.meanNames()).isCloseTo(141_612.6667, within(5.1e-5));
    assertThat(fit.variance()).isCloseTo(1.370458797e-6, within(1e-15));
    assertThat(fit.between()).isCloseTo(1.367886594e-6, within(1e-15));
  }

  /** NumPy, from the formula as written. */
  @ParameterizedTest
  @CsvSource({
    "A, 78.16121059822949",
    "B, 2.330059591748054",
    "D, 24.457232237118212",
    "H, 8.29206261860285",
    "L, 29.825691437441115"
  })
  void drawsEachRegistrarTowardsTheCommonRate(WorkedZone registrar, double expected) {
    assertThat(
            10_000
                * PoissonGammaFit.of(WorkedZone.all()).orElseThrow().posteriorMean(registrar.rate))
        .isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void isDefinedAtItsEdges() {
    assertThat(PoissonGammaFit.of(List.of(Rate.of(3, 0)))).isEmpty();
    PoissonGammaFit nothing =
        PoissonGammaFit.of(List.of(Rate.of(0, 10), Rate.of(0, 20))).orElseThrow();
    assertThat(nothing.posteriorMean(Rate.of(0, 10))).isZero();
    PoissonGammaFit zone = PoissonGammaFit.of(WorkedZone.all()).orElseThrow();
    assertThat(zone.posteriorMean(Rate.NONE)).isEqualTo(zone.mean());
    assertThat(zone.posteriorMean(Rate.of(5, 2))).isFinite().isPositive();
  }
}
