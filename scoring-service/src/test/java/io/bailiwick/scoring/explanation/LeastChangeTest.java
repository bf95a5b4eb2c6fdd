package io.bailiwick.scoring.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Breakdown;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthQuality;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.ReconciliationState;
import io.bailiwick.scoring.gate.RegistrarKind;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** 12 domains on 5,000 names and the zone are F and T1 of the method. */
class LeastChangeTest {

  private static final ScoringPolicy POLICY = ScoringPolicy.shipped();
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final int OUTSIDER = 90_000;

  /** A healthy feed, and counts that agree with the registry's. */
  private static final MonthQuality QUALITY =
      new MonthQuality(
          List.of(new MonthQuality.FeedDays("alpha", 28, 0, false, false)),
          ReconciliationState.AGREES,
          List.of());

  private static final Zone ZONE =
      zone(
          Map.ofEntries(
              Map.entry(2, new long[] {0, 150}),
              Map.entry(3, new long[] {1, 200}),
              Map.entry(4, new long[] {3, 1000}),
              Map.entry(5, new long[] {2, 3000}),
              Map.entry(6, new long[] {12, 5000}),
              Map.entry(7, new long[] {4, 20_000}),
              Map.entry(8, new long[] {25, 30_000}),
              Map.entry(9, new long[] {40, 100_000}),
              Map.entry(10, new long[] {150, 500_000}),
              Map.entry(11, new long[] {260, 1_000_000}),
              Map.entry(12, new long[] {120, 40_000})));

  private static Zone zone(Map<Integer, long[]> registrars) {
    List<Map<Integer, MonthTally>> months = new ArrayList<>();
    for (int back = 0; back < 4; back++) {
      YearMonth month = MARCH.minusMonths(back);
      Map<Integer, MonthTally> tallies = new TreeMap<>();
      registrars.forEach((id, counts) -> tallies.put(id, month(month, counts[0], counts[1], true)));
      months.add(tallies);
    }
    return new Zone(months, POLICY.peers());
  }

  /** One campaign of the month; a person looked at all of it. */
  private static MonthTally month(YearMonth month, long domains, long names, boolean mature) {
    Breakdown breakdown =
        domains == 0
            ? Breakdown.NONE
            : new Breakdown(
                new TreeMap<>(Map.of("alpha", 0L, "beta", 0L, "gamma", 0L)),
                new TreeMap<>(Map.of(month.getYear() * 12L + month.getMonthValue(), domains)),
                domains,
                domains,
                3,
                0,
                null);
    return new MonthTally(
        month,
        List.of(),
        mature,
        domains,
        domains == 0 ? 0 : 3,
        names * month.lengthOfMonth(),
        breakdown,
        QUALITY);
  }

  /** So many names throughout; the counts are of the scored month and those before it, then 0. */
  private static History history(long names, long... domains) {
    List<MonthTally> months = new ArrayList<>();
    for (int i = 0; i <= History.MONTHS_BEFORE; i++) {
      months.add(month(MARCH.minusMonths(i), i < domains.length ? domains[i] : 0, names, true));
    }
    return new History(RegistrarKind.ACCREDITED, months);
  }

  private static Optional<LeastChange> change(GateName gate, History history) {
    return LeastChange.of(gate, OUTSIDER, history, ZONE, POLICY, Optional.empty());
  }

  private static long fewer(Optional<LeastChange> change) {
    return change.flatMap(LeastChange::fewerDomains).orElseThrow().count();
  }

  private static long more(Optional<LeastChange> change) {
    return change.flatMap(LeastChange::moreNames).orElseThrow().count();
  }

  /** By the method, ten is the smallest number with a lower bound above 10 on 5,000 names. */
  @Test
  void threeDomainsFewerEndTheInterventionOfTheMethod() {
    Optional<LeastChange> change = change(GateName.INTERVENTION, history(5000, 12, 12, 12, 12));
    assertThat(fewer(change)).isEqualTo(3);
    assertThat(change.flatMap(LeastChange::fewerDomains).orElseThrow().becomes())
        .contains(GateState.DOES_NOT_HOLD);
  }

  /**
   * The lower 95 % bound of twelve Poisson events is half the 5 % point of chi-square with 24
   * degrees of freedom, 6.924: below 10 per 10,000 from about 6,924 names on.
   */
  @Test
  void nineteenHundredNamesMoreEndItToo() {
    assertThat(more(change(GateName.INTERVENTION, history(5000, 12, 12, 12, 12))))
        .isBetween(1_915L, 1_935L);
  }

  /**
   * P(X ≤ 8) is 0.037 and P(X ≤ 9) is 0.070 where 15 are expected, as they are of 30,000 names at 5
   * per 10,000: eight pass. The upper bound of 25 is 34.92, which needs 69,832 names.
   */
  @Test
  void saysWhatTheRewardGateWouldTake() {
    Optional<LeastChange> change = change(GateName.REWARD, history(30_000, 25));
    assertThat(fewer(change)).isEqualTo(17);
    assertThat(more(change)).isBetween(39_700L, 39_900L);
    assertThat(change.flatMap(LeastChange::moreNames).orElseThrow().becomes())
        .contains(GateState.HOLDS);
  }

  /** Two domains fewer leave one, with which the rule for few names holds. */
  @Test
  void aSmallRegistrarMayPassByTheRuleForFewNames() {
    Optional<LeastChange> change = change(GateName.REWARD, history(200, 3));
    assertThat(fewer(change)).isEqualTo(2);
    assertThat(change.flatMap(LeastChange::fewerDomains).orElseThrow().becomes())
        .contains(GateState.HOLDS_PROVISIONALLY);
  }

  @Test
  void nothingInThisMonthEndsWhatTheMonthBeforeHasDone() {
    LeastChange change = change(GateName.EXIT, history(5000, 0, 12)).orElseThrow();
    assertThat(change.fewerDomains()).isEmpty();
    assertThat(change.moreNames()).isEmpty();
    assertThat(change.inTheWay())
        .extracting(ClauseResult::clause)
        .containsExactly(Clause.LOW_MONTHS);
  }

  @Test
  void nothingIsBetterThanTheBest() {
    assertThat(change(GateName.REWARD, history(30_000))).isEmpty();
    assertThat(change(GateName.INTERVENTION, history(5000))).isEmpty();
    assertThat(change(GateName.WATCH, history(5000))).isEmpty();
  }

  @Test
  void numbersDoNotHealDataThatAreOpen() {
    List<MonthTally> months = new ArrayList<>(history(5000, 12, 12, 12).months());
    months.set(0, month(MARCH, 12, 5000, false));
    LeastChange change =
        change(GateName.REWARD, new History(RegistrarKind.ACCREDITED, months)).orElseThrow();
    assertThat(change.fewerDomains()).isEmpty();
    assertThat(change.inTheWay())
        .extracting(ClauseResult::clause)
        .containsExactly(Clause.MATURE_MONTH);
  }

  /** Twenty-five are the least that an acute case needs. */
  @Test
  void countsThoseThatAPersonLookedAtForAnAcuteCase() {
    assertThat(fewer(change(GateName.ACUTE, history(1000, 30)))).isEqualTo(6);
  }

  /** One less is never enough, and what is told is: tried out one by one. */
  @Property(tries = 60)
  void isTheLeastOfAll(
      @ForAll @LongRange(min = 1, max = 40) long domains,
      @ForAll @LongRange(min = 50, max = 40_000) long names,
      @ForAll GateName gate) {
    History now = history(names, domains, 12, 12, 12);
    GateState said = state(gate, now);
    Optional<LeastChange> change = change(gate, now);
    change
        .flatMap(LeastChange::fewerDomains)
        .ifPresent(
            amount -> {
              for (long k = 1; k < amount.count(); k++) {
                assertThat(state(gate, history(names, domains - k, 12, 12, 12))).isEqualTo(said);
              }
              assertThat(state(gate, history(names, domains - amount.count(), 12, 12, 12)))
                  .isNotEqualTo(said)
                  .isEqualTo(amount.becomes().orElseThrow());
            });
    if (change.isPresent() && change.get().fewerDomains().isEmpty()) {
      assertThat(state(gate, history(names, 0, 12, 12, 12))).isEqualTo(said);
    }
  }

  private static GateState state(GateName gate, History history) {
    return Assessment.gate(gate, OUTSIDER, history, ZONE, POLICY).state();
  }

  private static Map<Integer, long[]> four() {
    Map<Integer, long[]> others = new LinkedHashMap<>();
    others.put(8, new long[] {25, 30_000});
    others.put(9, new long[] {40, 100_000});
    others.put(10, new long[] {150, 500_000});
    others.put(11, new long[] {260, 1_000_000});
    return others;
  }

  private static Optional<LeastChange> told(GateName gate, Map<Integer, long[]> others) {
    return LeastChange.of(
        gate,
        OUTSIDER,
        history(5000, 12, 12, 12, 12),
        zone(others),
        POLICY,
        Optional.of(new Disclosure(1)));
  }

  /** The lower bound on the registrar's own numbers is what is told: three fewer, as above. */
  @Test
  void tellsTheMostWhereOthersCouldBeWorkedOut() {
    LeastChange change = told(GateName.INTERVENTION, four()).orElseThrow();
    assertThat(change.atMost()).isTrue();
    assertThat(change.fewerDomains().orElseThrow())
        .isEqualTo(new LeastChange.Amount(3, Optional.empty()));
  }

  /** As long as the gate says the same, the answer does not depend on what four others did. */
  @Property(tries = 100)
  void theAnswerTellsNothingOfFourOthers(
      @ForAll @IntRange(min = 8, max = 11) int other, @ForAll @LongRange(max = 600) long domains) {
    Map<Integer, long[]> changed = four();
    changed.put(other, new long[] {domains, changed.get(other)[1]});
    for (GateName gate : List.of(GateName.INTERVENTION, GateName.WATCH)) {
      List<?> before = clauseStates(gate, four());
      if (before.equals(clauseStates(gate, changed))) {
        assertThat(told(gate, changed)).isEqualTo(told(gate, four()));
      }
    }
  }

  private static List<?> clauseStates(GateName gate, Map<Integer, long[]> others) {
    return Assessment.gate(gate, OUTSIDER, history(5000, 12, 12, 12, 12), zone(others), POLICY)
        .clauses()
        .stream()
        .map(ClauseResult::state)
        .toList();
  }
}
