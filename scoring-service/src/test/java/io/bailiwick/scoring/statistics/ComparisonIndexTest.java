package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonIndexTest {

  @Test
  void badnessGrowsWithSizeAtTheSameRate() {
    // 10/1000 ln 10 and 100/10000 ln 100.
    assertThat(ComparisonIndex.badness(Rate.of(10, 1_000)).getAsDouble())
        .isCloseTo(0.02302585092994046, within(1e-15));
    assertThat(ComparisonIndex.badness(Rate.of(100, 10_000)).getAsDouble())
        .isCloseTo(0.04605170185988092, within(1e-15));
    assertThat(ComparisonIndex.badness(Rate.of(0, 10))).hasValue(0);
    assertThat(ComparisonIndex.badness(Rate.of(1, 10))).hasValue(0);
    assertThat(ComparisonIndex.badness(Rate.of(1, 0))).isEmpty();
  }

  @Test
  void scoresPerTenThousandNames() {
    assertThat(ComparisonIndex.interisle(Rate.of(25, 50_000)).getAsDouble())
        .isCloseTo(5, within(1e-12));
    assertThat(ComparisonIndex.interisle(Rate.NONE)).isEmpty();
  }

  @Test
  void recurrenceCountsTheMonthsAboveALine() {
    BigDecimal tenPer10k = new BigDecimal("0.001");
    assertThat(
            Recurrence.of(
                List.of(Rate.of(11, 10_000), Rate.of(10, 10_000), Rate.of(3, 0), Rate.of(9, 2)),
                tenPer10k))
        .isEqualTo(new Recurrence(2, 3));
    assertThat(Recurrence.of(List.of(), tenPer10k)).isEqualTo(new Recurrence(0, 0));
  }
}
