package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Persistence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether abuse is frequent, corroborated, certainly above the threshold, certainly above the rest
 * of the zone, and lasting. All clauses must hold; doubt favours the registrar. Even then a person
 * decides whether there is a case.
 */
final class InterventionGate {

  private final int registrar;
  private final History history;
  private final Zone zone;
  private final ScoringPolicy policy;
  private final ScoringPolicy.Intervention rules;
  private final Map<Variant, ClauseState> scored = new HashMap<>();
  private final Map<Variant, Lasting> lasting = new HashMap<>();

  InterventionGate(int registrar, History history, Zone zone, ScoringPolicy policy) {
    this.registrar = registrar;
    this.history = history;
    this.zone = zone;
    this.policy = policy;
    this.rules = policy.intervention();
  }

  Gate judge(List<Sensitivity> sensitivity) {
    List<ClauseResult> data = DataGate.clauses(history, policy);
    List<ClauseResult> own = new ArrayList<>(month(0, Variant.AS_IS).results());
    own.add(persistence());
    if (rules.clauses().contains(Clause.FRAGILITY)) {
      own.add(fragility(sensitivity));
    }
    List<ClauseResult> clauses = new ArrayList<>(data);
    clauses.addAll(own);
    GateState state = state(data, own);
    return new Gate(
        GateName.INTERVENTION,
        state,
        summary(state, clauses),
        List.copyOf(clauses),
        DataGate.notInUse(Clause.Part.INTERVENTION, policy, rules.clauses()));
  }

  /** What the gate would say in every other way to count, the families first. */
  List<Sensitivity> sensitivity() {
    ClauseState asIs = state(Variant.AS_IS);
    Set<String> families = new TreeSet<>(zone.families());
    history
        .latest(rules.monthsObserved())
        .forEach(tally -> families.addAll(tally.breakdown().onlyByFamily().keySet()));
    return Variant.others(families).stream()
        .map(
            variant -> {
              ClauseState state = state(variant);
              boolean flips =
                  (asIs == ClauseState.HOLDS && state == ClauseState.DOES_NOT_HOLD)
                      || (asIs == ClauseState.DOES_NOT_HOLD && state == ClauseState.HOLDS);
              return new Sensitivity(
                  variant.way(),
                  variant.family(),
                  switch (state) {
                    case HOLDS -> GateState.HOLDS;
                    case DOES_NOT_HOLD -> GateState.DOES_NOT_HOLD;
                    case NOT_ASSESSABLE -> GateState.NOT_ASSESSABLE;
                  },
                  flips);
            })
        .toList();
  }

  /** Of the gate's own clauses but that on fragility. */
  private ClauseState state(Variant variant) {
    ClauseState month = scored(variant);
    if (month == ClauseState.DOES_NOT_HOLD) {
      return month;
    }
    ClauseState persistent = lasting(variant).state();
    return persistent == ClauseState.HOLDS ? month : persistent;
  }

  /** Of the clauses on the scored month. */
  private ClauseState scored(Variant variant) {
    return scored.computeIfAbsent(variant, way -> month(0, way).state());
  }

  private InterventionMonth month(int back, Variant variant) {
    return new InterventionMonth(
        registrar, history.months().get(back), variant, zone.month(back, variant), policy);
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
      case DOES_NOT_HOLD -> "The intervention gate does not hold. Not met: " + notMet(clauses);
      case NOT_ASSESSABLE ->
          "The intervention gate cannot be assessed. " + firstOpen(clauses).sentence();
      case HOLDS_PROVISIONALLY ->
          throw new IllegalStateException("an intervention is never provisional");
    };
  }

  static String notMet(List<ClauseResult> clauses) {
    return clauses.stream()
            .filter(result -> result.state() == ClauseState.DOES_NOT_HOLD)
            .map(result -> result.clause().label())
            .collect(Collectors.joining(", "))
        + ".";
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

  /**
   * In how many of the last months the single-month clauses held together.
   *
   * @param states of the months, the scored one first
   * @param counting months that held with a campaign of their own
   * @param open months that could still hold
   */
  private record Lasting(ClauseState state, List<ClauseState> states, int counting, int open) {}

  /**
   * A month that is not mature, not complete or otherwise open in its data is open; the clause is
   * open as long as the open months could still decide it. No campaign counts for two months.
   */
  private Lasting lasting(Variant variant) {
    return lasting.computeIfAbsent(variant, this::observed);
  }

  private Lasting observed(Variant variant) {
    List<MonthTally> months = history.latest(rules.monthsObserved());
    List<ClauseState> states = new ArrayList<>();
    List<Set<Long>> campaigns = new ArrayList<>();
    int open = rules.monthsObserved() - months.size();
    for (int back = 0; back < months.size(); back++) {
      MonthTally tally = months.get(back);
      ClauseState state =
          DataGate.isAssessable(tally, policy)
              ? back == 0 ? scored(variant) : month(back, variant).state()
              : ClauseState.NOT_ASSESSABLE;
      states.add(state);
      open += state == ClauseState.NOT_ASSESSABLE ? 1 : 0;
      campaigns.addFirst(
          state == ClauseState.HOLDS ? tally.breakdown().clusters().keySet() : Set.of());
    }
    int counting =
        (int) Persistence.campaigns(campaigns).stream().filter(Optional::isPresent).count();
    ClauseState state =
        counting >= rules.monthsRequired()
            ? ClauseState.HOLDS
            : counting + open >= rules.monthsRequired()
                ? ClauseState.NOT_ASSESSABLE
                : ClauseState.DOES_NOT_HOLD;
    return new Lasting(state, states, counting, open);
  }

  private ClauseResult persistence() {
    Lasting seen = lasting(Variant.AS_IS);
    StringJoiner named = new StringJoiner(", ");
    int held = 0;
    for (int back = 0; back < seen.states().size(); back++) {
      ClauseState state = seen.states().get(back);
      held += state == ClauseState.HOLDS ? 1 : 0;
      named.add(
          history.months().get(back).month()
              + switch (state) {
                case HOLDS -> " yes";
                case DOES_NOT_HOLD -> " no";
                case NOT_ASSESSABLE -> " open";
              });
    }
    String ofTheirOwn =
        held > seen.counting()
            ? " %d of those have a campaign of their own;".formatted(seen.counting())
            : "";
    return ClauseResult.of(
        Clause.PERSISTENCE,
        seen.state(),
        "The clauses on a single month held together in %d of the last %d mature months (%s);%s %d are needed."
            .formatted(held, rules.monthsObserved(), named, ofTheirOwn, rules.monthsRequired()),
        Map.of(
            "monthsHolding", BigDecimal.valueOf(held),
            "monthsWithOwnCampaign", BigDecimal.valueOf(seen.counting()),
            "monthsOpen", BigDecimal.valueOf(seen.open()),
            "monthsObserved", BigDecimal.valueOf(rules.monthsObserved()),
            "monthsRequired", BigDecimal.valueOf(rules.monthsRequired())));
  }

  private ClauseResult fragility(List<Sensitivity> sensitivity) {
    ClauseState asIs = state(Variant.AS_IS);
    List<Sensitivity> flips = sensitivity.stream().filter(Sensitivity::flips).toList();
    ClauseState state =
        asIs == ClauseState.NOT_ASSESSABLE
            ? ClauseState.NOT_ASSESSABLE
            : ClauseState.of(flips.isEmpty());
    String sentence =
        switch (state) {
          case HOLDS ->
              "The result stays the same in all %d other ways to count that can be judged."
                  .formatted(
                      sensitivity.stream()
                          .filter(s -> s.state() != GateState.NOT_ASSESSABLE)
                          .count());
          case DOES_NOT_HOLD ->
              "The result is fragile: it would be the opposite when %s."
                  .formatted(
                      flips.stream()
                          .map(flip -> new Variant(flip.way(), flip.family()).label())
                          .collect(Collectors.joining(", or when ")));
          case NOT_ASSESSABLE -> "There is no result yet that could be fragile.";
        };
    return ClauseResult.of(
        Clause.FRAGILITY,
        state,
        sentence,
        Map.of(
            "waysToCount", BigDecimal.valueOf(sensitivity.size()),
            "waysThatFlip", BigDecimal.valueOf(flips.size())));
  }
}
