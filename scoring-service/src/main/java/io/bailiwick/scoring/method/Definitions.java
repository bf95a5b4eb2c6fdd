package io.bailiwick.scoring.method;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every metric that is shown or decided by, sorted by its name. Whoever changes what a metric is
 * adds a version here, and runs it beside the old one first.
 */
public final class Definitions {

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
  private static final LocalDate SECOND = LocalDate.of(2026, 11, 22);

  private static final String ROUNDING =
      " Kept as an exact fraction and rounded once, half up, when it is shown.";

  private static final List<Definition> ALL =
      Stream.of(
              new Definition(
                  "flow-rate",
                  3,
                  "Rate of abuse of a month",
                  "x: distinct registrable domains with an incident that opened in the month, classified malicious, with at"
                      + " least the policy's evidence, held against the sponsor at the counting time. One domain counts once.",
                  "n: mean of the names under management at the end of each day of the month.",
                  "per 10,000 names and month",
                  "10,000 × x / n." + ROUNDING + " Months end at midnight UTC.",
                  "Domains that were broken into, platforms for others, false positives, excluded and seized names, complaints that"
                      + " nobody validated; names before they existed; sensitive classes, which never reach this service.",
                  "Every gate but the acute one.",
                  "Interisle and NetBeacon count new abuse of a period in this way; ICANN's DAAR counts stock.",
                  List.of(
                      change(
                          3,
                          SECOND,
                          "The frozen input also holds what the measures beside the scores are made from. Numerator and denominator"
                              + " are as before."),
                      change(
                          2,
                          SECOND,
                          "The frozen input also holds campaigns, what each source family alone knows, the health of feeds,"
                              + " reconciliation and cohorts. Numerator and denominator are as before."),
                      change(1, FIRST, "First definition."))),
              new Definition(
                  "new-registration-cohort",
                  1,
                  "Abuse among new registrations",
                  "y: names created in the month that were malicious within 30 days of their creation, with at least the policy's"
                      + " evidence, held against the creator.",
                  "N: names created in the month, those deleted in the add grace period kept.",
                  "per 10,000 names created",
                  "10,000 × y / N." + ROUNDING + " Mature 30 days after the month.",
                  "The same as for flow-rate.",
                  "Whether an intervention is fragile; no gate of its own.",
                  "Interisle, Phishing Landscape; ICANN, INFERMAL",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "stock-median",
                  1,
                  "Names listed on a day",
                  "Malicious names that are listed, delegated and not on hold at the end of the day: median over the days of the month.",
                  "Mean of the names under management at the end of each day of the month.",
                  "per 10,000 names",
                  "10,000 × median / mean. Of a median between two whole numbers the lower bound is that of the smaller, the upper"
                      + " that of the larger.",
                  "Names on hold, deleted or not delegated, even while a feed still lists them.",
                  "Shown beside the rate; enters no gate.",
                  "ICANN, Domain Abuse Activity Reporting (median of daily counts since 2021)",
                  List.of(change(1, FIRST, "First definition."))),
              new Definition(
                  "unmitigated-kaplan-meier",
                  1,
                  "How long abuse lives",
                  "Incidents that were mitigated: by hold, deletion or removal of the delegation.",
                  "Incidents that opened in the month and were still watched.",
                  "share still live after a time",
                  "Product-limit estimate on hours, watched for 30 days; once from the first listing, once from the proven"
                      + " notification of the registrar. What is still live, was lost from sight or went to another registrar is"
                      + " censored.",
                  "Platforms, unknown ones and false positives.",
                  "Shown; enters no gate.",
                  "Kaplan and Meier, Journal of the American Statistical Association 53 (1958) 457",
                  List.of(change(1, FIRST, "First definition."))),
              new Definition(
                  "confidence-bounds",
                  1,
                  "Bounds of a rate",
                  "As for flow-rate.",
                  "As for flow-rate.",
                  "per 10,000 names and month",
                  "Shown: Wilson, two-sided. Decided by: Clopper and Pearson, one-sided, the lower bound against a registrar and the"
                      + " upper one for it. Where there are more domains than names, exact Poisson bounds."
                      + ROUNDING,
                  "Nothing.",
                  "Reward, intervention, acute and exit gates.",
                  "Wilson, Journal of the American Statistical Association 22 (1927) 209; Clopper and Pearson, Biometrika 26 (1934)"
                      + " 404; Garwood, Biometrika 28 (1936) 437",
                  List.of(change(1, FIRST, "First definition."))),
              new Definition(
                  "posterior-mean",
                  1,
                  "Rate weighed with the published prior",
                  "x + α",
                  "n + α + β",
                  "per 10,000 names and month",
                  "10,000 × (x + α) / (n + α + β), α and β of the policy, fixed and dated: nobody's number moves because of another's."
                      + ROUNDING,
                  "As for flow-rate.",
                  "The rules for few names (reward, exit) and the watch gate.",
                  "Bayes' rule with a beta prior; fitted by Kleinman, Journal of the American Statistical Association 68 (1973) 46",
                  List.of(change(1, FIRST, "First definition."))),
              new Definition(
                  "rate-ratio",
                  1,
                  "Rate against the rest of the zone",
                  "x / n of the registrar.",
                  "(X − x) / (N − n) of all other accredited registrars together.",
                  "times",
                  "The ratio with an interval on its logarithm; exact where either side has no abuse.",
                  "The registrar itself, from the rest.",
                  "The intervention gate: what hits the whole zone cancels out.",
                  "Katz and others, Biometrics 34 (1978) 469",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "funnel-limit",
                  1,
                  "Limit of the funnel",
                  "The common rate of all others with names enough.",
                  "The registrar's own size.",
                  "per 10,000 names and month",
                  "Over-dispersed limits with additive random effects, winsorised; exact binomial limits where few domains are"
                      + " expected. The registrar itself is left out of target and spread.",
                  "Registrars with fewer names than the policy's minimum.",
                  "Watch and intervention gates.",
                  "Spiegelhalter, Statistics in Medicine 24 (2005) 1185; Quality and Safety in Health Care 14 (2005) 347",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "false-discovery",
                  1,
                  "Control of false discoveries",
                  "P(X′ ≥ x) of the exact conditional test against the rest of the zone.",
                  "The tests of all accredited registrars of the month.",
                  "adjusted probability",
                  "Step-up adjustment of all probabilities of the month.",
                  "Registrars without names.",
                  "The intervention gate: with many registrars some look bad by chance.",
                  "Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "persistence",
                  1,
                  "Lasting abuse",
                  "Mature months in which all clauses on a single month held, each with a campaign of its own.",
                  "The last months that the policy observes.",
                  "months",
                  "The largest number of months that can be given campaigns of their own: a campaign that spans two months counts for"
                      + " one.",
                  "Months whose data are open: neither for nor against anybody.",
                  "The intervention gate.",
                  "Bailiwick",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "design-effect",
                  1,
                  "Design effect of campaigns",
                  "Σ c² over the sizes c of campaigns: names registered together.",
                  "Σ c",
                  "times",
                  "Σ c² / Σ c; effective number x / (Σ c² / Σ c).",
                  "Nothing.",
                  "Shown with the count of the intervention gate.",
                  "Kish, Survey Sampling (1965)",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "fragility",
                  1,
                  "Stability when counted otherwise",
                  "Other ways to count that give the opposite result.",
                  "Without each source family in turn, with all classes of abused domains, by new registrations.",
                  "ways",
                  "The intervention gate asked again for each way to count.",
                  "Ways that cannot be judged.",
                  "An intervention gate that is fragile does not hold.",
                  "Bailiwick",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "months-above-line",
                  1,
                  "Recurrence",
                  "Months of the month and the twelve before it whose rate was above T_a.",
                  "Those of them that had a rate.",
                  "months",
                  "Counted.",
                  "Months in which a day has no evidence of names.",
                  "Shown; enters no gate.",
                  "Bailiwick",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "cluster-concentration",
                  1,
                  "Concentration in campaigns",
                  "The largest group of malicious domains that were registered together; the squares of all groups' shares.",
                  "All malicious domains of the month.",
                  "share, index from 0 to 1",
                  "Largest share; Herfindahl and Hirschman's index Σ (c / x)²; design effect beside it.",
                  "Nothing.",
                  "Shown; enters no gate.",
                  "Herfindahl (1950); Hirschman (1945)",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "unknown-band",
                  1,
                  "Band of the unknown",
                  "x with none, and with all, of the domains of which nobody knows whether they were registered for the abuse.",
                  "As for flow-rate.",
                  "per 10,000 names and month",
                  "10,000 × x / n for both.",
                  "Domains that were broken into and platforms.",
                  "Shown; enters no gate.",
                  "Bailiwick",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "foreign-indexes",
                  1,
                  "Indexes of others, to compare with",
                  "x of flow-rate.",
                  "n of flow-rate.",
                  "index",
                  "As Spamhaus ranks: (x / n) ln x, 0 for none. As Interisle scores: 10,000 × x / n.",
                  "As for flow-rate.",
                  "Shown to compare with what others publish; never for a gate or a reward.",
                  "Spamhaus, badness index; Interisle, Phishing Landscape",
                  List.of(change(1, SECOND, "First definition."))),
              new Definition(
                  "peer-group",
                  1,
                  "Others of the same size",
                  "Median and quartiles of their rates.",
                  "Five or more accredited registrars of one class of size (powers of ten, joined until there are five).",
                  "per 10,000 names and month, to a tenth",
                  "Between neighbours in proportion.",
                  "The registrar itself; fewer than five are not shown.",
                  "Shown; enters no gate.",
                  "Bailiwick",
                  List.of(change(1, SECOND, "First definition."))))
          .sorted(Comparator.comparing(Definition::id))
          .toList();

  private Definitions() {}

  /** All, by their names. */
  public static List<Definition> all() {
    return ALL;
  }

  /** The one of a name. */
  public static Optional<Definition> of(String id) {
    return ALL.stream().filter(definition -> definition.id().equals(id)).findFirst();
  }

  private static Definition.Change change(int version, LocalDate since, String what) {
    return new Definition.Change(version, since, what);
  }
}
