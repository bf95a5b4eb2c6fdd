package io.bailiwick.scoring.explanation;

import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a clause asks, as a formula in words.
 *
 * @param words the formula; x malicious domains, n the mean of the names under management
 * @param source where the formula is from; empty for plain counting
 * @param withValues the same with its numbers put in, as templates; the first whose numbers are all
 *     there is taken
 */
public record Formula(String words, String source, List<String> withValues) {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private static final String CLOPPER_PEARSON = "Clopper and Pearson, Biometrika 26 (1934) 404";
  private static final String FUNNEL =
      "Spiegelhalter, Statistics in Medicine 24 (2005) 1185, and Quality and Safety in Health Care 14 (2005) 347; exact"
          + " binomial limits where few are expected";
  private static final String POSTERIOR =
      "Bayes' rule with a beta prior that is fixed and published";

  /** The formula of a clause. */
  public static Formula of(Clause clause) {
    return switch (clause) {
      case ACCREDITED -> plain("The registrar is accredited in the month.");
      case MATURE_MONTH ->
          plain("So many days as the policy asks have passed since the month's end.");
      case DUM_EVIDENCE ->
          plain(
              "Days with evidence of the names under management = days of the month.",
              "{daysWithEvidence} days of {days}");
      case FEED_HEALTH ->
          plain(
              "Healthy days of each feed that counts ≥ the least that the policy asks (acute gate: no feed was unhealthy on"
                  + " more than the rest of the days).",
              "fewest healthy days {fewestHealthyDays}, at least {minimumHealthyDays} needed",
              "{feedsNotHealthy} feeds unhealthy on more than {unhealthyDaysAllowed} days");
      case FEED_EPOCH ->
          plain(
              "Changes of feeds in the month that await a person's look = 0.",
              "{feedsWithOpenEpoch} feeds, 0 allowed");
      case DUM_RECONCILIATION ->
          plain(
              "The counts agree with the registry's monthly report, or a person let the month go on without it, with a reason.");
      case UPPER_BOUND ->
          new Formula(
              "10,000 × U(x; n) ≤ T_q, where x and n are of the window that was fixed before the month, and U is the one-sided"
                  + " upper bound of the rate.",
              CLOPPER_PEARSON,
              List.of(
                  "10,000 × U({domains}; {nameMonths}; confidence {confidence}) = {upperBoundPer10k}, T_q ="
                      + " {thresholdPer10k}"));
      case PROVISIONAL ->
          new Formula(
              "x ≤ the most that the rule for few names allows, and 10,000 × (x + α) / (n + α + β) ≤ T_q.",
              POSTERIOR,
              List.of(
                  "x = {domains}, at most {maximumDomains} allowed; posterior mean {posteriorMeanPer10k}, T_q ="
                      + " {thresholdPer10k}"));
      case COUNT ->
          plain(
              "x ≥ the least number of domains (acute gate: of those that a person looked at).",
              "x = {domains}, at least {minimumDomains} needed",
              "x = {validatedDomains}, at least {minimumDomains} needed");
      case SOURCE_FAMILIES ->
          plain(
              "Independent source families that named them ≥ the least number.",
              "{families} families, at least {minimumFamilies} needed");
      case LOWER_BOUND ->
          new Formula(
              "10,000 × L(x; n) > T_a (acute gate: a multiple of it), where L is the one-sided lower bound of the rate.",
              CLOPPER_PEARSON,
              List.of(
                  "10,000 × L({domains}; {meanDum}; confidence {confidence}) = {lowerBoundPer10k}, threshold {thresholdPer10k}",
                  "10,000 × L({validatedDomains}; {meanDum}; confidence {confidence}) = {lowerBoundPer10k}, threshold"
                      + " {thresholdPer10k}"));
      case RATE_RATIO ->
          new Formula(
              "Lower bound of (x / n) / ((X − x) / (N − n)) > the least ratio, where X and N are of all accredited registrars"
                  + " together.",
              "Katz and others, Biometrics 34 (1978) 469",
              List.of(
                  "(x / n) / ({restDomains} / {restMeanDum}) is at least {lowerBound}, more than {minimumRatio} needed"));
      case FUNNEL, ALERT_FUNNEL ->
          new Formula(
              "10,000 × x / n > the upper limit, for this size, of the funnel of all others with their own spread.",
              FUNNEL,
              List.of("limit {limitPer10k} at a chance of {tail} beyond it, from {peers} others"));
      case FALSE_DISCOVERY ->
          new Formula(
              "Adjusted P(X′ ≥ x) ≤ q, where X′ is binomial with X trials and chance n / N, adjusted for the number of"
                  + " registrars.",
              "Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289; Przyborowski and Wilenski,"
                  + " Biometrika 31 (1940) 313",
              List.of("adjusted P = {adjustedP}, q = {falseDiscoveries}"));
      case PERSISTENCE ->
          plain(
              "Months among the last mature ones in which all clauses on a single month held, each with a campaign of its own,"
                  + " ≥ the number needed.",
              "{monthsWithOwnCampaign} of {monthsObserved} months, {monthsRequired} needed");
      case FRAGILITY ->
          plain(
              "Other ways to count (without one source family, with all classes, by new registrations) that give the opposite"
                  + " result = 0.",
              "{waysThatFlip} of {waysToCount} ways give the opposite, 0 allowed");
      case PROBABILITY_ABOVE ->
          new Formula(
              "P(rate > T_a), by the prior and this month's x and n, > the probability that calls for an eye.",
              POSTERIOR,
              List.of(
                  "P(rate > {thresholdPer10k}) = {probability}, more than {minimumProbability} needed"));
      case LOW_MONTHS ->
          new Formula(
              "In each of the last mature months: 10,000 × U(x; n) < T_exit, or x ≤ the most that the rule for few names allows"
                  + " and 10,000 × (x + α) / (n + α + β) < T_exit.",
              CLOPPER_PEARSON,
              List.of(
                  "{monthsLow} low months of {monthsRequired}, T_exit = {exitThresholdPer10k}"));
    };
  }

  private static Formula plain(String words, String... withValues) {
    return new Formula(words, "", List.of(withValues));
  }

  /** The formula with the numbers of a result; empty where they are not there. */
  public Optional<String> of(ClauseResult result) {
    return withValues.stream()
        .filter(template -> isFilled(template, result.values()))
        .findFirst()
        .map(template -> filled(template, result.values()));
  }

  private static boolean isFilled(String template, Map<String, BigDecimal> values) {
    return PLACE
        .matcher(template)
        .results()
        .map(MatchResult::group)
        .allMatch(place -> values.containsKey(name(place)));
  }

  private static String filled(String template, Map<String, BigDecimal> values) {
    return PLACE
        .matcher(template)
        .replaceAll(
            match -> {
              BigDecimal value = values.get(name(match.group()));
              return value == null ? match.group() : value.toPlainString();
            });
  }

  private static String name(String place) {
    return place.substring(1, place.length() - 1);
  }
}
