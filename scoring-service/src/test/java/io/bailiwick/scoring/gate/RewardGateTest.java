package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.MARCH;
import static io.bailiwick.scoring.gate.Histories.clause;
import static io.bailiwick.scoring.gate.Histories.counting;
import static io.bailiwick.scoring.gate.Histories.missing;
import static io.bailiwick.scoring.gate.Histories.with;
import static io.bailiwick.scoring.gate.Histories.withDumSum;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewardGateTest {

  private static Gate judge(History history) {
    return Histories.assess(history).reward();
  }

  /** T_q = 5 per 10,000 needs 5,990 names times months without abuse. */
  @ParameterizedTest
  @CsvSource({
    "12000000, 1",
    "5990, 1",
    "5989, 3",
    "1997, 3",
    "1996, 6",
    "999, 6",
    "998, 12",
    "200, 12",
    "0, 12"
  })
  void fixesTheWindowFromTheNamesOfTheMonthsBefore(long names, int window) {
    ClauseResult bound =
        clause(
            judge(with(Histories.of(names), 0, m -> withDumSum(m, 310_000))), Clause.UPPER_BOUND);
    assertThat(bound.values().get("windowMonths")).isEqualByComparingTo(String.valueOf(window));
    assertThat(bound.values().get("nameMonthsNeeded")).isEqualByComparingTo("5990");
  }

  @ParameterizedTest
  @CsvSource({
    "5990, 0, HOLDS",
    "2000, 0, HOLDS",
    "500, 0, HOLDS",
    "499, 0, HOLDS_PROVISIONALLY",
    "200, 0, HOLDS_PROVISIONALLY",
    "1, 0, HOLDS_PROVISIONALLY",
    "0, 0, HOLDS_PROVISIONALLY",
    "200, 1, HOLDS_PROVISIONALLY",
    "200, 2, DOES_NOT_HOLD",
    "1000000, 400, HOLDS",
    "1000000, 500, DOES_NOT_HOLD"
  })
  void favoursTheSmallAndCleanOne(long names, long domains, GateState expected) {
    assertThat(judge(Histories.of(names, domains)).state()).isEqualTo(expected);
  }

  @Test
  void saysWhyOneOfManyNamesFails() {
    Gate gate = judge(Histories.of(1_000_000, 500));
    // Two-sided 95 % upper is 5.4580; the one-sided one lies below it and above the threshold.
    assertThat(clause(gate, Clause.UPPER_BOUND).values().get("upperBoundPer10k"))
        .isBetween(new BigDecimal("5.3"), new BigDecimal("5.4580"));
    assertThat(gate.summary()).contains("which is above the threshold of 5");
  }

  @Test
  void neverGivesSizeAsTheReason() {
    assertThat(judge(Histories.of(200, 2)).summary())
        .contains(
            "2 malicious domains were first seen abused, where the rule for few names allows 1");
  }

  @Test
  void leavesOutMonthsWithoutCompleteEvidence() {
    History history = Histories.of(2000, 0, 9, 0);
    assertThat(judge(history).state()).isEqualTo(GateState.DOES_NOT_HOLD);
    Gate gate = judge(with(history, 1, m -> missing(m, LocalDate.of(2026, 2, 3))));
    assertThat(gate.state()).isEqualTo(GateState.HOLDS_PROVISIONALLY);
    assertThat(clause(gate, Clause.UPPER_BOUND).sentence())
        .startsWith(
            "In the 3 months up to 2026-03 (2 of them with complete evidence) 0 malicious domains")
        .contains("on 4000 names times months");
  }

  @Test
  void judgesTheFirstMonthThatThereIs() {
    Gate gate =
        judge(new History(RegistrarKind.ACCREDITED, List.of(Histories.month(MARCH, 0, 10_000))));
    assertThat(gate.state()).isEqualTo(GateState.HOLDS);
  }

  @Property(tries = 300)
  void aCleanRegistrarIsNeverRefused(@ForAll @LongRange(max = 10_000_000) long names) {
    assertThat(judge(Histories.of(names)).state())
        .isIn(GateState.HOLDS, GateState.HOLDS_PROVISIONALLY);
  }

  @Property(tries = 300)
  void oneMoreMaliciousDomainNeverImprovesIt(
      @ForAll @LongRange(max = 60) long domains, @ForAll @LongRange(max = 100_000) long names) {
    History history = Histories.of(names, domains);
    History worse = with(history, 0, m -> counting(m, domains + 1, 3));
    assertThat(judge(worse).state().ordinal())
        .isGreaterThanOrEqualTo(judge(history).state().ordinal());
  }

  @Property(tries = 300)
  void oneMoreCleanNameNeverWorsensIt(
      @ForAll @LongRange(max = 60) long domains, @ForAll @LongRange(max = 100_000) long names) {
    History history = Histories.of(names, domains);
    History better = with(history, 0, m -> withDumSum(m, m.dumSum() + 1));
    assertThat(judge(better).state().ordinal())
        .isLessThanOrEqualTo(judge(history).state().ordinal());
  }
}
