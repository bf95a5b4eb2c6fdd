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

class FalseDiscoveryTest {

  @Test
  void flagsFourOfTheWorkedZone() {
    double[] p =
        Arrays.stream(WorkedZone.values())
            .skip(1)
            .mapToDouble(registrar -> RateRatio.conditionalP(registrar.rate, registrar.rest()))
            .toArray();
    List<WorkedZone> flagged =
        Arrays.stream(WorkedZone.values())
            .skip(1)
            .filter(registrar -> FalseDiscovery.flagged(0.05, p)[registrar.place()])
            .toList();
    assertThat(flagged).containsExactly(WorkedZone.D, WorkedZone.F, WorkedZone.H, WorkedZone.L);
    // SciPy's adjusted p of the one nearest to the limit.
    assertThat(FalseDiscovery.adjusted(p)[WorkedZone.D.place()])
        .isCloseTo(0.016689517580671952, within(2e-11));
  }

  /** SciPy's false_discovery_control. */
  @Test
  void adjustsInTheOrderGiven() {
    double[] expected = {0.035, 0.035, 0.042, 0.9, 0.14 / 3, 0.0035, 0.035};
    double[] p = {0.01, 0.02, 0.03, 0.9, 0.04, 0.0005, 0.02};
    // 0.04 has rank 6 of 7: 0.04 * 7 / 6 = 0.14 / 3.
    assertThat(FalseDiscovery.adjusted(p)).containsExactly(expected, within(1e-15));
  }

  @Test
  void isDefinedForNoTestsAndRefusesWhatIsNoProbability() {
    assertThat(FalseDiscovery.adjusted()).isEmpty();
    assertThat(FalseDiscovery.flagged(0.05)).isEmpty();
    assertThatThrownBy(() -> FalseDiscovery.adjusted(0.1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FalseDiscovery.flagged(0, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * The definition: the largest k of which the k-th smallest p is at most k q / m; all up to it are
   * flagged.
   */
  @Property(tries = 500)
  void flagsByTheDefinition(
      @ForAll @Size(max = 30) List<@DoubleRange(max = 1) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double q) {
    double[] p = values.stream().mapToDouble(value -> value * value * value).toArray();
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    double limit = -1;
    for (int k = 1; k <= sorted.length; k++) {
      if (sorted[k - 1] * ((double) sorted.length / k) <= q) {
        limit = sorted[k - 1];
      }
    }
    boolean[] flagged = FalseDiscovery.flagged(q, p);
    double[] adjusted = FalseDiscovery.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(flagged[i]).isEqualTo(p[i] <= limit);
      assertThat(adjusted[i]).isBetween(p[i], 1.0);
    }
  }
}
