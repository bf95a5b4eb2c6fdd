package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Whether abuse is frequent, corroborated, certainly above the threshold, and lasting. All clauses
 * must hold; doubt favours the registrar. Even then a person decides whether there is a case.
 */
final class InterventionGate {

  private final History history;
  private final ScoringPolicy policy;
  private final ScoringPolicy.Intervention rules;
  private final Rounding rounding;

  InterventionGate(History history, ScoringPolicy policy) {
    this.history = history;
    this.policy = policy;
    this.rules = policy.intervention();
    this.rounding = new Rounding(policy.decimals());
  }

  Gate judge() {
    List<ClauseResult> data = DataGate.clauses(history, policy);
    List<ClauseResult> own = new ArrayList<>(singleMonth(history.scored()));
    own.add(persistence());
    List<ClauseResult> clauses = new ArrayList<>(data);
    clauses.addAll(own);
    GateState state = state(data, own);
    return new Gate(
        GateName.INTERVENTION,
        state,
        summary(state, clauses),
        List.copyOf(clauses),
        DataGate.notInUse(Clause.Part.INTERVENTION, rules.clauses()));
  }

  private static GateState state(List<ClauseResult> data, List<ClauseResult> own) {
    if (has(data, ClauseState.NOT_ASSESSABLE)) {
      return GateState.NOT_ASSESSABLE;
    }
    if (has(own, ClauseState.DOES_NOT_HOLD)) {
      return GateState.DOES_NOT_HOLD;
    }
    return has(own, ClauseState.NOT_ASSESSABLE) ? GateState.NOT_ASSESSABLE : GateState.HOLDS;
  }

  private static String summary(GateState state, List<ClauseResult> clauses) {
    return switch (state) {
      case HOLDS ->
          "The intervention gate holds: every clause in use is met. A person decides what follows.";
      case DOES_NOT_HOLD ->
          "The intervention gate does not hold. Not met: "
              + clauses.stream()
                  .filter(result -> result.state() == ClauseState.DOES_NOT_HOLD)
                  .map(result -> result.clause().label())
                  .collect(Collectors.joining(", "))
              + ".";
      case NOT_ASSESSABLE ->
          "The intervention gate cannot be assessed. " + firstOpen(clauses).sentence();
      case HOLDS_PROVISIONALLY ->
          throw new IllegalStateException("an intervention is never provisional");
    };
  }

  static ClauseResult firstOpen(List<ClauseResult> clauses) {
    return clauses.stream()
        .filter(result -> result.state() == ClauseState.NOT_ASSESSABLE)
        .findFirst()
        .orElseThrow();
  }

  static boolean has(List<ClauseResult> results, ClauseState state) {
    return results.stream().anyMatch(result -> result.state() == state);
  }

  private List<ClauseResult> singleMonth(MonthTally tally) {
    return List.of(count(tally), families(tally), lowerBound(tally));
  }

  private ClauseResult count(MonthTally tally) {
    return ClauseResult.of(
        Clause.COUNT,
        ClauseState.of(tally.domains() >= rules.minimumDomains()),
        "%d malicious domains were first seen abused in %s; at least %d are needed."
            .formatted(tally.domains(), tally.month(), rules.minimumDomains()),
        Map.of(
            "domains", BigDecimal.valueOf(tally.domains()),
            "minimumDomains", BigDecimal.valueOf(rules.minimumDomains())));
  }

  private ClauseResult families(MonthTally tally) {
    return ClauseResult.of(
        Clause.SOURCE_FAMILIES,
        ClauseState.of(tally.families() >= rules.minimumFamilies()),
        "%d independent source families named them; at least %d are needed."
            .formatted(tally.families(), rules.minimumFamilies()),
        Map.of(
            "families", BigDecimal.valueOf(tally.families()),
            "minimumFamilies", BigDecimal.valueOf(rules.minimumFamilies())));
  }

  private ClauseResult lowerBound(MonthTally tally) {
    Exposure exposure = tally.exposure();
    if (exposure == null || exposure.isNone()) {
      return ClauseResult.of(
          Clause.LOWER_BOUND,
          ClauseState.NOT_ASSESSABLE,
          exposure == null
              ? "There is no mean of the domains under management in %s, hence no rate."
                  .formatted(tally.month())
              : "No domain was under management at the end of any day of %s, hence no rate."
                  .formatted(tally.month()),
          Map.of("thresholdPer10k", rules.thresholdPer10k()));
    }
    double bound =
        RateInterval.CLOPPER_PEARSON.lower(
            new Rate(tally.domains(), exposure), rules.confidence().doubleValue());
    boolean above = bound * 10_000 > rules.thresholdPer10k().doubleValue();
    BigDecimal rate = rounding.per10k(tally.domains(), exposure);
    return ClauseResult.of(
        Clause.LOWER_BOUND,
        ClauseState.of(above),
        ("%d domains on a mean of %s under management are %s per 10,000; with %s confidence at least %s,"
                + " which is %s the threshold of %s.")
            .formatted(
                tally.domains(),
                rounding.names(exposure).toPlainString(),
                rate.toPlainString(),
                Rounding.percent(rules.confidence()),
                rounding.per10k(bound).toPlainString(),
                above ? "above" : "not above",
                rules.thresholdPer10k().toPlainString()),
        Map.of(
            "domains", BigDecimal.valueOf(tally.domains()),
            "meanDum", rounding.names(exposure),
            "ratePer10k", rate,
            "lowerBoundPer10k", rounding.per10k(bound),
            "thresholdPer10k", rules.thresholdPer10k(),
            "confidence", rules.confidence()));
  }

  /**
   * In how many of the last months the single-month clauses held together. A month that is not
   * mature or not complete is open; the clause is open as long as the open months could still
   * decide it.
   */
  private ClauseResult persistence() {
    List<MonthTally> months = history.latest(rules.monthsObserved());
    int holding = 0;
    int open = rules.monthsObserved() - months.size();
    StringJoiner named = new StringJoiner(", ");
    for (MonthTally tally : months) {
      ClauseState state = stateOf(tally);
      holding += state == ClauseState.HOLDS ? 1 : 0;
      open += state == ClauseState.NOT_ASSESSABLE ? 1 : 0;
      named.add(
          tally.month()
              + switch (state) {
                case HOLDS -> " yes";
                case DOES_NOT_HOLD -> " no";
                case NOT_ASSESSABLE -> " open";
              });
    }
    ClauseState state =
        holding >= rules.monthsRequired()
            ? ClauseState.HOLDS
            : holding + open >= rules.monthsRequired()
                ? ClauseState.NOT_ASSESSABLE
                : ClauseState.DOES_NOT_HOLD;
    return ClauseResult.of(
        Clause.PERSISTENCE,
        state,
        "Count, families and lower bound held together in %d of the last %d mature months (%s); %d are needed."
            .formatted(holding, rules.monthsObserved(), named, rules.monthsRequired()),
        Map.of(
            "monthsHolding", BigDecimal.valueOf(holding),
            "monthsOpen", BigDecimal.valueOf(open),
            "monthsObserved", BigDecimal.valueOf(rules.monthsObserved()),
            "monthsRequired", BigDecimal.valueOf(rules.monthsRequired())));
  }

  private ClauseState stateOf(MonthTally tally) {
    if (!tally.isAssessable()) {
      return ClauseState.NOT_ASSESSABLE;
    }
    List<ClauseResult> results = singleMonth(tally);
    if (has(results, ClauseState.DOES_NOT_HOLD)) {
      return ClauseState.DOES_NOT_HOLD;
    }
    return has(results, ClauseState.NOT_ASSESSABLE)
        ? ClauseState.NOT_ASSESSABLE
        : ClauseState.HOLDS;
  }
}
