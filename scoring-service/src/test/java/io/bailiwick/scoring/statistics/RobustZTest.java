package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RobustZTest {

  private static final double[] DAYS = {
    100, 104, 98, 101, 97, 103, 99, 102, 100, 96, 105, 101, 98, 100
  };

  @Test
  void measuresTheDaysOfTheMethod() {
    // 40 / (1.4826 * 2) and 4 / (1.4826 * 2).
    assertThat(RobustZ.of(140, DAYS)).isCloseTo(40 / 2.9652, within(1e-12));
    assertThat(RobustZ.of(140, DAYS)).isCloseTo(13.4898, within(5.1e-5));
    assertThat(RobustZ.of(104, DAYS)).isCloseTo(1.3490, within(5.1e-5));
  }

  @Test
  void isDefinedWhereMostDaysAreTheSame() {
    // Deviations 0, 0, 0, 10: mean 2.5, times 1.253314.
    assertThat(RobustZ.of(20, 10, 10, 10, 20)).isCloseTo(10 / 3.133285, within(1e-9));
    assertThat(RobustZ.of(12, 10, 10, 10)).isEqualTo(2);
    assertThat(RobustZ.of(10, 10)).isZero();
  }

  @Test
  void refusesNothingAndWhatIsNoNumber() {
    assertThatThrownBy(() -> RobustZ.of(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RobustZ.of(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RobustZ.of(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void isSymmetricAndDoesNotDependOnTheOrder(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(max = 1000) Double> days,
      @ForAll @DoubleRange(max = 1000) double value) {
    double[] usual = days.stream().mapToDouble(Double::doubleValue).toArray();
    double[] given = usual.clone();
    double z = RobustZ.of(value, usual);
    assertThat(usual).containsExactly(given);
    assertThat(z).isFinite();
    double[] sorted = usual.clone();
    Arrays.sort(sorted);
    assertThat(RobustZ.of(value, sorted)).isCloseTo(z, within(1e-9 * Math.max(1, Math.abs(z))));
    double[] mirrored = Arrays.stream(usual).map(each -> -each).toArray();
    assertThat(RobustZ.of(-value, mirrored)).isCloseTo(-z, within(1e-9 * Math.max(1, Math.abs(z))));
  }
}
