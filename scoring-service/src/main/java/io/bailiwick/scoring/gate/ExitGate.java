package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Whether abuse has been low for long enough to close a case: in each of the last mature months the
 * upper bound is below T_exit, or the rule for few names holds. Zero abuse always leads out.
 *
 * <p>The rule for few names is tried whenever the bound is not below, also where the names would
 * have sufficed: tied to a number of names, one more clean name could keep a registrar in.
 */
final class ExitGate {

  private final History history;
  private final ScoringPolicy policy;
  private final ScoringPolicy.Exit rules;
  private final BigDecimal threshold;
  private final Rounding rounding;

  ExitGate(History history, ScoringPolicy policy) {
    this.history = history;
    this.policy = policy;
    this.rules = policy.exit();
    this.threshold = policy.intervention().exitThresholdPer10k();
    this.rounding = new Rounding(policy.decimals());
  }

  Gate judge() {
    List<ClauseResult> clauses = new ArrayList<>(DataGate.clauses(history, policy));
    boolean open = InterventionGate.has(clauses, ClauseState.NOT_ASSESSABLE);
    ClauseResult low = lowMonths();
    clauses.add(low);
    GateState state =
        open
            ? GateState.NOT_ASSESSABLE
            : switch (low.state()) {
              case HOLDS -> GateState.HOLDS;
              case DOES_NOT_HOLD -> GateState.DOES_NOT_HOLD;
              case NOT_ASSESSABLE -> GateState.NOT_ASSESSABLE;
            };
    String summary =
        switch (state) {
          case HOLDS -> "The exit gate holds: abuse has been low for long enough.";
          case DOES_NOT_HOLD -> "The exit gate does not hold. " + low.sentence();
          case NOT_ASSESSABLE ->
              "The exit gate cannot be assessed. " + InterventionGate.firstOpen(clauses).sentence();
          case HOLDS_PROVISIONALLY ->
              throw new IllegalStateException("an exit is never provisional");
        };
    return new Gate(
        GateName.EXIT,
        state,
        summary,
        List.copyOf(clauses),
        DataGate.notInUse(Clause.Part.EXIT, policy, List.of(Clause.LOW_MONTHS)));
  }

  private ClauseResult lowMonths() {
    List<MonthTally> months = history.latest(rules.months());
    StringJoiner named = new StringJoiner(", ");
    int low = 0;
    int open = rules.months() - months.size();
    for (MonthTally tally : months) {
      switch (isLow(tally)) {
        case HOLDS -> {
          low++;
          named.add(tally.month() + " low" + upper(tally));
        }
        case DOES_NOT_HOLD -> named.add(tally.month() + " not low" + upper(tally));
        case NOT_ASSESSABLE -> {
          open++;
          named.add(tally.month() + " open");
        }
      }
    }
    ClauseState state =
        low == rules.months()
            ? ClauseState.HOLDS
            : low + open == rules.months() ? ClauseState.NOT_ASSESSABLE : ClauseState.DOES_NOT_HOLD;
    return ClauseResult.of(
        Clause.LOW_MONTHS,
        state,
        ("Of the last %d mature months %d had a rate certainly below %s per 10,000, or as little abuse as the rule for few"
                + " names allows (%s).")
            .formatted(rules.months(), low, threshold.toPlainString(), named),
        Map.of(
            "monthsLow", BigDecimal.valueOf(low),
            "monthsOpen", BigDecimal.valueOf(open),
            "monthsRequired", BigDecimal.valueOf(rules.months()),
            "maximumDomains", BigDecimal.valueOf(rules.maximumDomains()),
            "exitThresholdPer10k", threshold,
            "confidence", rules.confidence()));
  }

  private ClauseState isLow(MonthTally tally) {
    Rate rate = tally.rate();
    if (rate == null || !DataGate.isAssessable(tally, policy)) {
      return ClauseState.NOT_ASSESSABLE;
    }
    boolean certain = rate.exists() && bound(rate) * 10_000 < threshold.doubleValue();
    boolean few =
        rate.events() <= rules.maximumDomains()
            && policy
                    .prior()
                    .distribution()
                    .posteriorMean(rate)
                    .movePointRight(4)
                    .compareTo(threshold)
                < 0;
    return ClauseState.of(certain || few);
  }

  private double bound(Rate rate) {
    return RateInterval.CLOPPER_PEARSON.upper(rate, rules.confidence().doubleValue());
  }

  private String upper(MonthTally tally) {
    Rate rate = tally.rate();
    return rate == null || !rate.exists()
        ? ""
        : ": %d domains, at most %s"
            .formatted(rate.events(), rounding.per10k(bound(rate)).toPlainString());
  }
}
