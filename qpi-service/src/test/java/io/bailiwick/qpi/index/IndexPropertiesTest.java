package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;

class IndexPropertiesTest {

  @Property
  void staysBetweenTheWorstAndTheBestPointsThatWereAssessable(
      @ForAll @Size(6) List<@WithNull(0.2) @IntRange(max = 100) Integer> points,
      @ForAll @Size(5) List<@IntRange(max = 20) Integer> weights) {
    IndexResult result =
        index(weights)
            .assess(SampleIndex.points(points.toArray(Integer[]::new)), SampleIndex.clear());
    if (result.state() == IndexState.NOT_ASSESSABLE) {
      assertThat(result.index()).isNull();
      return;
    }
    List<Integer> known = points.stream().filter(Objects::nonNull).toList();
    assertThat(result.index())
        .isBetween(
            BigDecimal.valueOf(known.stream().min(Integer::compare).orElseThrow()),
            BigDecimal.valueOf(known.stream().max(Integer::compare).orElseThrow()));
  }

  @Property
  void neverFallsWhenOneIndicatorRises(
      @ForAll @Size(6) List<@IntRange(max = 99) Integer> points,
      @ForAll @Size(5) List<@IntRange(max = 20) Integer> weights,
      @ForAll @IntRange(max = 5) int which) {
    IndexDefinition index = index(weights);
    Integer[] before = points.toArray(Integer[]::new);
    Integer[] after = Arrays.copyOf(before, before.length);
    after[which]++;
    assertThat(index.assess(SampleIndex.points(after), SampleIndex.clear()).index())
        .isGreaterThanOrEqualTo(
            index.assess(SampleIndex.points(before), SampleIndex.clear()).index());
  }

  @Property
  void hasNoNumberUnlessTheVetoIsClear(
      @ForAll @Size(6) List<@WithNull(0.2) @IntRange(max = 100) Integer> points) {
    IndexDefinition index = SampleIndex.weighted("50", "30", "20", "20", "10", "10", "10");
    Integer[] wanted = points.toArray(Integer[]::new);
    assertThat(
            index.assess(SampleIndex.points(wanted), SampleIndex.reward(AbuseVeto.VETOED)).index())
        .isNull();
    assertThat(
            index.assess(SampleIndex.points(wanted), SampleIndex.reward(AbuseVeto.UNKNOWN)).index())
        .isNull();
  }

  /** Five weights as drawn; the sixth takes the rest of 100. */
  private static IndexDefinition index(List<Integer> weights) {
    int rest = 100 - weights.stream().mapToInt(Integer::intValue).sum();
    String[] all = new String[6];
    for (int i = 0; i < weights.size(); i++) {
      all[i] = String.valueOf(weights.get(i));
    }
    all[5] = String.valueOf(rest);
    IndexDefinition index = SampleIndex.weighted("50", all);
    assertThat(index.flaws()).isEmpty();
    return index;
  }
}
