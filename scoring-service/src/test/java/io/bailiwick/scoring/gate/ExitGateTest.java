package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static io.bailiwick.scoring.gate.Histories.counting;
import static io.bailiwick.scoring.gate.Histories.with;
import static io.bailiwick.scoring.gate.Histories.withDumSum;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitGateTest {

  private static Gate judge(History history) {
    return Histories.assess(history).exit();
  }

  /** T_exit = 8; with the prior of 1.5 on 5,000 names, 0/500 gives 2.7 and 1/500 gives 4.5. */
  @ParameterizedTest
  @CsvSource({
    "3000, 0, 0, HOLDS",
    "500, 0, 0, HOLDS",
    "500, 1, 1, HOLDS",
    "500, 2, 0, DOES_NOT_HOLD",
    "500, 0, 2, DOES_NOT_HOLD",
    "30000, 12, 12, HOLDS",
    "30000, 24, 12, DOES_NOT_HOLD",
    "30000, 12, 24, DOES_NOT_HOLD",
    "0, 0, 0, HOLDS"
  })
  void needsTwoLowMonthsInARow(long names, long march, long february, GateState state) {
    assertThat(judge(Histories.of(names, march, february, 100)).state()).isEqualTo(state);
  }

  /** One-sided 90 % upper bound of 0/3000: 1 - 0.1^(1/3000). */
  @Test
  void givesTheBoundsOfBothMonths() {
    ClauseResult result = clause(judge(Histories.of(3000)), Clause.LOW_MONTHS);
    assertThat(result.sentence())
        .contains("2026-03 low: 0 domains, at most 7.6723, 2026-02 low: 0 domains, at most 7.6723");
    assertThat(result.values().get("exitThresholdPer10k")).isEqualByComparingTo("8");
  }

  @Test
  void isOpenBeforeTheMonthIsMatureAndWhereAMonthIsNotKnown() {
    assertThat(judge(with(Histories.of(3000), 0, Histories::immature)).state())
        .isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(
            judge(new History(RegistrarKind.ACCREDITED, Histories.of(3000).months().subList(0, 1)))
                .state())
        .isEqualTo(GateState.NOT_ASSESSABLE);
  }

  @Property(tries = 1000)
  void zeroAbuseLeadsOutWhateverTheSize(@ForAll @LongRange(max = 10_000_000) long names) {
    History clean = Histories.of(names, 0, 0, 100, 100, 100);
    assertThat(judge(clean).state()).isEqualTo(GateState.HOLDS);
    Assessment assessment = Histories.assess(clean);
    assertThat(assessment.intervention().state()).isNotEqualTo(GateState.HOLDS);
    assertThat(assessment.watch().state()).isNotEqualTo(GateState.HOLDS);
    assertThat(assessment.acute().state()).isNotEqualTo(GateState.HOLDS);
    assertThat(Histories.assess(Histories.of(names)).reward().state())
        .isIn(GateState.HOLDS, GateState.HOLDS_PROVISIONALLY);
  }

  /** Exhaustive where the rule for few names hands over to the bound. */
  @Test
  void zeroAbuseLeadsOutAtEverySizeAroundTheHandOver() {
    for (long names = 0; names <= 6_000; names++) {
      assertThat(judge(Histories.of(names)).state())
          .as("%d names", names)
          .isEqualTo(GateState.HOLDS);
    }
  }

  @Property(tries = 300)
  void oneMoreMaliciousDomainNeverLeadsOutAndOneMoreCleanNameNeverKeepsIn(
      @ForAll @LongRange(max = 60) long domains, @ForAll @LongRange(max = 100_000) long names) {
    History history = Histories.of(names, domains);
    if (judge(history).state() == GateState.HOLDS) {
      assertThat(judge(with(history, 0, m -> withDumSum(m, m.dumSum() + 1))).state())
          .isEqualTo(GateState.HOLDS);
    } else {
      assertThat(judge(with(history, 0, m -> counting(m, domains + 1, 3))).state())
          .isNotEqualTo(GateState.HOLDS);
    }
  }
}
