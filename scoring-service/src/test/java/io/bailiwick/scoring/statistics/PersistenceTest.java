package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistenceTest {

  @Test
  void givesTheChancesOfTheMethod() {
    assertThat(Persistence.chanceOfRun(3, 3, 0.025)).isCloseTo(1.5625e-5, within(1e-16));
    assertThat(Persistence.chanceOfMonths(3, 4, 0.025)).isCloseTo(6.1328125e-5, within(1e-15));
    assertThat(Persistence.chanceOfMonths(2, 3, 0.025)).isCloseTo(1.84375e-3, within(1e-14));
  }

  /** The expected number among 400 registrars is the method's too. */
  @ParameterizedTest
  @CsvSource({
    "0.025, 1.5273e-4, 5.1e-9, 0.061, 5.1e-4",
    "0.05, 1.1934e-3, 5.1e-8, 0.477, 5.1e-4",
    "0.2, 0.06468, 5.1e-6, 25.9, 0.051"
  })
  void givesTheChancesOfARunOfTheMethod(
      double p, double chance, double digits, double of400, double digitsOf400) {
    assertThat(Persistence.chanceOfRun(3, 12, p)).isCloseTo(chance, within(digits));
    assertThat(400 * Persistence.chanceOfRun(3, 12, p)).isCloseTo(of400, within(digitsOf400));
  }

  /** Goes through every sequence of flagged and unflagged months. */
  @Property(tries = 40)
  void agreesWithEverySequence(
      @ForAll @IntRange(min = 1, max = 5) int length,
      @ForAll @IntRange(min = 1, max = 10) int months,
      @ForAll @DoubleRange(max = 1) double p) {
    double ofRun = 0;
    double ofMonths = 0;
    for (int sequence = 0; sequence < 1 << months; sequence++) {
      int flagged = Integer.bitCount(sequence);
      double chance = Math.pow(p, flagged) * Math.pow(1 - p, months - flagged);
      int longest = 0;
      int run = 0;
      for (int month = 0; month < months; month++) {
        run = (sequence >> month & 1) == 1 ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      ofRun += longest >= length ? chance : 0;
      ofMonths += flagged >= length ? chance : 0;
    }
    assertThat(Persistence.chanceOfRun(length, months, p)).isCloseTo(ofRun, within(1e-12));
    assertThat(Persistence.chanceOfMonths(length, months, p)).isCloseTo(ofMonths, within(1e-12));
  }

  @Test
  void isDefinedAtItsEdgesAndRefusesWhatIsNoChance() {
    assertThat(Persistence.chanceOfRun(3, 2, 0.5)).isZero();
    assertThat(Persistence.chanceOfRun(3, 12, 0)).isZero();
    assertThat(Persistence.chanceOfRun(3, 12, 1)).isEqualTo(1);
    assertThat(Persistence.chanceOfMonths(0, 4, 0.1)).isEqualTo(1);
    assertThat(Persistence.chanceOfMonths(5, 4, 0.1)).isZero();
    assertThatThrownBy(() -> Persistence.chanceOfRun(0, 12, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Persistence.chanceOfMonths(1, 12, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long counted(List<Set<String>> months) {
    return Persistence.campaigns(months).stream().filter(Optional::isPresent).count();
  }

  @Test
  void countsACampaignThatSpillsOverTheEndOfAMonthOnce() {
    assertThat(Persistence.campaigns(List.of(Set.of("a"), Set.of("a"))))
        .containsExactly(Optional.of("a"), Optional.empty());
  }

  @Test
  void countsMonthsWithACampaignOfTheirOwn() {
    // March needs the second campaign of January; January then keeps the first.
    assertThat(Persistence.campaigns(List.of(Set.of("a", "b"), Set.of(), Set.of("a"))))
        .containsExactly(Optional.of("b"), Optional.empty(), Optional.of("a"));
    assertThat(counted(List.of(Set.of("a"), Set.of("a", "b"), Set.of("b")))).isEqualTo(2);
    assertThat(counted(List.of())).isZero();
  }

  /** Goes through every choice, and adds one campaign to one month. */
  @Property(tries = 300)
  void isTheLargestChoiceAndNeverSmallerWithOneMoreCampaign(
      @ForAll @Size(min = 1, max = 5) List<@Size(max = 4) Set<@IntRange(max = 5) Integer>> months,
      @ForAll @IntRange(max = 4) int month,
      @ForAll @IntRange(max = 5) int campaign) {
    List<Set<Integer>> given = new ArrayList<>(months);
    List<Optional<Integer>> chosen = Persistence.campaigns(given);
    List<Integer> used = chosen.stream().flatMap(Optional::stream).toList();
    assertThat(used).doesNotHaveDuplicates();
    assertThat(used.size()).isEqualTo(largest(given, 0, Set.of()));
    for (int i = 0; i < given.size(); i++) {
      assertThat(given.get(i)).containsAll(chosen.get(i).stream().toList());
    }
    Set<Integer> more = new TreeSet<>(given.get(month % given.size()));
    more.add(campaign);
    given.set(month % given.size(), more);
    assertThat(Persistence.campaigns(given).stream().filter(Optional::isPresent).count())
        .isGreaterThanOrEqualTo(used.size());
  }

  private static int largest(List<Set<Integer>> months, int month, Set<Integer> used) {
    if (month == months.size()) {
      return 0;
    }
    int best = largest(months, month + 1, used);
    for (Integer campaign : months.get(month)) {
      if (!used.contains(campaign)) {
        Set<Integer> with = new TreeSet<>(used);
        with.add(campaign);
        best = Math.max(best, 1 + largest(months, month + 1, with));
      }
    }
    return best;
  }
}
