package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NearestWayPropertiesTest {
  private static final IndexDefinition INDEX =
      SampleIndex.weighted("50", "30", "20", "20", "10", "10", "10");

  /** One fewer than the least is not enough, and the least is. */
  @Property(tries = 100)
  void isTheLeastOfAll(
      @ForAll @Size(6) List<@IntRange(max = 100) Integer> points,
      @ForAll @IntRange(min = 1, max = 100) int baseline) {
    Integer[] now = points.toArray(Integer[]::new);
    NearestWay.Ways ways =
        NearestWay.of(
            INDEX, SampleIndex.points(now), SampleIndex.clear(), BigDecimal.valueOf(baseline));
    for (int i = 0; i < ways.ways().size(); i++) {
      Long change = ways.ways().get(i).change();
      if (change != null) {
        assertThat(index(now, i, change)).isGreaterThanOrEqualTo(BigDecimal.valueOf(baseline));
        assertThat(index(now, i, change - 1)).isLessThan(BigDecimal.valueOf(baseline));
      }
    }
  }

  private static BigDecimal index(Integer[] now, int which, long more) {
    Integer[] then = Arrays.copyOf(now, now.length);
    then[which] = Math.toIntExact(then[which] + more);
    return INDEX.assess(SampleIndex.points(then), SampleIndex.clear()).index();
  }
}
