package io.bailiwick.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Expectations from the method, section 7, and worked on paper. */
class RobustZTest {
  private static final double[] SERIES = {
    100, 104, 98, 101, 97, 103, 99, 102, 100, 96, 105, 101, 98, 100
  };

  @Test
  void givesTheWorkedValuesOfTheMethod() {
    assertThat(RobustZ.median(SERIES)).isEqualTo(100);
    assertThat(RobustZ.of(140, SERIES)).isCloseTo(13.4898, within(5e-5));
    assertThat(RobustZ.of(104, SERIES)).isCloseTo(1.3490, within(5e-5));
    assertThat(RobustZ.of(100, SERIES)).isZero();
  }

  @Test
  void isDefinedWhereMostValuesAreTheSame() {
    // Median 10, MAD 0; mean absolute deviation (0+0+0+0+30)/5 = 6, times 1.253314 = 7.519884.
    assertThat(RobustZ.of(40, new double[] {10, 10, 10, 10, 40})).isCloseTo(3.9894, within(5e-5));
    // All the same: one row is the least by which counts differ.
    assertThat(RobustZ.of(0, new double[] {0, 0, 0})).isZero();
    assertThat(RobustZ.of(7, new double[] {0, 0, 0})).isEqualTo(7);
    assertThat(RobustZ.of(93, new double[] {100, 100, 100})).isEqualTo(-7);
    assertThatThrownBy(() -> RobustZ.median(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void isFiniteAndDoesNotChangeWithTheLevel(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1e6) Double> counts,
      @ForAll @IntRange(max = 1_000_000) int value) {
    double[] usual = counts.stream().mapToDouble(Double::doubleValue).toArray();
    double z = RobustZ.of(value, usual);
    assertThat(z).isFinite();
    double[] higher = Arrays.stream(usual).map(v -> v + 1000).toArray();
    assertThat(RobustZ.of(value + 1000.0, higher)).isCloseTo(z, within(1e-3 * (1 + Math.abs(z))));
  }
}
