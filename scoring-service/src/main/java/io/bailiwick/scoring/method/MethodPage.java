package io.bailiwick.scoring.method;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.markup.Markup;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.scoring.explanation.Formula;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.statistics.BetaPrior;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import io.bailiwick.scoring.statistics.SampleSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The method on a page that anybody may read, made from an approved policy: what is counted, how
 * sure it is, what every gate asks with the policy's numbers, an example that the same code
 * computes, and what a registrar can do.
 *
 * @param policy approved; a proposal is nobody's method
 * @param inForce whether it is the one in force today
 * @param versions every approved version, the newest first
 */
public record MethodPage(
    PolicyVersion<ScoringPolicy> policy,
    boolean inForce,
    List<PolicyVersion<ScoringPolicy>> versions) {

  /** The media type of {@link #html()}. */
  public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

  private static final String STYLE =
      """
      *{box-sizing:border-box}
      body{font:16px/1.5 "Noto Sans","Liberation Sans",Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:48rem;margin:0 auto;padding:16px;overflow-wrap:anywhere}
      h1{font-size:1.7rem;line-height:1.2;margin:0 0 8px}
      h2{font-size:1.25rem;margin:32px 0 8px;border-bottom:2px solid #1a1a1a}
      h3{font-size:1.05rem;margin:20px 0 4px}
      p,ul{margin:4px 0 10px}
      table{border-collapse:collapse;width:100%;margin:0 0 12px}
      caption{text-align:left;font-weight:600;padding:4px 0}
      th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid #c8c8c8}
      a{color:#0b4f9e}
      .small{font-size:.85rem;color:#4a4a4a}
      .notice{border-left:4px solid #8a5a00;padding:4px 12px}
      @media print{body{font-size:11px;max-width:none}}
      """;

  /** Allows the page its own style sheet and nothing else: no script, no request, no frame. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
          .formatted(
              Base64.getEncoder()
                  .encodeToString(Hashes.sha256(STYLE.getBytes(StandardCharsets.UTF_8))));

  private static final int EXAMPLE_DOMAINS = 12;
  private static final int EXAMPLE_NAMES = 5000;

  /** The page. */
  public String html() {
    Markup page = new Markup();
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", "How abuse is measured").style(STYLE).close();
    page.open("body").open("main");
    page.element("h1", "How abuse is measured");
    which(page);
    counted(page);
    certainty(page);
    gates(page);
    example(page);
    definitions(page);
    registrars(page);
    history(page);
    page.close().close().close();
    return "<!DOCTYPE html>\n" + page.finished() + "\n";
  }

  private void which(Markup page) {
    ScoringPolicy rules = policy.document();
    page.element(
        "p",
        "By version %d of the scoring policy, in force from %s. Months that began before are judged by the version that was in force on"
                .formatted(policy.version(), policy.effectiveFrom())
            + " their first day: nobody is judged by numbers from after the month began.");
    if (!inForce) {
      page.element(
          "p",
          "This version is not the one in force today. That one is at /v1/method.",
          "class",
          "notice");
    }
    page.element("p", "Where the numbers come from: " + rules.basis());
  }

  private void counted(Markup page) {
    ScoringPolicy rules = policy.document();
    page.element("h2", "What is counted");
    list(
        page,
        "A domain counts once in the month in which its abuse began, whatever the number of addresses, lists and reports.",
        "It counts if it was registered for the abuse. Names that were broken into, platforms that serve others, and names of which"
            + " nobody knows are shown apart and enter no rate.",
        "It counts from this evidence on: " + evidence() + ".",
        "It is held against the registrar that sponsored it when the abuse was first seen; a later transfer moves nothing.",
        "The rate is the number of such domains for every 10,000 names that the registrar had under management, on the mean of all"
            + " days of the month.",
        "A month is judged %d days after its end, when reports have come in and names have been looked at."
            .formatted(rules.maturityDays()));
  }

  private String evidence() {
    return switch (policy.document().minimumEvidence()) {
      case LISTED -> "one source named it";
      case CORROBORATED ->
          "two source families that are independent of each other named it, or a person looked at it";
      case VALIDATED -> "a person looked at it";
    };
  }

  private void certainty(Markup page) {
    ScoringPolicy rules = policy.document();
    page.element("h2", "How sure a rate is");
    page.element(
        "p",
        "Few names say little: a registrar with 200 names and one bad one may be careful or careless. So every rate has bounds, doubt"
            + " always favours the registrar, and size alone never fails anybody.");
    list(
        page,
        "Shown: the interval of Wilson (1927), two-sided, %s."
            .formatted(percent(rules.displayConfidence())),
        "Against a registrar: only the lower bound of Clopper and Pearson (1934) counts, one-sided, %s."
            .formatted(percent(rules.intervention().confidence())),
        "For a reward: only the upper bound, one-sided, %s. Without any abuse it takes %s names times months to prove a rate of %s;"
                .formatted(
                    percent(rules.reward().confidence()),
                    String.format(Locale.ROOT, "%,d", needed()),
                    plain(rules.reward().thresholdPer10k()))
            + " whoever has fewer passes by the rule for few names.",
        "The rule for few names weighs what was seen with a prior of %s per 10,000 worth %s names, fixed and published on %s."
            .formatted(
                plain(priorMean().setScale(rules.decimals(), RoundingMode.HALF_UP)),
                plain(rules.prior().alpha().add(rules.prior().beta())),
                rules.prior().publishedOn()));
  }

  private BigDecimal priorMean() {
    ScoringPolicy.Prior prior = policy.document().prior();
    return prior
        .alpha()
        .movePointRight(4)
        .divide(prior.alpha().add(prior.beta()), 12, RoundingMode.HALF_UP);
  }

  private long needed() {
    ScoringPolicy.Reward reward = policy.document().reward();
    return (long)
        Math.ceil(
            SampleSize.namesWithoutEvents(
                reward.thresholdPer10k().doubleValue() / 10_000,
                reward.confidence().doubleValue()));
  }

  private void gates(Markup page) {
    ScoringPolicy rules = policy.document();
    ScoringPolicy.Reward reward = rules.reward();
    ScoringPolicy.Intervention intervention = rules.intervention();
    page.element("h2", "What follows, and when");
    page.element(
        "p",
        "Five gates say what a month means. Each is a list of clauses with numbers; nobody is judged by rank, and the same numbers give"
            + " the same result, always. Where the data do not allow a statement, the gate says so, and that is never held against"
            + " a registrar.");
    page.element("h3", "Data first");
    list(
        page,
        "Asked of every month: "
            + labels(rules.data().clauses())
            + "."
            + (rules.data().clauses().contains(Clause.FEED_HEALTH)
                ? " Each feed must have been healthy on %d days."
                    .formatted(rules.data().minimumHealthyDays())
                : ""),
        "Not asked by this policy: "
            + labels(
                Arrays.stream(Clause.values())
                    .filter(c -> c.isOfData() && !rules.data().clauses().contains(c))
                    .toList())
            + ".");
    page.element("h3", "Reward gate");
    list(
        page,
        "The rate is at most %s per 10,000 with %s confidence (threshold T_q)."
            .formatted(plain(reward.thresholdPer10k()), percent(reward.confidence())),
        "Counted over %s months, whichever is the first that is expected to hold names enough, fixed before the month from the twelve"
                .formatted(
                    reward.windowsInMonths().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")))
            + " months before it.",
        "Or, provisionally: at most %s, and a rate of at most %s when weighed with the prior."
            .formatted(
                domains(reward.provisionalMaximumDomains()), plain(reward.thresholdPer10k())));
    page.element("h3", "Watch gate");
    list(
        page,
        "Above the %s limit of the funnel of all others, or a rate above %s with a probability of more than %s by the prior. Nothing"
                .formatted(
                    percent(
                        BigDecimal.ONE.subtract(
                            rules.watch().funnelTail().multiply(BigDecimal.TWO))),
                    plain(intervention.thresholdPer10k()),
                    plain(rules.watch().probability()))
            + " follows from it.");
    page.element("h3", "Intervention gate");
    page.element("p", "Only where all of these hold, and then a person decides:");
    list(
        page,
        "At least %d domains, named by at least %d independent source families."
            .formatted(intervention.minimumDomains(), intervention.minimumFamilies()),
        "The rate is above %s per 10,000 with %s confidence (threshold T_a)."
            .formatted(plain(intervention.thresholdPer10k()), percent(intervention.confidence())),
        "It is certainly more than %s times that of all other registrars together (%s): what hits the whole zone brings in nobody."
            .formatted(plain(intervention.minimumRatio()), percent(intervention.ratioConfidence())),
        "It is above the %s limit of the funnel of all others, with the spread that there is among them."
            .formatted(
                percent(
                    BigDecimal.ONE.subtract(intervention.funnelTail().multiply(BigDecimal.TWO)))),
        "It is not one of those that look bad by chance where many are looked at: at most %s of those flagged."
            .formatted(percent(intervention.falseDiscoveries())),
        "So in %d of the last %d mature months, each with a campaign of its own."
            .formatted(intervention.monthsRequired(), intervention.monthsObserved()),
        "And the result is the same without any one source family, with all classes of abuse, and by new registrations (against %s per"
                .formatted(plain(intervention.newRegistrationsPer10k()))
            + " 10,000 of those).");
    page.element("h3", "Acute gate");
    list(
        page,
        "At least %d domains that a person looked at, named by %d families, and a rate above %s times T_a with %s confidence; exempt from"
                .formatted(
                    rules.acute().minimumDomains(),
                    rules.acute().minimumFamilies(),
                    plain(rules.acute().timesThreshold()),
                    percent(rules.acute().confidence()))
            + " the wait for maturity.");
    page.element("h3", "Exit gate");
    list(
        page,
        "In each of the last %d mature months the rate was below %s per 10,000 with %s confidence, or there were at most %s and a"
                .formatted(
                    rules.exit().months(),
                    plain(intervention.exitThresholdPer10k()),
                    percent(rules.exit().confidence()),
                    domains(rules.exit().maximumDomains()))
            + " rate below it when weighed with the prior. Without abuse every registrar gets out.");
    page.open("table").element("caption", "The clauses as formulas");
    page.open("tr")
        .element("th", "Clause", "scope", "col")
        .element("th", "Formula", "scope", "col")
        .element("th", "Source", "scope", "col")
        .close();
    for (Clause clause : Clause.values()) {
      Formula formula = Formula.of(clause);
      page.open("tr")
          .element("td", clause.label())
          .element("td", formula.words())
          .element("td", formula.source().isEmpty() ? "counting" : formula.source())
          .close();
    }
    page.close();
  }

  private static String domains(int count) {
    return count == 1 ? "1 domain" : count + " domains";
  }

  private static String labels(List<Clause> clauses) {
    return clauses.isEmpty()
        ? "nothing"
        : clauses.stream().sorted().map(Clause::label).collect(Collectors.joining(", "));
  }

  /** With the functions that judge. */
  private void example(Markup page) {
    ScoringPolicy rules = policy.document();
    Rate rate = new Rate(EXAMPLE_DOMAINS, Exposure.of(EXAMPLE_NAMES));
    double shown = rules.displayConfidence().doubleValue();
    double lower =
        RateInterval.CLOPPER_PEARSON.lower(rate, rules.intervention().confidence().doubleValue());
    double upper =
        RateInterval.CLOPPER_PEARSON.upper(rate, rules.reward().confidence().doubleValue());
    BigDecimal mean =
        new BetaPrior(rules.prior().alpha(), rules.prior().beta())
            .posteriorMean(rate)
            .movePointRight(4);
    page.element("h2", "An example");
    page.element(
        "p",
        "A registrar with a mean of 5,000 names, of which 12 were first seen abused in the month, has a rate of 10,000 × 12 / 5,000 = %s."
            .formatted(per10k(rate.toDouble())));
    list(
        page,
        "Shown with it: %s to %s (Wilson)."
            .formatted(
                per10k(RateInterval.WILSON.twoSided(rate, shown).lower()),
                per10k(RateInterval.WILSON.twoSided(rate, shown).upper())),
        "Lower bound %s, which is %s T_a = %s: the clause on the lower bound is %s, and the others still have to be."
            .formatted(
                per10k(lower),
                lower * 10_000 > rules.intervention().thresholdPer10k().doubleValue()
                    ? "above"
                    : "not above",
                plain(rules.intervention().thresholdPer10k()),
                lower * 10_000 > rules.intervention().thresholdPer10k().doubleValue()
                    ? "met"
                    : "not met"),
        "Upper bound %s, which is %s T_q = %s."
            .formatted(
                per10k(upper),
                upper * 10_000 <= rules.reward().thresholdPer10k().doubleValue()
                    ? "not above"
                    : "above",
                plain(rules.reward().thresholdPer10k())),
        "Weighed with the prior: %s."
            .formatted(plain(mean.setScale(rules.decimals(), RoundingMode.HALF_UP))));
  }

  private static void definitions(Markup page) {
    page.element("h2", "Definitions and their history");
    page.element(
        "p",
        "Each measure has a version; another definition starts a new series and is run beside the old one on at least three mature months"
            + " before it takes over. As data: /v1/definitions.");
    for (Definition definition : Definitions.all()) {
      page.element("h3", definition.title(), "id", definition.id());
      page.open("p").text("Name and version: ").element("strong", definition.name()).close();
      list(
          page,
          "Counted: " + definition.numerator(),
          "On: " + definition.denominator(),
          "Unit: " + definition.unit() + ".",
          "How: " + definition.formula(),
          "Left out: " + definition.leftOut(),
          "Decides: " + definition.usedFor(),
          "Source: " + definition.source() + ".");
      for (Definition.Change change : definition.history()) {
        page.element(
            "p",
            "Version %d, since %s: %s".formatted(change.version(), change.since(), change.what()),
            "class",
            "small");
      }
    }
  }

  private static void registrars(Markup page) {
    page.element("h2", "What a registrar can do");
    list(
        page,
        "See its own scores, every clause with its numbers, and what would change a result.",
        "See every name behind them, with the evidence down to the line that named it.",
        "Contest a name: as a false positive, as broken into rather than registered for abuse, or as not its own. Another person than the"
            + " one who files it decides, with reasons; where it is accepted, the month is scored again and the earlier version stays"
            + " readable.",
        "See how others of its size did, as a group of five or more and never by name.",
        "Compute every number again: the same frozen input and policy give the same bytes.");
  }

  private void history(Markup page) {
    page.element("h2", "Versions of the policy");
    page.open("ul");
    for (PolicyVersion<ScoringPolicy> version : versions) {
      page.open("li")
          .element(
              "a",
              "Version %d".formatted(version.version()),
              "href",
              "/v1/method/" + version.version())
          .text(", from %s".formatted(version.effectiveFrom()))
          .text(version.version() == policy.version() ? " (this page)" : "")
          .close();
    }
    page.close();
    page.element(
        "p", "SHA-256 of this version's document: " + policy.sha256() + ".", "class", "small");
  }

  private static void list(Markup page, String... items) {
    page.open("ul");
    for (String item : items) {
      page.element("li", item);
    }
    page.close();
  }

  private String per10k(double perName) {
    return plain(
        BigDecimal.valueOf(perName)
            .movePointRight(4)
            .setScale(policy.document().decimals(), RoundingMode.HALF_UP));
  }

  private static String percent(BigDecimal share) {
    return plain(share.movePointRight(2)) + " %";
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
