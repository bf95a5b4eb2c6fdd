package io.bailiwick.aip.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.aip.transparency.Suppression.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuppressionTest {
  private static final List<Sum> ONE = List.of(new Sum("t", List.of("a", "b", "c")));

  private static Set<String> hidden(Map<String, Integer> counts, List<Sum> sums) {
    return new Suppression(counts, sums, 5, Set.of()).hidden(Set.of()).orElseThrow();
  }

  @Test
  void showsWhatIsLargeEnoughAndZeros() {
    assertThat(hidden(Map.of("t", 12, "a", 5, "b", 7, "c", 0), ONE)).isEmpty();
  }

  @Test
  void hidesASecondOneWhereASmallOneCouldBeTakenFromTheTotal() {
    // 3 of 20 could be told from 20 - 7 - 10; 3 and 7 together are 10, and each can be 1 to 9.
    assertThat(hidden(Map.of("t", 20, "a", 3, "b", 7, "c", 10), ONE))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void hidesAThirdOneWhereTwoTogetherAreStillSmall() {
    // 1 and 2 are 3 together: each could be 1 or 2 only.
    assertThat(hidden(Map.of("t", 23, "a", 1, "b", 2, "c", 20), ONE))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void hidesTheTotalWhereAllOfItIsSmall() {
    assertThat(hidden(Map.of("t", 2, "a", 2, "b", 0, "c", 0), ONE))
        .containsExactlyInAnyOrder("t", "a");
  }

  @Test
  void doesNotLetASumBeTakenFromAnotherThatSharesACount() {
    List<Sum> sums = List.of(new Sum("t", List.of("a", "b")), new Sum("a", List.of("x", "y")));
    // x hides y (8: 1 to 7 each); nothing about a is to be hidden.
    assertThat(hidden(Map.of("t", 18, "a", 8, "b", 10, "x", 2, "y", 6), sums))
        .containsExactlyInAnyOrder("x", "y");
    // All of a is small: a, its part x, and b, for a = t - b.
    assertThat(hidden(Map.of("t", 14, "a", 4, "b", 10, "x", 4, "y", 0), sums))
        .containsExactlyInAnyOrder("a", "x", "b");
  }

  @Test
  void givesUpWhereWhatIsKnownAlreadyTellsAll() {
    List<Sum> sums = List.of(new Sum("t", List.of("a")));
    assertThat(new Suppression(Map.of("t", 2, "a", 2), sums, 5, Set.of("t")).hidden(Set.of()))
        .isPresent();
    assertThat(new Suppression(Map.of("t", 9, "a", 9), sums, 5, Set.of("t")).hidden(Set.of("a")))
        .isEmpty();
  }

  @Test
  void refusesAMinimumThatHidesNothing() {
    assertThatThrownBy(() -> new Suppression(Map.of(), List.of(), 2, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theReportHasNoChainOfSumsThatComesBack() {
    // Joined by its counts, every sum links its counts to groups that were apart before.
    Map<String, Integer> group = new HashMap<>();
    int next = 0;
    for (Sum sum : Item.sums()) {
      Set<Integer> met = new HashSet<>();
      int joined = next++;
      for (String key : sum.all().toList()) {
        Integer before = group.get(key);
        if (before != null) {
          assertThat(met.add(before)).as("%s in %s", key, sum).isTrue();
          group.replaceAll((k, g) -> g.equals(before) ? joined : g);
        }
        group.put(key, joined);
      }
    }
  }

  /**
   * Writes out every assignment of numbers to hidden counts that fits what is shown, and looks
   * whether any hidden count is the same, or one of fewer than five, in all of them.
   */
  @Test
  void noHiddenCountCanBeSolvedForInSmallRandomTables() {
    Random random = new Random(20261122);
    List<Sum> sums =
        List.of(
            new Sum("t", List.of("a", "b", "c")),
            new Sum("a", List.of("x", "y")),
            new Sum("t", List.of("p", "q")));
    int checked = 0;
    for (int round = 0; round < 400; round++) {
      Map<String, Integer> counts = new TreeMap<>();
      for (String leaf : List.of("x", "y", "b", "c")) {
        counts.put(leaf, random.nextInt(3) == 0 ? 0 : random.nextInt(9));
      }
      counts.put("a", counts.get("x") + counts.get("y"));
      counts.put("t", counts.get("a") + counts.get("b") + counts.get("c"));
      counts.put("p", counts.get("t") == 0 ? 0 : random.nextInt(counts.get("t") + 1));
      counts.put("q", counts.get("t") - counts.get("p"));
      Set<String> hidden = hidden(counts, sums);
      assertThat(hidden)
          .as("small ones of %s", counts)
          .containsAll(
              counts.entrySet().stream()
                  .filter(count -> count.getValue() > 0 && count.getValue() < 5)
                  .map(Map.Entry::getKey)
                  .toList());
      Map<String, Set<Integer>> fitting = fitting(counts, hidden, sums);
      for (String key : hidden) {
        assertThat(fitting.get(key))
            .as("%s in %s without %s", key, counts, hidden)
            .hasSizeGreaterThanOrEqualTo(5);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(500);
  }

  /** Values of each hidden count over all assignments up to a bound, by trying every one. */
  private static Map<String, Set<Integer>> fitting(
      Map<String, Integer> counts, Set<String> hidden, List<Sum> sums) {
    int least = hidden.stream().anyMatch(key -> counts.get(key) == 0) ? 0 : 1;
    Map<String, Set<Integer>> values = new HashMap<>();
    hidden.forEach(key -> values.put(key, new HashSet<>()));
    // The leaves settle everything else; p settles q.
    List<String> free = List.of("x", "y", "b", "c", "p");
    int most = counts.get("t") + 6;
    List<int[]> ranges = new ArrayList<>();
    for (String key : free) {
      ranges.add(
          hidden.contains(key)
              ? new int[] {least, Math.min(most, counts.get(key) + 6)}
              : new int[] {counts.get(key), counts.get(key)});
    }
    for (int x = ranges.get(0)[0]; x <= ranges.get(0)[1]; x++) {
      for (int y = ranges.get(1)[0]; y <= ranges.get(1)[1]; y++) {
        for (int b = ranges.get(2)[0]; b <= ranges.get(2)[1]; b++) {
          for (int c = ranges.get(3)[0]; c <= ranges.get(3)[1]; c++) {
            for (int p = ranges.get(4)[0]; p <= ranges.get(4)[1]; p++) {
              Map<String, Integer> all = new HashMap<>();
              all.put("x", x);
              all.put("y", y);
              all.put("b", b);
              all.put("c", c);
              all.put("p", p);
              all.put("a", x + y);
              all.put("t", x + y + b + c);
              all.put("q", x + y + b + c - p);
              boolean fits =
                  all.entrySet().stream()
                      .allMatch(
                          one ->
                              hidden.contains(one.getKey())
                                  ? one.getValue() >= least
                                  : one.getValue().equals(counts.get(one.getKey())));
              if (fits) {
                hidden.forEach(key -> values.get(key).add(all.get(key)));
              }
            }
          }
        }
      }
    }
    return values;
  }

  @Test
  void whatIsHiddenInOneReportIsHiddenInTheNext() {
    Optional<Set<String>> hidden =
        new Suppression(
                Map.of("t", 20, "a", 7, "b", 13),
                List.of(new Sum("t", List.of("a", "b"))),
                5,
                Set.of())
            .hidden(Set.of("a"));
    assertThat(hidden.orElseThrow()).containsExactlyInAnyOrder("a", "b");
  }
}
