package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static io.bailiwick.scoring.gate.Histories.missing;
import static io.bailiwick.scoring.gate.Histories.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.gate.MonthQuality.FeedDays;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcuteGateTest {

  private static Gate judge(History history) {
    return Histories.assess(history).acute();
  }

  private static History validated(long names, long domains, int families) {
    return with(
        Histories.of(names, domains),
        0,
        month -> {
          Breakdown of = month.breakdown();
          return Histories.with(
              month,
              new Breakdown(
                  of.onlyByFamily(),
                  of.clusters(),
                  of.ofAllClasses(),
                  domains,
                  families,
                  of.creates(),
                  of.cohort()));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "3000, 60, 2, HOLDS",
    "3000, 24, 2, DOES_NOT_HOLD",
    "3000, 60, 1, DOES_NOT_HOLD",
    "30000, 60, 2, DOES_NOT_HOLD"
  })
  void asksForManyNamesThatAPersonLookedAtFarAboveTheThreshold(
      long names, long domains, int families, GateState state) {
    assertThat(judge(validated(names, domains, families)).state()).isEqualTo(state);
  }

  /** All of 25 names: the lower bound at 99.9 % is 0.001^(1/25). */
  @Test
  void boundsTheRateFromBelowWithNearCertainty() {
    ClauseResult bound = clause(judge(validated(25, 25, 2)), Clause.LOWER_BOUND);
    assertThat(bound.values().get("lowerBoundPer10k")).isEqualByComparingTo("7585.7758");
    assertThat(bound.values().get("thresholdPer10k")).isEqualByComparingTo("50");
  }

  @Test
  void countsNothingThatNobodyLookedAt() {
    assertThat(judge(Histories.of(3000, 300)).state()).isEqualTo(GateState.DOES_NOT_HOLD);
  }

  /** The running month: not mature, and days without evidence yet. */
  @Test
  void isExemptFromMaturityAndFromAMonthThatIsOver() {
    History running =
        with(
            with(validated(3000, 60, 2), 0, Histories::immature),
            0,
            m ->
                Histories.withDumSum(
                    missing(m, LocalDate.of(2026, 3, 30), LocalDate.of(2026, 3, 31)), 3000 * 29L));
    assertThat(judge(running).state()).isEqualTo(GateState.HOLDS);
    assertThat(clause(judge(running), Clause.LOWER_BOUND).values().get("meanDum"))
        .isEqualByComparingTo("3000");
    assertThat(Histories.assess(running).intervention().state())
        .isEqualTo(GateState.NOT_ASSESSABLE);
  }

  @Test
  void isNotExemptFromTheHealthOfTheFeeds() {
    ScoringPolicy policy = Policies.withDataClauses(Clause.FEED_HEALTH, Clause.FEED_EPOCH);
    History ill =
        with(
            validated(3000, 60, 2),
            0,
            m -> Histories.with(m, quality(new FeedDays("urlhaus", 20, 6, false, false))));
    assertThat(acute(ill, policy)).isEqualTo(GateState.NOT_ASSESSABLE);
    History well =
        with(ill, 0, m -> Histories.with(m, quality(new FeedDays("urlhaus", 15, 5, false, false))));
    assertThat(acute(well, policy)).isEqualTo(GateState.HOLDS);
    History changed =
        with(ill, 0, m -> Histories.with(m, quality(new FeedDays("urlhaus", 20, 0, true, false))));
    assertThat(acute(changed, policy)).isEqualTo(GateState.NOT_ASSESSABLE);
  }

  private static MonthQuality quality(FeedDays feed) {
    return new MonthQuality(List.of(feed), ReconciliationState.WAITING, List.of());
  }

  private static GateState acute(History history, ScoringPolicy policy) {
    return Assessment.of(Histories.OUTSIDER, history, Histories.ZONE, policy).acute().state();
  }

  @Test
  void saysThatThereIsNoRateWithoutNames() {
    assertThat(judge(validated(0, 30, 2)).state()).isEqualTo(GateState.NOT_ASSESSABLE);
    assertThat(judge(validated(3, 30, 2)).state()).isEqualTo(GateState.HOLDS);
  }

  @Property(tries = 200)
  void oneMoreNeverEndsIt(
      @ForAll @LongRange(max = 200) long domains,
      @ForAll @LongRange(min = 1, max = 20_000) long names) {
    if (judge(validated(names, domains, 2)).state() == GateState.HOLDS) {
      assertThat(judge(validated(names, domains + 1, 2)).state()).isEqualTo(GateState.HOLDS);
    } else {
      assertThat(judge(validated(names + 1, domains, 2)).state()).isNotEqualTo(GateState.HOLDS);
    }
  }
}
