package io.bailiwick.aip.plan;

import io.bailiwick.aip.scoring.PublishedScore;
import io.bailiwick.aip.scoring.Score.Gate;
import io.bailiwick.aip.scoring.Score.GateState;
import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a plan gets on. Every number is scoring's, published; here they are only compared with what
 * was agreed.
 *
 * @param version the agreed version that rules
 * @param months the published months from the one before monitoring started, oldest first
 * @param met whether every criterion is met, so that good standing may be restored by a person
 */
@Schema(name = "PlanProgress")
public record Progress(
    @Schema(description = "The agreed version that rules", examples = "1") int version,
    @Schema(description = "When monitoring first started; absent: not yet", nullable = true)
        @Nullable Instant monitoringFrom,
    PlanDocument.@Nullable Target target,
    @Schema(description = "Published months, oldest first, twelve before monitoring at most")
        List<MonthValue> months,
    @Schema(description = "The exit criteria, each with its numbers") List<Criterion> criteria,
    @Schema(
            description =
                "Whether every criterion is met. Nothing follows by itself: a person restores good standing",
            examples = "false")
        boolean met) {

  private static final int MONTHS_BEFORE = 12;

  /** The target metric in one month. */
  @Schema(name = "PlanMonth")
  public record MonthValue(
      Month month,
      @Schema(
              description = "The target metric; absent where scoring does not define it",
              nullable = true,
              examples = "4.21")
          @Nullable BigDecimal value,
      @Schema(description = "Whether it is at most the target; absent: open", nullable = true)
          @Nullable Boolean reached,
      @Schema(description = "Whether the month counts: mature, and begun after monitoring did")
          boolean counts,
      boolean mature,
      @Schema(examples = "1") int runVersion,
      @Schema(description = "Version of the scoring policy", examples = "1") int policyVersion,
      @Schema(description = "SHA-256 of the snapshot that was scored") String snapshotSha256,
      @Schema(examples = "2026-04: clopperPearsonLowerOneSided is 4.21, at most 8.0.")
          String sentence) {}

  /** A criterion. */
  @Schema(name = "PlanCriterion")
  public record Criterion(
      Kind criterion,
      CriterionState state,
      @Schema(
              examples =
                  "2 of 3 months in a row reached the target: clopperPearsonLowerOneSided at most 8.0.")
          String sentence,
      @Schema(examples = "{\"months\": 2, \"monthsRequired\": 3, \"atMost\": 8.0}")
          Map<String, BigDecimal> values) {}

  /** What is asked. */
  @Schema(name = "PlanCriterionKind")
  public enum Kind {
    TARGET,
    EXIT_GATE,
    INTERVENTION_GATE,
    MEASURES
  }

  /** Whether it is met. */
  @Schema(name = "PlanCriterionState")
  public enum CriterionState {
    MET,
    NOT_MET,
    /** Not enough is published yet, or scoring cannot say. */
    OPEN
  }

  /**
   * Compares what was agreed with what was published.
   *
   * @param monitoringFrom null: monitoring has not started, so no month counts
   * @param done how many measures are done
   */
  static Progress of(
      int version,
      PlanDocument plan,
      @Nullable Instant monitoringFrom,
      List<PublishedScore> published,
      int done) {
    NavigableMap<Month, PublishedScore> counting = new TreeMap<>();
    List<MonthValue> months = new ArrayList<>();
    Month from = monitoringFrom == null ? null : Month.of(monitoringFrom);
    for (PublishedScore score :
        published.stream().sorted(Comparator.comparing(PublishedScore::month)).toList()) {
      boolean counts =
          score.mature()
              && monitoringFrom != null
              && !score.month().start().isBefore(monitoringFrom);
      if (counts) {
        counting.put(score.month(), score);
      }
      if (plan.target() != null
          && (from == null || score.month().compareTo(from.minus(MONTHS_BEFORE)) >= 0)) {
        months.add(month(plan.target(), score, counts));
      }
    }
    List<Criterion> criteria = new ArrayList<>();
    PlanDocument.ExitCriteria exit = plan.exit();
    if (exit != null && plan.target() != null) {
      criteria.add(target(plan.target(), exit.months(), counting));
      PublishedScore latest = counting.isEmpty() ? null : counting.lastEntry().getValue();
      if (exit.exitGateHolds()) {
        criteria.add(gate(Kind.EXIT_GATE, "exit", latest, PublishedScore::exit, GateState.HOLDS));
      }
      if (exit.interventionGateClear()) {
        criteria.add(
            gate(
                Kind.INTERVENTION_GATE,
                "intervention",
                latest,
                PublishedScore::intervention,
                GateState.DOES_NOT_HOLD));
      }
      if (exit.measuresDone()) {
        criteria.add(measures(done, plan.measures().size()));
      }
    }
    return new Progress(
        version,
        monitoringFrom,
        plan.target(),
        List.copyOf(months),
        List.copyOf(criteria),
        !criteria.isEmpty()
            && criteria.stream().allMatch(each -> each.state() == CriterionState.MET));
  }

  private static MonthValue month(
      PlanDocument.Target target, PublishedScore score, boolean counts) {
    BigDecimal value = target.metric().of(score);
    Boolean reached = value == null ? null : value.compareTo(target.atMost()) <= 0;
    String sentence =
        value == null
            ? "%s: %s is not defined.".formatted(score.month(), target.metric().member())
            : "%s: %s is %s, %s %s."
                .formatted(
                    score.month(),
                    target.metric().member(),
                    value.toPlainString(),
                    Boolean.TRUE.equals(reached) ? "at most" : "above",
                    target.atMost().toPlainString());
    return new MonthValue(
        score.month(),
        value,
        reached,
        counts,
        score.mature(),
        score.runVersion(),
        score.policyVersion(),
        score.snapshotSha256(),
        sentence);
  }

  /** The latest months, without a gap between them. */
  private static Criterion target(
      PlanDocument.Target target, int required, NavigableMap<Month, PublishedScore> counting) {
    int reached = 0;
    CriterionState state = CriterionState.MET;
    for (int i = 0; i < required && state == CriterionState.MET; i++) {
      PublishedScore score = counting.isEmpty() ? null : counting.get(counting.lastKey().minus(i));
      BigDecimal value = score == null ? null : target.metric().of(score);
      if (value == null) {
        state = CriterionState.OPEN;
      } else if (value.compareTo(target.atMost()) > 0) {
        state = CriterionState.NOT_MET;
      } else {
        reached++;
      }
    }
    Map<String, BigDecimal> values = new HashMap<>();
    values.put("months", BigDecimal.valueOf(reached));
    values.put("monthsRequired", BigDecimal.valueOf(required));
    values.put("atMost", target.atMost());
    if (target.confidence() != null) {
      values.put("confidence", target.confidence());
    }
    return new Criterion(
        Kind.TARGET,
        state,
        "%d of %d months in a row reached the target: %s at most %s."
            .formatted(
                reached, required, target.metric().member(), target.atMost().toPlainString()),
        Map.copyOf(values));
  }

  private static Criterion gate(
      Kind kind,
      String name,
      @Nullable PublishedScore latest,
      Function<PublishedScore, @Nullable Gate> of,
      GateState wanted) {
    Gate gate = latest == null ? null : of.apply(latest);
    if (latest == null || gate == null) {
      return new Criterion(
          kind,
          CriterionState.OPEN,
          "No month that counts says what the " + name + " gate does.",
          Map.of());
    }
    CriterionState state =
        switch (gate.state()) {
          case HOLDS, DOES_NOT_HOLD ->
              gate.state() == wanted ? CriterionState.MET : CriterionState.NOT_MET;
          case HOLDS_PROVISIONALLY, NOT_ASSESSABLE -> CriterionState.OPEN;
        };
    return new Criterion(kind, state, latest.month() + ": " + gate.summary(), Map.of());
  }

  private static Criterion measures(int done, int all) {
    return new Criterion(
        Kind.MEASURES,
        done == all ? CriterionState.MET : CriterionState.NOT_MET,
        "%d of %d measures are done.".formatted(done, all),
        Map.of("done", BigDecimal.valueOf(done), "all", BigDecimal.valueOf(all)));
  }
}
