package io.bailiwick.aip.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.aip.plan.PlanDocument.ExitCriteria;
import io.bailiwick.aip.plan.PlanDocument.Measure;
import io.bailiwick.aip.plan.PlanDocument.Target;
import io.bailiwick.aip.plan.Progress.Criterion;
import io.bailiwick.aip.plan.Progress.CriterionState;
import io.bailiwick.aip.plan.Progress.Kind;
import io.bailiwick.aip.plan.Progress.MonthValue;
import io.bailiwick.aip.scoring.PublishedScore;
import io.bailiwick.aip.scoring.Score.Gate;
import io.bailiwick.aip.scoring.Score.GateState;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {
  /** In the middle of April: May is the first whole month under watch. */
  private static final Instant FROM = Instant.parse("2026-04-15T09:00:00Z");

  private static final Target TARGET =
      new Target(TargetMetric.RATE_LOWER_BOUND, new BigDecimal("8.0"), new BigDecimal("0.95"));

  private static PlanDocument plan(@Nullable Target target, @Nullable ExitCriteria exit) {
    return new PlanDocument(
        "Verify telephone numbers.",
        List.of(
            new Measure("phone", "Verify telephone numbers", "Maria", LocalDate.of(2026, 5, 1)),
            new Measure("bulk", "Review bulk orders", "Jan", LocalDate.of(2026, 6, 1))),
        target,
        exit);
  }

  private static ExitCriteria exit(int months) {
    return new ExitCriteria(months, true, true, true);
  }

  private static PublishedScore score(
      String month, @Nullable String lowerBound, GateState intervention, GateState exit) {
    return new PublishedScore(
        UUID.randomUUID(),
        1,
        Month.fromString(month),
        RegistrarId.of(90001),
        5,
        new BigDecimal("9.99"),
        lowerBound == null ? null : new BigDecimal(lowerBound),
        new BigDecimal("20.00"),
        true,
        new Gate(intervention, "The intervention gate does not hold.", List.of(), null),
        new Gate(exit, "The exit gate holds: abuse has been low for long enough.", List.of(), null),
        1,
        "5f".repeat(32));
  }

  private static PublishedScore low(String month) {
    return score(month, "4.21", GateState.DOES_NOT_HOLD, GateState.HOLDS);
  }

  private static PublishedScore high(String month) {
    return score(month, "69.9", GateState.HOLDS, GateState.DOES_NOT_HOLD);
  }

  private static Progress of(List<PublishedScore> published, int done) {
    return Progress.of(1, plan(TARGET, exit(2)), FROM, published, done);
  }

  private static CriterionState state(Progress progress, Kind kind) {
    return progress.criteria().stream()
        .filter(each -> each.criterion() == kind)
        .map(Criterion::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isMetOnceEveryCriterionIs() {
    Progress progress = of(List.of(high("2026-03"), low("2026-05"), low("2026-06")), 2);
    assertThat(progress.met()).isTrue();
    assertThat(progress.criteria())
        .extracting(Criterion::criterion)
        .containsExactly(Kind.TARGET, Kind.EXIT_GATE, Kind.INTERVENTION_GATE, Kind.MEASURES);
    assertThat(progress.criteria())
        .extracting(Criterion::sentence)
        .containsExactly(
            "2 of 2 months in a row reached the target: clopperPearsonLowerOneSided at most 8.0.",
            "2026-06: The exit gate holds: abuse has been low for long enough.",
            "2026-06: The intervention gate does not hold.",
            "2 of 2 measures are done.");
    assertThat(progress.criteria().getFirst().values())
        .containsEntry("months", new BigDecimal("2"))
        .containsEntry("monthsRequired", new BigDecimal("2"))
        .containsEntry("atMost", new BigDecimal("8.0"))
        .containsEntry("confidence", new BigDecimal("0.95"));
  }

  @Test
  void countsWholeMonthsAfterMonitoringStartedOnly() {
    // Low before, and in the month in which it started: neither counts.
    Progress progress = of(List.of(low("2026-03"), low("2026-04"), low("2026-05")), 2);
    assertThat(progress.months())
        .extracting(MonthValue::counts)
        .containsExactly(false, false, true);
    assertThat(state(progress, Kind.TARGET)).isEqualTo(CriterionState.OPEN);
    assertThat(progress.met()).isFalse();
    Progress notStarted =
        Progress.of(1, plan(TARGET, exit(2)), null, List.of(low("2026-05"), low("2026-06")), 2);
    assertThat(state(notStarted, Kind.TARGET)).isEqualTo(CriterionState.OPEN);
    assertThat(state(notStarted, Kind.EXIT_GATE)).isEqualTo(CriterionState.OPEN);
  }

  @Test
  void startsAnewAfterAMonthThatMissesTheTarget() {
    assertThat(state(of(List.of(low("2026-05"), high("2026-06")), 2), Kind.TARGET))
        .isEqualTo(CriterionState.NOT_MET);
    assertThat(state(of(List.of(high("2026-05"), low("2026-06")), 2), Kind.TARGET))
        .isEqualTo(CriterionState.NOT_MET);
    assertThat(state(of(List.of(high("2026-05"), low("2026-06"), low("2026-07")), 2), Kind.TARGET))
        .isEqualTo(CriterionState.MET);
  }

  @Test
  void takesNoMonthForGoodThatIsMissingOrNotDefined() {
    assertThat(state(of(List.of(low("2026-05"), low("2026-07")), 2), Kind.TARGET))
        .isEqualTo(CriterionState.OPEN);
    assertThat(
            state(
                of(
                    List.of(
                        low("2026-05"),
                        score("2026-06", null, GateState.NOT_ASSESSABLE, GateState.NOT_ASSESSABLE)),
                    2),
                Kind.TARGET))
        .isEqualTo(CriterionState.OPEN);
    Progress open =
        of(List.of(score("2026-06", "1", GateState.NOT_ASSESSABLE, GateState.NOT_ASSESSABLE)), 2);
    assertThat(state(open, Kind.EXIT_GATE)).isEqualTo(CriterionState.OPEN);
    assertThat(state(open, Kind.INTERVENTION_GATE)).isEqualTo(CriterionState.OPEN);
  }

  @Test
  void theTargetItselfIsGoodEnough() {
    assertThat(
            of(
                    List.of(
                        score("2026-05", "8.0000", GateState.DOES_NOT_HOLD, GateState.HOLDS),
                        score("2026-06", "8.0001", GateState.DOES_NOT_HOLD, GateState.HOLDS)),
                    2)
                .months())
        .extracting(MonthValue::reached)
        .containsExactly(true, false);
  }

  @Test
  void asksOnlyWhatWasAgreed() {
    Progress progress =
        Progress.of(
            3,
            plan(TARGET, new ExitCriteria(1, false, false, false)),
            FROM,
            List.of(low("2026-05")),
            0);
    assertThat(progress.criteria()).hasSize(1);
    assertThat(progress.met()).isTrue();
    Progress without = Progress.of(1, plan(TARGET, null), FROM, List.of(low("2026-05")), 2);
    assertThat(without.criteria()).isEmpty();
    assertThat(without.met()).isFalse();
    assertThat(state(of(List.of(low("2026-05"), low("2026-06")), 1), Kind.MEASURES))
        .isEqualTo(CriterionState.NOT_MET);
  }

  @Test
  void everyMetricIsAMemberOfTheScore() {
    PublishedScore score = low("2026-05");
    assertThat(TargetMetric.DOMAINS.of(score)).isEqualTo("5");
    assertThat(TargetMetric.RATE.of(score)).isEqualTo("9.99");
    assertThat(TargetMetric.RATE_LOWER_BOUND.of(score)).isEqualTo("4.21");
    assertThat(TargetMetric.RATE_UPPER_BOUND.of(score)).isEqualTo("20.00");
    List<String> members = new ArrayList<>();
    for (var component : PublishedScore.class.getRecordComponents()) {
      members.add(component.getName());
    }
    for (TargetMetric metric : TargetMetric.values()) {
      assertThat(members).contains(metric.member());
    }
  }

  @Test
  void aPlanThatContradictsItselfHasFlaws() {
    Measure phone = new Measure("phone", "Verify", "Maria", LocalDate.of(2026, 5, 1));
    assertThat(new PlanDocument("S", List.of(phone, phone), null, exit(3)).flaws())
        .containsExactly(
            new Violation("measures[1].code", "is of no other measure"),
            new Violation("target", "is there where there are exit criteria"));
    assertThat(
            plan(
                    new Target(
                        TargetMetric.RATE_LOWER_BOUND, BigDecimal.ONE, new BigDecimal("0.99")),
                    null)
                .flaws())
        .containsExactly(
            new Violation(
                "target.confidence",
                "is 0.95, with which scoring computes clopperPearsonLowerOneSided"));
    assertThat(
            plan(new Target(TargetMetric.DOMAINS, BigDecimal.ONE, new BigDecimal("0.95")), null)
                .flaws())
        .containsExactly(new Violation("target.confidence", "is absent: DOMAINS is no bound"));
    assertThat(
            plan(
                    new Target(
                        TargetMetric.RATE_UPPER_BOUND, BigDecimal.ONE, new BigDecimal("0.950")),
                    null)
                .flaws())
        .isEmpty();
  }
}
