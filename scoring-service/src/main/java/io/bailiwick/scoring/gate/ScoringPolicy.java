package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.BetaPrior;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Every number of the scoring rules. Rates are per 10,000 names and month.
 *
 * @param basis where the numbers come from, for whoever reads a score
 * @param minimumEvidence the weakest evidence that enters a rate
 * @param maturityDays days after a month's end before it may pass through a gate
 * @param displayConfidence confidence of the two-sided intervals that are shown
 * @param decimals places to which rates and bounds are rounded, half up, once, when shown
 */
public record ScoringPolicy(
    String basis,
    Evidence minimumEvidence,
    int maturityDays,
    BigDecimal displayConfidence,
    int decimals,
    Prior prior,
    Data data,
    Peers peers,
    Reward reward,
    Watch watch,
    Intervention intervention,
    Acute acute,
    Exit exit) {

  /**
   * The fixed prior of the rate per name and month.
   *
   * @param publishedOn the day since which registrars could read it
   */
  public record Prior(BigDecimal alpha, BigDecimal beta, LocalDate publishedOn) {
    BetaPrior distribution() {
      return new BetaPrior(alpha, beta);
    }
  }

  /**
   * What must be true of a month's data.
   *
   * @param clauses the clauses in use; those on accreditation, maturity and the evidence of domains
   *     under management always are
   * @param minimumHealthyDays days of the month on which each feed that is not muted must have been
   *     healthy
   */
  public record Data(List<Clause> clauses, int minimumHealthyDays) {}

  /**
   * Who a registrar is compared with.
   *
   * @param minimumNames what an accredited registrar needs to shape the funnel
   * @param winsorised share of them at either end whose distance is drawn in
   */
  public record Peers(int minimumNames, BigDecimal winsorised) {}

  /**
   * The reward gate.
   *
   * @param thresholdPer10k T_q: the one-sided upper bound must not be above it
   * @param windowsInMonths windows to choose from, ascending; the last is taken where none is
   *     expected to suffice
   * @param provisionalMaximumDomains the most malicious domains with which the rule for few names
   *     still holds
   */
  public record Reward(
      BigDecimal thresholdPer10k,
      BigDecimal confidence,
      List<Integer> windowsInMonths,
      Integer provisionalMaximumDomains) {}

  /**
   * The watch gate.
   *
   * @param funnelTail chance beyond the over-dispersed limit; 0.025 for that of 95 %
   * @param probability that the rate is above T_a, by the fixed prior, from above which it holds
   */
  public record Watch(BigDecimal funnelTail, BigDecimal probability) {}

  /**
   * The intervention gate.
   *
   * @param thresholdPer10k T_a: the one-sided lower bound must be above it
   * @param exitThresholdPer10k T_exit: what a case that was opened under this policy measures its
   *     end by
   * @param monthsRequired of the last {@code monthsObserved} mature months, in how many the
   *     single-month clauses hold, each with a campaign of its own
   * @param minimumRatio what the lower bound of the ratio to the rest of the zone must be above
   * @param ratioConfidence two-sided, of that ratio
   * @param funnelTail chance beyond the over-dispersed limit; 0.001 for that of 99.8 %
   * @param falseDiscoveries the largest share of registrars flagged by chance, q
   * @param newRegistrationsPer10k what takes the place of T_a where the month is counted by its new
   *     registrations, to see whether a result is fragile; per 10,000 creates
   * @param clauses the clauses in use
   */
  public record Intervention(
      BigDecimal thresholdPer10k,
      BigDecimal exitThresholdPer10k,
      BigDecimal confidence,
      int minimumDomains,
      int minimumFamilies,
      int monthsRequired,
      int monthsObserved,
      BigDecimal minimumRatio,
      BigDecimal ratioConfidence,
      BigDecimal funnelTail,
      BigDecimal falseDiscoveries,
      BigDecimal newRegistrationsPer10k,
      List<Clause> clauses) {}

  /**
   * The acute gate.
   *
   * @param timesThreshold the lower bound must be above so many times T_a
   * @param confidence one-sided
   * @param minimumDomains validated by a person
   * @param minimumFamilies that named those
   */
  public record Acute(
      BigDecimal timesThreshold, BigDecimal confidence, int minimumDomains, int minimumFamilies) {}

  /**
   * The exit gate, by the exit threshold of the intervention gate.
   *
   * @param confidence one-sided, of the upper bound
   * @param months mature months in a row
   * @param maximumDomains the most malicious domains with which the rule for few names holds
   */
  public record Exit(BigDecimal confidence, int months, Integer maximumDomains) {}

  /** Months, the scored one among them, whose feeds, reports and cohorts the rules look at. */
  public int monthsJudged() {
    return Math.max(intervention.monthsObserved, exit.months);
  }

  /** Something wrong in a proposed policy. */
  public record Fault(String field, String message) {}

  private static final BigDecimal TEN_THOUSAND = new BigDecimal(10_000);

  /** All of them must hold before a person is asked. */
  static final List<Clause> MANDATORY =
      List.of(
          Clause.COUNT,
          Clause.SOURCE_FAMILIES,
          Clause.LOWER_BOUND,
          Clause.RATE_RATIO,
          Clause.FUNNEL,
          Clause.FALSE_DISCOVERY,
          Clause.PERSISTENCE,
          Clause.FRAGILITY);

  /**
   * The policy as shipped. The registries that run such programmes have not published their
   * numbers; these are ours.
   */
  public static ScoringPolicy shipped() {
    return new ScoringPolicy(
        "Defaults of Bailiwick, not of any registry. Modelled on published practice: minimum counts as in Interisle's"
            + " tables, exact binomial bounds, a prior of 3 per 10,000 worth 5,000 names.",
        Evidence.CORROBORATED,
        30,
        new BigDecimal("0.95"),
        4,
        new Prior(new BigDecimal("1.5"), new BigDecimal("4998.5"), LocalDate.of(2026, 11, 1)),
        new Data(
            List.of(
                Clause.ACCREDITED,
                Clause.MATURE_MONTH,
                Clause.DUM_EVIDENCE,
                Clause.FEED_HEALTH,
                Clause.FEED_EPOCH,
                Clause.DUM_RECONCILIATION),
            26),
        new Peers(100, new BigDecimal("0.1")),
        new Reward(new BigDecimal("5"), new BigDecimal("0.95"), List.of(1, 3, 6, 12), 1),
        new Watch(new BigDecimal("0.025"), new BigDecimal("0.8")),
        new Intervention(
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
            MANDATORY),
        new Acute(new BigDecimal("5"), new BigDecimal("0.999"), 25, 2),
        new Exit(new BigDecimal("0.90"), 2, 1));
  }

  /**
   * What forbids this policy. Apart from ranges: no threshold may be at or below the prior's mean,
   * or a registrar without any abuse could never pass the reward gate nor leave a case; one domain,
   * one source or one month must never be enough for an intervention; and nobody may be rewarded
   * and called to account by the same rate.
   */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    requirePresent(faults);
    if (!faults.isEmpty()) {
      return faults;
    }
    requireRange(faults, "maturityDays", maturityDays, 1, 365);
    requireRange(faults, "decimals", decimals, 1, 8);
    requireConfidence(faults, "displayConfidence", displayConfidence);
    if (prior.alpha.signum() <= 0 || prior.beta.signum() <= 0) {
      faults.add(new Fault("prior", "alpha and beta must be above 0"));
      return faults;
    }
    checkData(faults);
    checkReward(faults);
    checkIntervention(faults);
    checkOthers(faults);
    return faults;
  }

  private void checkData(List<Fault> faults) {
    requireRange(faults, "data.minimumHealthyDays", data.minimumHealthyDays, 1, 28);
    for (Clause clause : Clause.values()) {
      if (Clause.ALWAYS_OF_THE_DATA.contains(clause) && !data.clauses.contains(clause)) {
        faults.add(new Fault("data.clauses", clause + " must be in use"));
      }
    }
    checkClauses(faults, "data.clauses", Clause.Part.DATA, "data", data.clauses);
    requireRange(faults, "peers.minimumNames", peers.minimumNames, 1, 1_000_000);
    if (peers.winsorised.signum() < 0 || peers.winsorised.compareTo(new BigDecimal("0.4")) > 0) {
      faults.add(new Fault("peers.winsorised", "must be from 0 to 0.4"));
    }
  }

  private static void checkClauses(
      List<Fault> faults, String field, Clause.Part part, String gate, List<Clause> clauses) {
    for (Clause clause : clauses) {
      if (clause == null || !clause.isOf(part)) {
        faults.add(new Fault(field, clause + " is not a clause of the " + gate + " gate"));
      }
    }
    if (new HashSet<>(clauses).size() < clauses.size()) {
      faults.add(new Fault(field, "each clause may be listed once"));
    }
  }

  private void checkOthers(List<Fault> faults) {
    requireTail(faults, "watch.funnelTail", watch.funnelTail);
    if (watch.probability.compareTo(new BigDecimal("0.5")) < 0
        || watch.probability.compareTo(BigDecimal.ONE) >= 0) {
      faults.add(new Fault("watch.probability", "must be from 0.5 to below 1"));
    }
    if (acute.timesThreshold.compareTo(BigDecimal.ONE) < 0
        || acute.timesThreshold.multiply(intervention.thresholdPer10k).compareTo(TEN_THOUSAND)
            >= 0) {
      faults.add(
          new Fault(
              "acute.timesThreshold", "must be 1 or more, and the threshold stay below 10,000"));
    }
    requireConfidence(faults, "acute.confidence", acute.confidence);
    requireRange(
        faults,
        "acute.minimumDomains",
        acute.minimumDomains,
        Math.max(2, intervention.minimumDomains),
        1_000_000);
    requireRange(faults, "acute.minimumFamilies", acute.minimumFamilies, 2, 100);
    requireConfidence(faults, "exit.confidence", exit.confidence);
    requireRange(faults, "exit.months", exit.months, 1, 12);
    requireRange(faults, "exit.maximumDomains", exit.maximumDomains, 0, 1000);
  }

  private void checkReward(List<Fault> faults) {
    requireThreshold(faults, "reward.thresholdPer10k", reward.thresholdPer10k);
    requireConfidence(faults, "reward.confidence", reward.confidence);
    requireRange(
        faults, "reward.provisionalMaximumDomains", reward.provisionalMaximumDomains, 0, 1000);
    List<Integer> windows = reward.windowsInMonths;
    boolean ascending = !windows.isEmpty();
    for (int i = 0; i < windows.size(); i++) {
      Integer window = windows.get(i);
      ascending &=
          window != null && window >= 1 && window <= 12 && (i == 0 || window > windows.get(i - 1));
      if (!ascending) {
        break;
      }
    }
    if (!ascending) {
      faults.add(
          new Fault("reward.windowsInMonths", "must be one or more of 1 to 12 months, ascending"));
    }
    if (reward.thresholdPer10k.compareTo(intervention.exitThresholdPer10k) > 0) {
      faults.add(
          new Fault(
              "reward.thresholdPer10k",
              "must not be above the exit threshold: one rate would be rewarded and called to account"));
    }
  }

  private void checkIntervention(List<Fault> faults) {
    requireThreshold(faults, "intervention.thresholdPer10k", intervention.thresholdPer10k);
    requireThreshold(faults, "intervention.exitThresholdPer10k", intervention.exitThresholdPer10k);
    requireConfidence(faults, "intervention.confidence", intervention.confidence);
    requireRange(faults, "intervention.minimumDomains", intervention.minimumDomains, 2, 1_000_000);
    requireRange(faults, "intervention.minimumFamilies", intervention.minimumFamilies, 2, 100);
    requireRange(faults, "intervention.monthsObserved", intervention.monthsObserved, 2, 12);
    requireRange(
        faults,
        "intervention.monthsRequired",
        intervention.monthsRequired,
        2,
        Math.max(2, intervention.monthsObserved));
    if (intervention.exitThresholdPer10k.compareTo(intervention.thresholdPer10k) >= 0) {
      faults.add(
          new Fault(
              "intervention.exitThresholdPer10k",
              "must be below the entry threshold, or a registrar at the line would go in and out"));
    }
    for (Clause clause : MANDATORY) {
      if (!intervention.clauses.contains(clause)) {
        faults.add(new Fault("intervention.clauses", clause + " must be in use"));
      }
    }
    checkClauses(
        faults,
        "intervention.clauses",
        Clause.Part.INTERVENTION,
        "intervention",
        intervention.clauses);
    if (intervention.minimumRatio.compareTo(BigDecimal.ONE) < 0
        || intervention.minimumRatio.compareTo(new BigDecimal(1000)) > 0) {
      faults.add(new Fault("intervention.minimumRatio", "must be from 1 to 1000"));
    }
    requireConfidence(faults, "intervention.ratioConfidence", intervention.ratioConfidence);
    requireTail(faults, "intervention.funnelTail", intervention.funnelTail);
    if (intervention.falseDiscoveries.signum() <= 0
        || intervention.falseDiscoveries.compareTo(new BigDecimal("0.2")) > 0) {
      faults.add(new Fault("intervention.falseDiscoveries", "must be above 0 and not above 0.2"));
    }
    if (intervention.newRegistrationsPer10k.signum() <= 0
        || intervention.newRegistrationsPer10k.compareTo(TEN_THOUSAND) >= 0) {
      faults.add(
          new Fault("intervention.newRegistrationsPer10k", "must be above 0 and below 10,000"));
    }
  }

  private void requirePresent(List<Fault> faults) {
    requirePresent(faults, "basis", basis);
    requirePresent(faults, "minimumEvidence", minimumEvidence);
    requirePresent(faults, "displayConfidence", displayConfidence);
    requirePresent(faults, "prior", prior);
    requirePresent(faults, "data", data);
    requirePresent(faults, "peers", peers);
    requirePresent(faults, "reward", reward);
    requirePresent(faults, "watch", watch);
    requirePresent(faults, "intervention", intervention);
    requirePresent(faults, "acute", acute);
    requirePresent(faults, "exit", exit);
    if (!faults.isEmpty()) {
      return;
    }
    requirePresent(faults, "prior.alpha", prior.alpha);
    requirePresent(faults, "prior.beta", prior.beta);
    requirePresent(faults, "prior.publishedOn", prior.publishedOn);
    requirePresent(faults, "reward.thresholdPer10k", reward.thresholdPer10k);
    requirePresent(faults, "reward.confidence", reward.confidence);
    requirePresent(faults, "reward.windowsInMonths", reward.windowsInMonths);
    requirePresent(faults, "reward.provisionalMaximumDomains", reward.provisionalMaximumDomains);
    requirePresent(faults, "intervention.thresholdPer10k", intervention.thresholdPer10k);
    requirePresent(faults, "intervention.exitThresholdPer10k", intervention.exitThresholdPer10k);
    requirePresent(faults, "intervention.confidence", intervention.confidence);
    requirePresent(faults, "intervention.clauses", intervention.clauses);
    requirePresent(faults, "intervention.minimumRatio", intervention.minimumRatio);
    requirePresent(faults, "intervention.ratioConfidence", intervention.ratioConfidence);
    requirePresent(faults, "intervention.funnelTail", intervention.funnelTail);
    requirePresent(faults, "intervention.falseDiscoveries", intervention.falseDiscoveries);
    requirePresent(
        faults, "intervention.newRegistrationsPer10k", intervention.newRegistrationsPer10k);
    requirePresent(faults, "data.clauses", data.clauses);
    requirePresent(faults, "peers.winsorised", peers.winsorised);
    requirePresent(faults, "watch.funnelTail", watch.funnelTail);
    requirePresent(faults, "watch.probability", watch.probability);
    requirePresent(faults, "acute.timesThreshold", acute.timesThreshold);
    requirePresent(faults, "acute.confidence", acute.confidence);
    requirePresent(faults, "exit.confidence", exit.confidence);
    requirePresent(faults, "exit.maximumDomains", exit.maximumDomains);
  }

  private static void requirePresent(List<Fault> faults, String field, Object value) {
    // Components are never null in a policy that was accepted; a proposed document may leave
    // anything out.
    if (Objects.isNull(value)) {
      faults.add(new Fault(field, "is missing"));
    }
  }

  private static void requireRange(
      List<Fault> faults, String field, int value, int least, int most) {
    if (value < least || value > most) {
      faults.add(new Fault(field, "must be from " + least + " to " + most));
    }
  }

  private static void requireConfidence(List<Fault> faults, String field, BigDecimal value) {
    if (value.compareTo(new BigDecimal("0.8")) < 0
        || value.compareTo(new BigDecimal("0.9999")) > 0) {
      faults.add(new Fault(field, "must be from 0.8 to 0.9999"));
    }
  }

  private static void requireTail(List<Fault> faults, String field, BigDecimal value) {
    if (value.signum() <= 0 || value.compareTo(new BigDecimal("0.1")) > 0) {
      faults.add(new Fault(field, "must be above 0 and not above 0.1"));
    }
  }

  private void requireThreshold(List<Fault> faults, String field, BigDecimal per10k) {
    BigDecimal priorMean = prior.distribution().mean().movePointRight(4);
    if (per10k.compareTo(priorMean) <= 0) {
      faults.add(
          new Fault(
              field,
              "must be above the prior's mean of %s per 10,000"
                  .formatted(new Rounding(4).of(priorMean).toPlainString())));
    } else if (per10k.compareTo(TEN_THOUSAND) >= 0) {
      faults.add(new Fault(field, "must be below 10,000"));
    }
  }
}
