package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OrderStatisticsTest {

  @Property(tries = 500)
  void interpolatesBetweenTheSortedValues(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20) Integer> numbers,
      @ForAll @DoubleRange(max = 1) double share) {
    double[] sorted = numbers.stream().mapToDouble(Integer::doubleValue).sorted().toArray();
    double position = (sorted.length - 1) * share;
    int index = (int) Math.floor(position);
    double expected =
        sorted[index]
            + (position - index) * (sorted[Math.min(index + 1, sorted.length - 1)] - sorted[index]);
    double[] values = numbers.stream().mapToDouble(Integer::doubleValue).toArray();
    assertThat(OrderStatistics.quantile(values, values.length, share))
        .isCloseTo(expected, within(1e-12));
    Arrays.sort(values);
    assertThat(values).containsExactly(sorted);
  }
}
