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
    Reward reward,
    Intervention intervention) {

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
   * The intervention gate.
   *
   * @param thresholdPer10k T_a: the one-sided lower bound must be above it
   * @param exitThresholdPer10k T_exit: what a case that was opened under this policy measures its
   *     end by
   * @param monthsRequired of the last {@code monthsObserved} mature months, in how many the
   *     single-month clauses hold
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
      List<Clause> clauses) {}

  /** Something wrong in a proposed policy. */
  public record Fault(String field, String message) {}

  private static final List<Clause> MANDATORY =
      List.of(Clause.COUNT, Clause.SOURCE_FAMILIES, Clause.LOWER_BOUND, Clause.PERSISTENCE);

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
        new Reward(new BigDecimal("5"), new BigDecimal("0.95"), List.of(1, 3, 6, 12), 1),
        new Intervention(
            new BigDecimal("10"),
            new BigDecimal("8"),
            new BigDecimal("0.95"),
            5,
            2,
            3,
            4,
            MANDATORY));
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
    checkReward(faults);
    checkIntervention(faults);
    return faults;
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
    for (Clause clause : intervention.clauses) {
      if (clause == null || !clause.isOf(Clause.Part.INTERVENTION)) {
        faults.add(
            new Fault(
                "intervention.clauses", clause + " is not a clause of the intervention gate"));
      } else if (!clause.isAvailable()) {
        faults.add(new Fault("intervention.clauses", clause + " cannot be put in use yet"));
      }
    }
    if (new HashSet<>(intervention.clauses).size() < intervention.clauses.size()) {
      faults.add(new Fault("intervention.clauses", "each clause may be listed once"));
    }
  }

  private void requirePresent(List<Fault> faults) {
    requirePresent(faults, "basis", basis);
    requirePresent(faults, "minimumEvidence", minimumEvidence);
    requirePresent(faults, "displayConfidence", displayConfidence);
    requirePresent(faults, "prior", prior);
    requirePresent(faults, "reward", reward);
    requirePresent(faults, "intervention", intervention);
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

  private void requireThreshold(List<Fault> faults, String field, BigDecimal per10k) {
    BigDecimal priorMean = prior.distribution().mean().movePointRight(4);
    if (per10k.compareTo(priorMean) <= 0) {
      faults.add(
          new Fault(
              field,
              "must be above the prior's mean of %s per 10,000"
                  .formatted(new Rounding(4).of(priorMean).toPlainString())));
    } else if (per10k.compareTo(new BigDecimal(10_000)) >= 0) {
      faults.add(new Fault(field, "must be below 10,000"));
    }
  }
}
