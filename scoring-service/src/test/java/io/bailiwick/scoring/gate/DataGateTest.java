package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.gate.MonthQuality.FeedDays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataGateTest {

  private static final ScoringPolicy POLICY = Policies.SHIPPED;

  private static final MonthQuality GOOD =
      quality(ReconciliationState.AGREES, new FeedDays("urlhaus", 31, 0, false, false));

  private static MonthQuality quality(ReconciliationState state, FeedDays... feeds) {
    return new MonthQuality(List.of(feeds), state, List.of());
  }

  /** Abuse in all four months, each of which has this quality. */
  private static History abuse(MonthQuality quality) {
    return Histories.with(
        Histories.of(5000, 12, 12, 12, 12), month -> Histories.with(month, quality));
  }

  private static Assessment assess(History history) {
    return Assessment.of(Histories.OUTSIDER, history, Histories.ZONE, POLICY);
  }

  @Test
  void letsAMonthThroughWhoseDataAreAllThere() {
    Assessment assessment = assess(abuse(GOOD));
    assertThat(assessment.intervention().state()).isEqualTo(GateState.HOLDS);
    assertThat(clause(assessment.reward(), Clause.FEED_HEALTH).sentence())
        .isEqualTo(
            "Each of the 1 feeds was healthy on 31 days of 2026-03 or more; at least 26 are needed.");
  }

  /** At least 26 of the month's days. */
  @ParameterizedTest
  @CsvSource({"31, HOLDS", "26, HOLDS", "25, NOT_ASSESSABLE", "0, NOT_ASSESSABLE"})
  void asksForFeedsThatWereHealthyOnEnoughDays(int days, ClauseState state) {
    Gate gate =
        assess(
                abuse(
                    quality(
                        ReconciliationState.AGREES,
                        new FeedDays("alpha", 31, 0, false, false),
                        new FeedDays("beta", days, 31 - days, false, false))))
            .intervention();
    assertThat(clause(gate, Clause.FEED_HEALTH).state()).isEqualTo(state);
    assertThat(clause(gate, Clause.FEED_HEALTH).values().get("fewestHealthyDays"))
        .isEqualByComparingTo(String.valueOf(days));
    if (state == ClauseState.NOT_ASSESSABLE) {
      assertThat(gate.state()).isEqualTo(GateState.NOT_ASSESSABLE);
      assertThat(gate.summary()).contains("beta (" + days + ")");
    }
  }

  @Test
  void leavesOutAFeedThatDoesNotCount() {
    assertThat(
            assess(
                    abuse(
                        quality(
                            ReconciliationState.AGREES,
                            new FeedDays("alpha", 31, 0, false, false),
                            new FeedDays("muted", 0, 31, false, true))))
                .intervention()
                .state())
        .isEqualTo(GateState.HOLDS);
    assertThat(assess(abuse(quality(ReconciliationState.AGREES))).intervention().summary())
        .contains("No feed counted in 2026-03");
  }

  @Test
  void waitsUntilAPersonHasLookedAtAChangeOfAFeed() {
    Assessment assessment =
        assess(
            abuse(
                quality(ReconciliationState.AGREES, new FeedDays("urlhaus", 31, 0, true, false))));
    assertThat(assessment.intervention().state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(assessment.reward().state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(assessment.watch().state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(assessment.exit().state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(assessment.acute().state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(assessment.intervention().summary()).contains("urlhaus");
  }

  @ParameterizedTest
  @CsvSource({
    "AGREES, HOLDS, agree with the registry's reports",
    "WAIVED, HOLDS, 'org, the operator moved'",
    "WAITING, NOT_ASSESSABLE, has not come",
    "DIFFERS, NOT_ASSESSABLE, differ from the registry's reports"
  })
  void asksForCountsThatAgreeWithTheRegistry(
      ReconciliationState reconciliation, ClauseState state, String words) {
    List<String> waivers =
        reconciliation == ReconciliationState.WAIVED
            ? List.of("org, the operator moved")
            : List.of();
    Gate gate = assess(abuse(new MonthQuality(GOOD.feeds(), reconciliation, waivers))).reward();
    ClauseResult result = clause(gate, Clause.DUM_RECONCILIATION);
    assertThat(result.state()).isEqualTo(state);
    assertThat(result.sentence()).contains(words);
  }

  @Test
  void takesWhatWasNotAskedForAsUnknownNotAsGood() {
    Gate gate = assess(abuse(MonthQuality.UNKNOWN)).intervention();
    assertThat(gate.state()).isEqualTo(GateState.NOT_ASSESSABLE);
    for (Clause clause :
        List.of(Clause.FEED_HEALTH, Clause.FEED_EPOCH, Clause.DUM_RECONCILIATION)) {
      assertThat(clause(gate, clause).state()).isEqualTo(ClauseState.NOT_ASSESSABLE);
    }
  }

  /** A month with ill feeds is open, for and against the registrar. */
  @Test
  void countsAnEarlierMonthOnlyIfItsDataAreThere() {
    MonthQuality ill =
        quality(ReconciliationState.AGREES, new FeedDays("urlhaus", 10, 21, false, false));
    History history = Histories.with(abuse(GOOD), 1, month -> Histories.with(month, ill));
    assertThat(clause(assess(history).intervention(), Clause.PERSISTENCE).sentence())
        .contains("2026-03 yes, 2026-02 open, 2026-01 yes, 2025-12 yes");
    History another = Histories.with(history, 2, month -> Histories.with(month, ill));
    assertThat(assess(another).intervention().state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(assess(Histories.with(Histories.of(5000), 1, m -> Histories.with(m, ill))).exit())
        .extracting(Gate::state)
        .isEqualTo(GateState.NOT_ASSESSABLE);
  }
}
