package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConcentrationTest {

  /** On paper: 6, 2, 1, 1 of 10. */
  @Test
  void agreesWithTheDefinitions() {
    assertThat(Concentration.topShare(1, 1, 6, 1, 2)).hasValue(0.6);
    assertThat(Concentration.topShare(2, 1, 6, 1, 2)).hasValue(0.8);
    assertThat(Concentration.topShare(9, 1, 6, 1, 2)).hasValue(1);
    assertThat(Concentration.herfindahl(1, 6, 1, 2)).hasValue(0.42);
    // (-3*1 - 1*1 + 1*2 + 3*6) / (4 * 10)
    assertThat(Concentration.gini(1, 6, 1, 2)).hasValue(0.4);
  }

  @Test
  void knowsEqualityAndMonopoly() {
    assertThat(Concentration.herfindahl(7, 7, 7, 7)).hasValue(0.25);
    assertThat(Concentration.gini(7, 7, 7, 7)).hasValue(0);
    assertThat(Concentration.herfindahl(0, 0, 9, 0)).hasValue(1);
    assertThat(Concentration.gini(0, 0, 9, 0)).hasValue(0.75);
  }

  @Test
  void saysNothingOfNothing() {
    assertThat(Concentration.topShare(1)).isEmpty();
    assertThat(Concentration.herfindahl(0, 0)).isEmpty();
    assertThat(Concentration.gini()).isEmpty();
    assertThatThrownBy(() -> Concentration.gini(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Concentration.topShare(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Gini's mean difference: Σ|xi - xj| / (2 k² mean). */
  @Property(tries = 200)
  void giniIsTheMeanDifference(
      @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 100) Long> events) {
    long[] counts = events.stream().mapToLong(Long::longValue).toArray();
    double differences = 0;
    double sum = 0;
    for (long one : counts) {
      sum += one;
      for (long other : counts) {
        differences += Math.abs(one - other);
      }
    }
    if (sum > 0) {
      assertThat(Concentration.gini(counts).getAsDouble())
          .isCloseTo(differences / (2 * counts.length * sum), within(1e-12));
      assertThat(Concentration.herfindahl(counts).getAsDouble())
          .isBetween(1.0 / counts.length - 1e-12, 1.0);
    }
  }
}
