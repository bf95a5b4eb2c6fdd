package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a registrar is worth an eye: above the funnel's limit of an alert, or with a rate that is
 * probably above T_a. Either is enough, one month is enough, and nothing follows from it.
 */
final class WatchGate {

  private final int registrar;
  private final History history;
  private final Zone zone;
  private final ScoringPolicy policy;
  private final Rounding rounding;

  WatchGate(int registrar, History history, Zone zone, ScoringPolicy policy) {
    this.registrar = registrar;
    this.history = history;
    this.zone = zone;
    this.policy = policy;
    this.rounding = new Rounding(policy.decimals());
  }

  Gate judge() {
    MonthTally scored = history.scored();
    List<ClauseResult> data = DataGate.clauses(history, policy);
    List<ClauseResult> own =
        List.of(
            FunnelClause.of(
                Clause.ALERT_FUNNEL,
                scored.rate(),
                zone.month(0, Variant.AS_IS).funnel(registrar),
                policy.watch().funnelTail(),
                scored.month(),
                rounding),
            probability(scored));
    List<ClauseResult> clauses = new ArrayList<>(data);
    clauses.addAll(own);
    GateState state =
        InterventionGate.has(data, ClauseState.NOT_ASSESSABLE)
            ? GateState.NOT_ASSESSABLE
            : InterventionGate.has(own, ClauseState.HOLDS)
                ? GateState.HOLDS
                : InterventionGate.has(own, ClauseState.NOT_ASSESSABLE)
                    ? GateState.NOT_ASSESSABLE
                    : GateState.DOES_NOT_HOLD;
    return new Gate(
        GateName.WATCH,
        state,
        summary(state, own, clauses),
        List.copyOf(clauses),
        DataGate.notInUse(
            Clause.Part.WATCH, policy, List.of(Clause.ALERT_FUNNEL, Clause.PROBABILITY_ABOVE)));
  }

  private static String summary(
      GateState state, List<ClauseResult> own, List<ClauseResult> clauses) {
    return switch (state) {
      case HOLDS ->
          "The watch gate holds, and nothing follows from it: "
              + own.stream()
                  .filter(result -> result.state() == ClauseState.HOLDS)
                  .map(result -> result.clause().label())
                  .collect(Collectors.joining(", "))
              + ".";
      case DOES_NOT_HOLD -> "The watch gate does not hold: nothing is unusual.";
      case NOT_ASSESSABLE ->
          "The watch gate cannot be assessed. " + InterventionGate.firstOpen(clauses).sentence();
      case HOLDS_PROVISIONALLY -> throw new IllegalStateException("a watch is never provisional");
    };
  }

  private ClauseResult probability(MonthTally scored) {
    Rate rate = scored.rate();
    BigDecimal threshold = policy.intervention().thresholdPer10k();
    if (rate == null) {
      return ClauseResult.of(
          Clause.PROBABILITY_ABOVE,
          ClauseState.NOT_ASSESSABLE,
          "There is no rate in %s.".formatted(scored.month()),
          Map.of("thresholdPer10k", threshold));
    }
    double probability =
        policy
            .prior()
            .distribution()
            .probabilityAbove(threshold.movePointLeft(4).doubleValue(), rate);
    boolean likely = probability > policy.watch().probability().doubleValue();
    return ClauseResult.of(
        Clause.PROBABILITY_ABOVE,
        ClauseState.of(likely),
        ("%d domains on %s names, weighed with the published prior: the rate is above %s per 10,000 with probability %s,"
                + " which is %s the %s that call for an eye.")
            .formatted(
                rate.events(),
                rounding.names(rate.exposure()).toPlainString(),
                threshold.toPlainString(),
                Rounding.probabilityText(probability),
                likely ? "above" : "not above",
                policy.watch().probability().toPlainString()),
        Map.of(
            "probability", Rounding.probability(probability),
            "minimumProbability", policy.watch().probability(),
            "thresholdPer10k", threshold));
  }
}
