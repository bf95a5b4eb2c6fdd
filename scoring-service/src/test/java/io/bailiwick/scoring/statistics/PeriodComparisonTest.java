package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PeriodComparisonTest {

  @Test
  void findsNoGrowthOfTheRateWhereTheCountGrewByAFifth() {
    PeriodComparison same =
        PeriodComparison.of(Rate.of(12_035, 3_521_035), Rate.of(14_417, 4_210_581));
    assertThat(same.z()).isCloseTo(0.141, within(5.1e-4));
    assertThat(same.p()).isCloseTo(0.8875, within(5.1e-5));
    // SciPy.
    assertThat(same.z()).isCloseTo(0.14143458785742213, within(1e-9));
    assertThat(same.p()).isCloseTo(0.8875266317330364, within(1e-9));
  }

  @Test
  void findsAFallOfTheRate() {
    PeriodComparison fallen =
        PeriodComparison.of(Rate.of(18_525, 4_205_319), Rate.of(15_220, 4_294_461));
    assertThat(fallen.z()).isCloseTo(-19.96, within(0.0051));
    assertThat(fallen.p()).isCloseTo(1.2575916101318768e-88, within(1e-96));
  }

  @Test
  void isDefinedAtItsEdges() {
    assertThat(PeriodComparison.of(Rate.of(0, 10), Rate.of(0, 20)))
        .isEqualTo(new PeriodComparison(0, 1));
    assertThat(PeriodComparison.of(Rate.of(10, 10), Rate.of(20, 20)))
        .isEqualTo(new PeriodComparison(0, 1));
    // Poisson: pooled rate 2, variance 2 (1/5 + 1/5); (3 - 1) / √0.8.
    assertThat(PeriodComparison.of(Rate.of(5, 5), Rate.of(15, 5)).z())
        .isCloseTo(2 / Math.sqrt(0.8), within(1e-12));
    assertThatThrownBy(() -> PeriodComparison.of(Rate.NONE, Rate.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void isSymmetricInTime(
      @ForAll @LongRange(max = 50) long x0,
      @ForAll @LongRange(min = 1, max = 100) long n0,
      @ForAll @LongRange(max = 50) long x1,
      @ForAll @LongRange(min = 1, max = 100) long n1) {
    PeriodComparison forward = PeriodComparison.of(Rate.of(x0, n0), Rate.of(x1, n1));
    PeriodComparison back = PeriodComparison.of(Rate.of(x1, n1), Rate.of(x0, n0));
    assertThat(forward.z()).isFinite().isCloseTo(-back.z(), within(1e-12));
    assertThat(forward.p()).isBetween(0.0, 1.0).isCloseTo(back.p(), within(1e-12));
  }
}
