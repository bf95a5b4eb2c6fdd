package io.bailiwick.scoring.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisclosureTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();
  private static final List<Clause> COMPARING =
      List.of(Clause.RATE_RATIO, Clause.FUNNEL, Clause.FALSE_DISCOVERY, Clause.ALERT_FUNNEL);

  /** H to L of the method, and as many of them as are asked for: 25, 40, 150, 260, 120 domains. */
  private static Map<Integer, long[]> others(int count) {
    Map<Integer, long[]> others = new LinkedHashMap<>();
    Histories.WORKED.forEach(
        (id, counts) -> {
          if (id >= 8 && others.size() < count) {
            others.put(id, counts);
          }
        });
    return others;
  }

  /** 12 of 5,000 among others. */
  private static Stream<ClauseResult> comparisons(Map<Integer, long[]> others) {
    Assessment assessment =
        Assessment.of(
            Histories.OUTSIDER, Histories.of(5000, 12), Histories.zone(others, POLICY), POLICY);
    return Stream.of(assessment.intervention(), assessment.watch())
        .flatMap(gate -> gate.clauses().stream())
        .filter(result -> Disclosure.compares(result.clause()));
  }

  private static ClauseResult comparison(Map<Integer, long[]> others, Clause clause) {
    return comparisons(others).filter(r -> r.clause() == clause).findFirst().orElseThrow();
  }

  @Test
  void comparisonsHoldEveryNumberUntilTheyAreShown() {
    assertThat(comparisons(others(1)).map(ClauseResult::clause))
        .containsExactlyInAnyOrderElementsOf(COMPARING);
    ClauseResult ratio = comparison(others(1), Clause.RATE_RATIO);
    assertThat(ratio.values()).containsKeys("restDomains", "ratio", "lowerBound");
    assertThat(ratio.values().get("others")).isEqualByComparingTo("1");
    // 25 of 30,000 is H of the method.
    assertThat(ratio.values().get("restDomains")).isEqualByComparingTo("25");
    assertThat(ratio.sentence()).contains("(25 domains on 30000 names)");
  }

  @Test
  void tellsARegistrarOfFiveOthersAndMore() {
    ClauseResult ratio = comparison(others(5), Clause.RATE_RATIO);
    assertThat(ratio.sentence()).contains("(595 domains on 1670000 names)");
    assertThat(comparisons(others(5))).allSatisfy(r -> assertThat(told(r, 1)).isEqualTo(r));
  }

  private static ClauseResult told(ClauseResult result, int accreditations) {
    return new Disclosure(accreditations).of(result);
  }

  @ParameterizedTest
  @EnumSource(names = {"RATE_RATIO", "FUNNEL", "FALSE_DISCOVERY", "ALERT_FUNNEL"})
  void tellsNoNumberOfFewerThanFiveOthersAndSaysWhy(Clause clause) {
    ClauseResult stored = comparison(others(4), clause);
    ClauseResult told = told(stored, 1);
    assertThat(told.state()).isEqualTo(stored.state());
    assertThat(told.values().keySet())
        .isSubsetOf("others", "peers", "minimumRatio", "confidence", "tail", "falseDiscoveries");
    assertThat(told.values().get("peers")).isEqualByComparingTo("4");
    assertThat(told.sentence())
        .contains("held back", "fewer than 5 other registrars")
        .doesNotContain("1640000", "475", "595");
  }

  @Test
  void countsTheReadersOwnAccreditationsAsNoOthers() {
    ClauseResult ratio = comparison(others(5), Clause.RATE_RATIO);
    assertThat(told(ratio, 2).values()).doesNotContainKeys("restDomains", "ratio");
  }

  @Test
  void holdsTheRatioBackWhereTheFunnelTellsOfAllOthersButOne() {
    Map<Integer, long[]> others = others(5);
    // Too small to shape the funnel: the rest less the funnel is this one alone.
    others.put(99, new long[] {2, 50});
    assertThat(told(comparison(others, Clause.FUNNEL), 1).values()).containsKey("targetPer10k");
    assertThat(told(comparison(others, Clause.RATE_RATIO), 1).values())
        .doesNotContainKeys("restDomains", "ratio", "lowerBound", "upperBound");
    assertThat(told(comparison(others, Clause.FALSE_DISCOVERY), 1).values())
        .doesNotContainKeys("p", "adjustedP");
  }

  @Test
  void holdsBackWhatDoesNotSayHowManyStandBehindIt() {
    ClauseResult stored = comparison(others(5), Clause.RATE_RATIO);
    Map<String, java.math.BigDecimal> without = new LinkedHashMap<>(stored.values());
    without.remove("others");
    ClauseResult old = ClauseResult.of(stored.clause(), stored.state(), stored.sentence(), without);
    assertThat(told(old, 1).values()).doesNotContainKey("restDomains");
  }

  @Test
  void leavesTheRegistrarsOwnClausesAsTheyAre() {
    Assessment assessment =
        Assessment.of(
            Histories.OUTSIDER, Histories.of(5000, 12), Histories.zone(others(1), POLICY), POLICY);
    assertThat(assessment.intervention().clauses())
        .filteredOn(r -> !Disclosure.compares(r.clause()))
        .isNotEmpty()
        .allSatisfy(r -> assertThat(told(r, 1)).isEqualTo(r));
  }

  /** Whatever four others did, a registrar reads the same as long as its states are the same. */
  @Property(tries = 200)
  void nothingOfFourOthersShowsButTheStates(
      @ForAll @LongRange(max = 60) long own,
      @ForAll @IntRange(min = 8, max = 11) int other,
      @ForAll @LongRange(max = 400) long one,
      @ForAll @LongRange(max = 400) long another) {
    List<ClauseResult> first = shown(own, other, one);
    List<ClauseResult> second = shown(own, other, another);
    for (int i = 0; i < first.size(); i++) {
      ClauseResult result = first.get(i);
      if (result.state() == second.get(i).state()) {
        assertThat(second.get(i)).isEqualTo(result);
      }
    }
  }

  private static List<ClauseResult> shown(long own, int other, long domains) {
    Map<Integer, long[]> others = others(4);
    others.put(other, new long[] {domains, others.get(other)[1]});
    Assessment assessment =
        Assessment.of(
            Histories.OUTSIDER,
            Histories.of(5000, own, own, own),
            Histories.zone(others, POLICY),
            POLICY);
    return Stream.of(
            assessment.reward(),
            assessment.watch(),
            assessment.intervention(),
            assessment.acute(),
            assessment.exit())
        .flatMap(gate -> gate.clauses().stream())
        .filter(r -> r.clause() != Clause.PERSISTENCE && r.clause() != Clause.FRAGILITY)
        .map(r -> told(r, 1))
        .toList();
  }
}
