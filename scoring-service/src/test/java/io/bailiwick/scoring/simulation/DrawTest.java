package io.bailiwick.scoring.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static final int DRAWS = 40_000;

  private static double mean(DoubleSupplier drawn) {
    return DoubleStream.generate(drawn).limit(DRAWS).average().orElseThrow();
  }

  @Test
  void theSameKeyGivesTheSameChanceAndEveryPartOfItMatters() {
    assertThat(Draw.of(1, 2, 3).bits()).isEqualTo(Draw.of(1, 2, 3).bits());
    assertThat(
            IntStream.of(0, 1, 2, 3, 4)
                .mapToLong(
                    i ->
                        switch (i) {
                          case 0 -> Draw.of(1, 2, 3).bits();
                          case 1 -> Draw.of(2, 2, 3).bits();
                          case 2 -> Draw.of(1, 3, 3).bits();
                          case 3 -> Draw.of(1, 2, 4).bits();
                          default -> Draw.of(2, 1, 3).bits();
                        })
                .distinct()
                .count())
        .isEqualTo(5);
  }

  /** Means and variances of the distributions as any book has them; four standard errors. */
  @Test
  void drawsWithTheMeansOfTheDistributions() {
    Draw draw = Draw.of(20_261_122);
    for (double wanted : new double[] {0.02, 4.2, 250}) {
      IntSupplier poisson = draw.poisson(wanted);
      assertThat(mean(poisson::getAsInt)).isCloseTo(wanted, within(4 * Math.sqrt(wanted / DRAWS)));
    }
    assertThat(draw.poisson(0).getAsInt()).isZero();
    assertThat(mean(() -> draw.binomial(10, 0.3)))
        .isCloseTo(3, within(4 * Math.sqrt(10 * 0.3 * 0.7 / DRAWS)));
    // A gamma distribution of shape k and mean 1 has the variance 1/k.
    double shape = 1.5;
    assertThat(mean(() -> draw.factor(shape)))
        .isCloseTo(1, within(4 * Math.sqrt(1 / shape / DRAWS)));
    assertThat(mean(() -> Math.pow(draw.factor(shape) - 1, 2))).isCloseTo(1 / shape, within(0.05));
  }
}
