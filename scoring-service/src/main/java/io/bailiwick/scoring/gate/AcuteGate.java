package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether so much abuse was validated in one month that a person may look at a case at once. Exempt
 * from maturity and from a month that is over, not from the health of the feeds.
 *
 * <p>What is looked at is the scored month as far as it was seen when the snapshot was taken: only
 * domains that a person looked at, on the mean of the domains under management over the days with
 * evidence. That stands in for rolling thirty days, since months are what is frozen. A month of
 * which only days have passed has fewer domains on the same mean, so the doubt favours the
 * registrar.
 */
final class AcuteGate {

  private final History history;
  private final ScoringPolicy policy;
  private final ScoringPolicy.Acute rules;
  private final Rounding rounding;

  AcuteGate(History history, ScoringPolicy policy) {
    this.history = history;
    this.policy = policy;
    this.rules = policy.acute();
    this.rounding = new Rounding(policy.decimals());
  }

  Gate judge() {
    MonthTally scored = history.scored();
    List<ClauseResult> data = DataGate.acuteClauses(history, policy);
    List<ClauseResult> own = List.of(count(scored), families(scored), lowerBound(scored));
    List<ClauseResult> clauses = new ArrayList<>(data);
    clauses.addAll(own);
    GateState state =
        InterventionGate.has(data, ClauseState.NOT_ASSESSABLE)
            ? GateState.NOT_ASSESSABLE
            : InterventionGate.has(own, ClauseState.DOES_NOT_HOLD)
                ? GateState.DOES_NOT_HOLD
                : InterventionGate.has(own, ClauseState.NOT_ASSESSABLE)
                    ? GateState.NOT_ASSESSABLE
                    : GateState.HOLDS;
    return new Gate(
        GateName.ACUTE, state, summary(state, clauses), List.copyOf(clauses), List.of());
  }

  private static String summary(GateState state, List<ClauseResult> clauses) {
    return switch (state) {
      case HOLDS ->
          "The acute gate holds: every clause is met by domains that a person looked at. Another person decides what follows.";
      case DOES_NOT_HOLD ->
          "The acute gate does not hold. Not met: " + InterventionGate.notMet(clauses);
      case NOT_ASSESSABLE ->
          "The acute gate cannot be assessed. " + InterventionGate.firstOpen(clauses).sentence();
      case HOLDS_PROVISIONALLY ->
          throw new IllegalStateException("an acute case is never provisional");
    };
  }

  private ClauseResult count(MonthTally scored) {
    long validated = scored.breakdown().validated();
    return ClauseResult.of(
        Clause.COUNT,
        ClauseState.of(validated >= rules.minimumDomains()),
        "A person looked at %d malicious domains first seen abused in %s; at least %d are needed."
            .formatted(validated, scored.month(), rules.minimumDomains()),
        Map.of(
            "validatedDomains", BigDecimal.valueOf(validated),
            "minimumDomains", BigDecimal.valueOf(rules.minimumDomains())));
  }

  private ClauseResult families(MonthTally scored) {
    int families = scored.breakdown().validatedFamilies();
    return ClauseResult.of(
        Clause.SOURCE_FAMILIES,
        ClauseState.of(families >= rules.minimumFamilies()),
        "%d independent source families named them; at least %d are needed."
            .formatted(families, rules.minimumFamilies()),
        Map.of(
            "families", BigDecimal.valueOf(families),
            "minimumFamilies", BigDecimal.valueOf(rules.minimumFamilies())));
  }

  private ClauseResult lowerBound(MonthTally scored) {
    BigDecimal threshold = policy.intervention().thresholdPer10k().multiply(rules.timesThreshold());
    Exposure names =
        scored.days() == 0 ? Exposure.NONE : Exposure.mean(scored.dumSum(), scored.days());
    if (names.isNone()) {
      return ClauseResult.of(
          Clause.LOWER_BOUND,
          ClauseState.NOT_ASSESSABLE,
          "No day of %s has evidence of a domain under management, hence there is no rate."
              .formatted(scored.month()),
          Map.of("thresholdPer10k", threshold));
    }
    Rate rate = new Rate(scored.breakdown().validated(), names);
    double bound = RateInterval.CLOPPER_PEARSON.lower(rate, rules.confidence().doubleValue());
    boolean above = bound * 10_000 > threshold.doubleValue();
    return ClauseResult.of(
        Clause.LOWER_BOUND,
        ClauseState.of(above),
        ("%d of them on a mean of %s under management over %d days: with %s confidence the rate is at least %s per 10,000,"
                + " which is %s the threshold of %s.")
            .formatted(
                rate.events(),
                rounding.names(names).toPlainString(),
                scored.days(),
                Rounding.percent(rules.confidence()),
                rounding.per10k(bound).toPlainString(),
                above ? "above" : "not above",
                threshold.toPlainString()),
        Map.of(
            "validatedDomains", BigDecimal.valueOf(rate.events()),
            "meanDum", rounding.names(names),
            "daysWithEvidence", BigDecimal.valueOf(scored.days()),
            "lowerBoundPer10k", rounding.per10k(bound),
            "thresholdPer10k", threshold,
            "confidence", rules.confidence()));
  }
}
