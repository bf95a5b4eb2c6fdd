package io.bailiwick.scoring.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringPolicyTest {

  private static final ScoringPolicy SHIPPED = ScoringPolicy.shipped();

  private static ScoringPolicy with(ScoringPolicy.Reward reward, ScoringPolicy.Intervention rules) {
    return Policies.with(reward, rules);
  }

  private static ScoringPolicy.Reward reward(String threshold, Integer... windows) {
    return new ScoringPolicy.Reward(
        new BigDecimal(threshold), new BigDecimal("0.95"), List.of(windows), 1);
  }

  private static ScoringPolicy.Intervention intervention(
      String entry, String exit, int domains, int families, int required, int observed) {
    return new ScoringPolicy.Intervention(
        new BigDecimal(entry),
        new BigDecimal(exit),
        new BigDecimal("0.95"),
        domains,
        families,
        required,
        observed,
        new BigDecimal("2"),
        new BigDecimal("0.95"),
        new BigDecimal("0.001"),
        new BigDecimal("0.05"),
        new BigDecimal("100"),
        SHIPPED.intervention().clauses());
  }

  private static List<String> fields(ScoringPolicy policy) {
    return policy.faults().stream().map(ScoringPolicy.Fault::field).distinct().toList();
  }

  @Test
  void shipsTheDefaultsOfTheMethod() {
    assertThat(SHIPPED.faults()).isEmpty();
    assertThat(SHIPPED.intervention())
        .isEqualTo(
            new ScoringPolicy.Intervention(
                new BigDecimal("10"),
                new BigDecimal("8"),
                new BigDecimal("0.95"),
                5,
                2,
                3,
                4,
                new BigDecimal("2"),
                new BigDecimal("0.95"),
                new BigDecimal("0.001"),
                new BigDecimal("0.05"),
                new BigDecimal("100"),
                List.of(
                    Clause.COUNT,
                    Clause.SOURCE_FAMILIES,
                    Clause.LOWER_BOUND,
                    Clause.RATE_RATIO,
                    Clause.FUNNEL,
                    Clause.FALSE_DISCOVERY,
                    Clause.PERSISTENCE,
                    Clause.FRAGILITY)));
    assertThat(SHIPPED.watch())
        .isEqualTo(new ScoringPolicy.Watch(new BigDecimal("0.025"), new BigDecimal("0.8")));
    assertThat(SHIPPED.acute())
        .isEqualTo(new ScoringPolicy.Acute(new BigDecimal("5"), new BigDecimal("0.999"), 25, 2));
    assertThat(SHIPPED.exit()).isEqualTo(new ScoringPolicy.Exit(new BigDecimal("0.90"), 2, 1));
    assertThat(SHIPPED.data().minimumHealthyDays()).isEqualTo(26);
    assertThat(SHIPPED.peers()).isEqualTo(new ScoringPolicy.Peers(100, new BigDecimal("0.1")));
    assertThat(SHIPPED.reward()).isEqualTo(reward("5", 1, 3, 6, 12));
    assertThat(SHIPPED.minimumEvidence()).isEqualTo(Evidence.CORROBORATED);
    assertThat(SHIPPED.maturityDays()).isEqualTo(30);
    assertThat(SHIPPED.prior())
        .isEqualTo(
            new ScoringPolicy.Prior(
                new BigDecimal("1.5"), new BigDecimal("4998.5"), LocalDate.of(2026, 11, 1)));
    assertThat(SHIPPED.basis()).contains("not of any registry");
  }

  /**
   * The prior's mean is 3 per 10,000: zero abuse would not lead out of a threshold at or below it.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 10, 8, reward.thresholdPer10k",
    "2.5, 10, 8, reward.thresholdPer10k",
    "3.1, 10, 3, intervention.exitThresholdPer10k",
    "5, 10, 10, intervention.exitThresholdPer10k",
    "9, 10, 8, reward.thresholdPer10k",
    "5, 10000, 8, intervention.thresholdPer10k"
  })
  void refusesThresholdsThatCannotBeFair(String reward, String entry, String exit, String field) {
    assertThat(fields(with(reward(reward, 1), intervention(entry, exit, 5, 2, 3, 4))))
        .contains(field);
  }

  @Test
  void refusesToActOnOneDomainOneSourceOrOneMonth() {
    assertThat(fields(with(SHIPPED.reward(), intervention("10", "8", 1, 1, 1, 1))))
        .contains(
            "intervention.minimumDomains",
            "intervention.minimumFamilies",
            "intervention.monthsRequired",
            "intervention.monthsObserved");
    assertThat(fields(with(SHIPPED.reward(), intervention("10", "8", 5, 2, 5, 4))))
        .containsExactly("intervention.monthsRequired");
  }

  @Test
  void refusesWindowsThatDoNotAscend() {
    assertThat(fields(with(reward("5", 3, 1), SHIPPED.intervention())))
        .containsExactly("reward.windowsInMonths");
    assertThat(fields(with(reward("5"), SHIPPED.intervention())))
        .containsExactly("reward.windowsInMonths");
    assertThat(fields(with(reward("5", 1, 24), SHIPPED.intervention())))
        .containsExactly("reward.windowsInMonths");
  }

  @Test
  void refusesClausesThatAreMissingForeignOrListedTwice() {
    ScoringPolicy.Intervention changed =
        Policies.using(
            List.of(
                Clause.COUNT,
                Clause.COUNT,
                Clause.LOWER_BOUND,
                Clause.RATE_RATIO,
                Clause.FALSE_DISCOVERY,
                Clause.PERSISTENCE,
                Clause.UPPER_BOUND));
    assertThat(with(SHIPPED.reward(), changed).faults())
        .extracting(ScoringPolicy.Fault::message)
        .containsExactly(
            "SOURCE_FAMILIES must be in use",
            "FUNNEL must be in use",
            "FRAGILITY must be in use",
            "UPPER_BOUND is not a clause of the intervention gate",
            "each clause may be listed once");
    assertThat(Policies.with(new ScoringPolicy.Data(List.of(Clause.MATURE_MONTH), 40)).faults())
        .extracting(ScoringPolicy.Fault::message)
        .containsExactly(
            "must be from 1 to 28", "ACCREDITED must be in use", "DUM_EVIDENCE must be in use");
    assertThat(Policies.withDataClauses(Clause.FEED_HEALTH, Clause.FEED_EPOCH).faults()).isEmpty();
    assertThat(fields(Policies.withDataClauses(Clause.COUNT))).containsExactly("data.clauses");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThat(
            fields(
                Policies.with(
                    new ScoringPolicy.Watch(new BigDecimal("0.2"), BigDecimal.ONE),
                    new ScoringPolicy.Acute(new BigDecimal("1000"), new BigDecimal("0.5"), 4, 1),
                    new ScoringPolicy.Exit(new BigDecimal("0.5"), 0, -1))))
        .containsExactly(
            "watch.funnelTail",
            "watch.probability",
            "acute.timesThreshold",
            "acute.confidence",
            "acute.minimumDomains",
            "acute.minimumFamilies",
            "exit.confidence",
            "exit.months",
            "exit.maximumDomains");
  }

  @Test
  void namesEveryPartThatAProposalLeavesOut() {
    ScoringPolicy empty =
        new ScoringPolicy(null, null, 0, null, 0, null, null, null, null, null, null, null, null);
    assertThat(fields(empty))
        .containsExactly(
            "basis",
            "minimumEvidence",
            "displayConfidence",
            "prior",
            "data",
            "peers",
            "reward",
            "watch",
            "intervention",
            "acute",
            "exit");
    assertThat(
            fields(
                with(
                    new ScoringPolicy.Reward(null, null, null, 1),
                    new ScoringPolicy.Intervention(
                        null, null, null, 5, 2, 3, 4, null, null, null, null, null, null))))
        .contains(
            "reward.windowsInMonths",
            "intervention.clauses",
            "intervention.minimumRatio",
            "intervention.thresholdPer10k");
  }
}
