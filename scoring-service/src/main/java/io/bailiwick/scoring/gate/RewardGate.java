package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import io.bailiwick.scoring.statistics.SampleSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the rate of abuse is low enough: its one-sided upper bound is not above T_q, over a
 * window that was fixed before the month began. A registrar with too few names to prove that holds
 * provisionally as long as nothing speaks against it, so that small size alone never fails anybody.
 *
 * <p>The rule for few names is tried whenever the bound is above T_q, also where the names would
 * have sufficed: tied to a number of names, one more clean name could turn a pass into a failure.
 */
final class RewardGate {

  private final History history;
  private final ScoringPolicy policy;
  private final ScoringPolicy.Reward rules;
  private final Rounding rounding;

  RewardGate(History history, ScoringPolicy policy) {
    this.history = history;
    this.policy = policy;
    this.rules = policy.reward();
    this.rounding = new Rounding(policy.decimals());
  }

  /** What was seen in the window; months without complete evidence are in neither number. */
  private record Seen(int window, int monthsCounted, long domains, Exposure exposure) {

    Rate rate() {
      return new Rate(domains, exposure);
    }
  }

  Gate judge() {
    List<ClauseResult> clauses = new ArrayList<>(DataGate.clauses(history, policy));
    boolean assessable = !InterventionGate.has(clauses, ClauseState.NOT_ASSESSABLE);
    Seen seen = seen();
    ClauseResult bound = upperBound(seen);
    clauses.add(bound);
    GateState state = GateState.HOLDS;
    if (bound.state() != ClauseState.HOLDS) {
      ClauseResult provisional = provisional(seen);
      clauses.add(provisional);
      state =
          provisional.state() == ClauseState.HOLDS
              ? GateState.HOLDS_PROVISIONALLY
              : GateState.DOES_NOT_HOLD;
    }
    if (!assessable) {
      state = GateState.NOT_ASSESSABLE;
    }
    return new Gate(
        GateName.REWARD,
        state,
        summary(state, seen, clauses),
        List.copyOf(clauses),
        DataGate.notInUse(
            Clause.Part.REWARD, policy, List.of(Clause.UPPER_BOUND, Clause.PROVISIONAL)));
  }

  private String summary(GateState state, Seen seen, List<ClauseResult> clauses) {
    return switch (state) {
      case HOLDS -> "The reward gate holds: the rate of abuse is low, and certainly so.";
      case HOLDS_PROVISIONALLY ->
          "The reward gate holds provisionally: too few names to prove a low rate, and nothing speaks against it.";
      case DOES_NOT_HOLD -> "The reward gate does not hold. " + decisive(seen, clauses).sentence();
      case NOT_ASSESSABLE ->
          "The reward gate cannot be assessed. " + InterventionGate.firstOpen(clauses).sentence();
    };
  }

  /**
   * Size is no reason: below the names that a proof needs, what failed is the rule for few names.
   */
  private ClauseResult decisive(Seen seen, List<ClauseResult> clauses) {
    Clause clause =
        seen.exposure().toDouble() < namesNeeded() ? Clause.PROVISIONAL : Clause.UPPER_BOUND;
    return clauses.stream().filter(result -> result.clause() == clause).findFirst().orElseThrow();
  }

  /** Names times months from which on a registrar without abuse proves a rate below T_q. */
  private double namesNeeded() {
    return SampleSize.namesWithoutEvents(
        rules.thresholdPer10k().doubleValue() / 10_000, rules.confidence().doubleValue());
  }

  /**
   * The shortest window that is expected to hold enough names, from the months before the scored
   * one only.
   */
  private int window() {
    Exposure before = Exposure.NONE;
    int months = 0;
    for (MonthTally tally : history.before()) {
      Exposure exposure = tally.exposure();
      if (exposure != null) {
        before = before.plus(exposure);
        months++;
      }
    }
    for (int window : rules.windowsInMonths()) {
      if (months > 0 && before.scaled(window, months).toDouble() >= namesNeeded()) {
        return window;
      }
    }
    return rules.windowsInMonths().getLast();
  }

  private Seen seen() {
    int window = window();
    int counted = 0;
    long domains = 0;
    Exposure exposure = Exposure.NONE;
    for (MonthTally tally : history.latest(window)) {
      Exposure names = tally.exposure();
      if (names != null) {
        counted++;
        domains += tally.domains();
        exposure = exposure.plus(names);
      }
    }
    return new Seen(window, counted, domains, exposure);
  }

  private ClauseResult upperBound(Seen seen) {
    String over = over(seen);
    if (seen.exposure().isNone()) {
      return ClauseResult.of(
          Clause.UPPER_BOUND,
          ClauseState.DOES_NOT_HOLD,
          over + " no domain was under management, hence no rate.",
          Map.of("thresholdPer10k", rules.thresholdPer10k()));
    }
    double bound =
        RateInterval.CLOPPER_PEARSON.upper(seen.rate(), rules.confidence().doubleValue());
    boolean low = bound * 10_000 <= rules.thresholdPer10k().doubleValue();
    return ClauseResult.of(
        Clause.UPPER_BOUND,
        ClauseState.of(low),
        ("%s %d malicious domains were first seen abused on %s names times months; with %s confidence the rate is at"
                + " most %s per 10,000, which is %s the threshold of %s.")
            .formatted(
                over,
                seen.domains(),
                rounding.names(seen.exposure()).toPlainString(),
                Rounding.percent(rules.confidence()),
                rounding.per10k(bound).toPlainString(),
                low ? "not above" : "above",
                rules.thresholdPer10k().toPlainString()),
        Map.of(
            "windowMonths", BigDecimal.valueOf(seen.window()),
            "monthsCounted", BigDecimal.valueOf(seen.monthsCounted()),
            "domains", BigDecimal.valueOf(seen.domains()),
            "nameMonths", rounding.names(seen.exposure()),
            "nameMonthsNeeded", BigDecimal.valueOf((long) Math.ceil(namesNeeded())),
            "upperBoundPer10k", rounding.per10k(bound),
            "thresholdPer10k", rules.thresholdPer10k(),
            "confidence", rules.confidence()));
  }

  private ClauseResult provisional(Seen seen) {
    BigDecimal mean = policy.prior().distribution().posteriorMean(seen.rate()).movePointRight(4);
    boolean holds =
        mean.compareTo(rules.thresholdPer10k()) <= 0
            && seen.domains() <= rules.provisionalMaximumDomains();
    return ClauseResult.of(
        Clause.PROVISIONAL,
        ClauseState.of(holds),
        ("%s %d malicious domains were first seen abused, where the rule for few names allows %d; weighed with the"
                + " published prior the rate is %s per 10,000, where %s is allowed.")
            .formatted(
                over(seen),
                seen.domains(),
                rules.provisionalMaximumDomains(),
                rounding.of(mean).toPlainString(),
                rules.thresholdPer10k().toPlainString()),
        Map.of(
            "domains", BigDecimal.valueOf(seen.domains()),
            "maximumDomains", BigDecimal.valueOf(rules.provisionalMaximumDomains()),
            "posteriorMeanPer10k", rounding.of(mean),
            "thresholdPer10k", rules.thresholdPer10k()));
  }

  private String over(Seen seen) {
    String months = seen.window() == 1 ? "In " : "In the " + seen.window() + " months up to ";
    String left =
        seen.monthsCounted() == seen.window()
            ? ""
            : " (%d of them with complete evidence)".formatted(seen.monthsCounted());
    return months + history.scored().month() + left;
  }
}
