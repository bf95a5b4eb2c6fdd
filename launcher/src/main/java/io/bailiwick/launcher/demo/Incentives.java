package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.suite.SuiteService;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The third question, what is earned: the index, a promotion, who qualifies, and the ledger. */
final class Incentives {
  static final Instant STARTS = Instant.parse("2026-08-01T00:00:00Z");
  static final Instant ENDS = Instant.parse("2026-09-01T00:00:00Z");
  private static final BigDecimal BASELINE = new BigDecimal("80");
  private static final BigDecimal AMOUNT = new BigDecimal("1.25");
  private static final Set<Integer> YEARS = Set.of(1, 2, 3);

  private final People people;
  private final Comparison comparison;
  private final Output out;
  private final Map<YearMonth, String> evaluations = new LinkedHashMap<>();
  private final Map<YearMonth, List<JsonNode>> results = new LinkedHashMap<>();
  private final Set<Integer> enrolled = new TreeSet<>();
  private Map<Integer, BigDecimal> owed = Map.of();
  private String promotion = "";

  Incentives(People people, Comparison comparison, Output out) {
    this.people = people;
    this.comparison = comparison;
    this.out = out;
  }

  /** Evaluates a month for a look ahead: possible once its renewals are closed and it is scored. */
  void evaluate(YearMonth month) throws InterruptedException {
    evaluate(month, "PROVISIONAL", "index of " + month);
  }

  private void evaluate(YearMonth month, String purpose, String what) throws InterruptedException {
    Api manager = people.accountManager();
    JsonNode evaluation =
        manager.post("/v1/evaluations", Map.of("month", month.toString(), "purpose", purpose));
    String id = evaluation.path("id").asText();
    evaluations.put(month, id);
    List<JsonNode> all = manager.all("/v1/evaluations/" + id + "/results");
    results.put(month, all);
    Map<String, Integer> states = new TreeMap<>();
    all.forEach(result -> states.merge(result.path("state").asText(), 1, Integer::sum));
    out.printf("           %s: %s%n", what, states);
  }

  /**
   * One person writes the promotion, another publishes it; then the index of a month, from its
   * published scores, says who may take part.
   */
  void offer(YearMonth month) throws InterruptedException {
    Api manager = people.accountManager();
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("startsAt", STARTS);
    terms.put("endsAt", ENDS);
    terms.put("baseline", BASELINE);
    terms.put("rewardGatePolicyVersion", 1);
    terms.put("incentive", Map.of("model", "PER_CREATE", "amount", AMOUNT, "currency", "USD"));
    terms.put("years", YEARS);
    terms.put("limitedDurationDisclosure", "This offer ends on 1 September 2026 at 00:00 UTC.");
    JsonNode draft =
        manager.post(
            "/v1/promotions",
            Map.of("name", "august-2026", "title", "August creates 2026", "terms", terms));
    promotion = draft.path("id").asText();
    comparison.same("state of a new promotion", "DRAFT", draft.path("state").asText());
    String publication = "/v1/promotions/" + promotion + "/publication";
    comparison.same(
        "publication by the author", 403, manager.tryPost(publication, Map.of()).status());
    JsonNode published = people.finance().post(publication, Map.of());
    comparison.same("state of the promotion", "PUBLISHED", published.path("state").asText());
    String qualifications = "/v1/promotions/" + promotion + "/qualifications";
    comparison.same(
        "qualification by a look ahead",
        409,
        manager
            .tryPost(qualifications, Map.of("evaluationId", evaluations.getOrDefault(month, "")))
            .status());
    evaluate(month, "QUALIFYING", "index of " + month + " from the published scores");
    JsonNode summary =
        manager.post(qualifications, Map.of("evaluationId", evaluations.getOrDefault(month, "")));
    out.printf(
        "           promotion august-2026 (USD %s per create, index %s or more), written by mara, published by finn: %d pre-qualified, %d not, %d not assessed%n",
        AMOUNT,
        BASELINE,
        summary.path("preQualified").asInt(),
        summary.path("notQualified").asInt(),
        summary.path("notAssessed").asInt());
  }

  /** All who are pre-qualified accept the terms; who is not cannot. */
  void enrol() throws InterruptedException {
    Api manager = people.accountManager();
    String path = "/v1/promotions/" + promotion + "/enrolments";
    for (JsonNode qualification : manager.all("/v1/promotions/" + promotion + "/qualifications")) {
      int registrar = qualification.path("registrar").asInt();
      if (qualification.path("state").asText().equals("PRE_QUALIFIED")
          && registrar != RegistrarProfile.REGISTRY) {
        enrolled.add(registrar);
      } else if (registrar == RegistrarProfile.PERSISTENT) {
        comparison.same(
            "enrolment of a registrar that does not qualify",
            409,
            manager.tryPost(path, Map.of("registrars", List.of(registrar))).status());
      }
    }
    String terms = manager.get("/v1/promotions/" + promotion).path("termsSha256").asText();
    manager.post(
        "/v1/promotions/" + promotion + "/terms-acceptances",
        Map.of("registrars", enrolled, "termsSha256", terms, "reason", "Letters of July 2026"));
    JsonNode made = manager.post(path, Map.of("registrars", enrolled));
    comparison.same(
        "rows of one act of enrolment", enrolled.size(), made.path("enrolments").size());
    comparison.that(!enrolled.isEmpty(), "somebody qualifies for the promotion");
    comparison.that(
        !enrolled.contains(RegistrarProfile.PERSISTENT), "persistent abuse does not qualify");
    comparison.that(
        !enrolled.contains(RegistrarProfile.REGISTRY), "the registry does not pay itself");
    comparison.that(
        enrolled.contains(RegistrarProfile.CLEAN_SMALL), "the clean small registrar qualifies");
    out.printf("           enrolled: %s%n", enrolled);
  }

  /** Books what has been created and deleted since the last time. */
  void accrue() throws InterruptedException {
    JsonNode booked = people.finance().post("/v1/promotions/" + promotion + "/accruals", Map.of());
    out.printf(
        "           ledger: %,d registration events read, %d accrued, %d reversed (deleted in the add grace period)%n",
        booked.path("events").asLong(),
        booked.path("accrued").asInt(),
        booked.path("reversed").asInt());
  }

  /** States August for everybody, and shows one statement. */
  void state() throws InterruptedException {
    Api finance = people.finance();
    JsonNode issued =
        finance.post("/v1/statements", Map.of("period", "2026-08", "currency", "USD"));
    comparison.same(
        "statements of August", issued.path("issued").asInt(), issued.path("statements").size());
    String statement = "/v1/statements/" + issued.path("statements").path(0).asText();
    JsonNode one = finance.get(statement);
    out.printf(
        "           %d statements of August; %s for registrar %d: %s opening, %d lines, %s closing (%s/document.html)%n",
        issued.path("issued").asInt(),
        one.path("number").asText(),
        one.path("registrar").asInt(),
        one.path("opening").asText(),
        one.path("lines").asInt(),
        one.path("closing").asText(),
        statement);
  }

  void compare(Truth truth) throws InterruptedException {
    compareIndex(truth);
    compareLedger(truth);
  }

  private void compareIndex(Truth truth) {
    for (Map.Entry<YearMonth, List<JsonNode>> month : results.entrySet()) {
      comparison.same(
          "registrars with an index in " + month.getKey(),
          truth.world().registrars().size(),
          month.getValue().size());
      for (JsonNode result : month.getValue()) {
        int id = result.path("registrar").asInt();
        Portfolio book = truth.world().book(id, month.getKey());
        String what = "index of %d in %s: ".formatted(id, month.getKey());
        double sum = 0;
        for (JsonNode kpi : result.path("kpis")) {
          sum += kpi.path("contribution").asDouble();
          boolean assessed = kpi.path("state").asText().equals("ASSESSED");
          switch (kpi.path("kpi").asText()) {
            case "RENEWAL" ->
                compareKpi(what + "renewal", assessed, book.renewalsDone(), book.renewalsDue, kpi);
            case "DNSSEC" -> compareKpi(what + "DNSSEC", assessed, book.signed, book.closing, kpi);
            case "TERM" -> compareKpi(what + "term", assessed, book.termYears, book.creates, kpi);
            case "USAGE", "SSL" ->
                comparison.that(
                    !assessed,
                    what + "nothing has been probed, so there is no " + kpi.path("kpi").asText());
            default -> {}
          }
        }
        if (result.path("state").asText().equals("ASSESSED")) {
          // Six contributions, each rounded for itself.
          comparison.near(
              what + "sum of the contributions", sum, result.path("index").asDouble(), 0.03);
        }
      }
    }
  }

  private void compareKpi(
      String what, boolean assessed, long numerator, long denominator, JsonNode kpi) {
    if (assessed) {
      comparison.near(what + ", numerator", numerator, kpi.path("numerator").asDouble(), 0);
      comparison.near(what + ", denominator", denominator, kpi.path("denominator").asDouble(), 0);
    } else {
      comparison.that(denominator < 10, what + ": not assessed although there are " + denominator);
    }
  }

  private void compareLedger(Truth truth) throws InterruptedException {
    Map<Integer, Integer> names = new TreeMap<>();
    for (Registration created : truth.world().registrations()) {
      int registrar = created.creator.ianaId();
      boolean earns =
          enrolled.contains(registrar)
              && !created.created.isBefore(STARTS)
              && created.created.isBefore(ENDS)
              && YEARS.contains(created.years());
      Instant purged = created.purged;
      boolean kept = purged == null || Duration.between(created.created, purged).toDays() >= 5;
      if (earns && kept) {
        names.merge(registrar, 1, Integer::sum);
      }
    }
    Map<Integer, BigDecimal> expected = new TreeMap<>();
    names.forEach(
        (registrar, n) -> expected.put(registrar, AMOUNT.multiply(BigDecimal.valueOf(n))));
    Map<Integer, BigDecimal> found = new TreeMap<>();
    for (JsonNode balance : people.finance().all("/v1/ledger/balances?promotion=" + promotion)) {
      BigDecimal owes = new BigDecimal(balance.path("owed").asText());
      if (owes.signum() != 0) {
        found.put(balance.path("registrar").asInt(), owes.setScale(2));
      }
    }
    owed = found;
    comparison.same("what is owed", expected, found);
    BigDecimal debit = BigDecimal.ZERO;
    BigDecimal credit = BigDecimal.ZERO;
    for (JsonNode entry : people.finance().all("/v1/ledger/entries?promotion=" + promotion)) {
      BigDecimal amount = new BigDecimal(entry.path("amount").asText());
      if (entry.path("side").asText().equals("DEBIT")) {
        debit = debit.add(amount);
      } else {
        credit = credit.add(amount);
      }
    }
    comparison.that(
        debit.signum() > 0 && debit.compareTo(credit) == 0,
        "debit %s equals credit %s".formatted(debit, credit));
  }

  /** Results of a month by registrar. */
  Map<Integer, JsonNode> of(YearMonth month) {
    Map<Integer, JsonNode> byRegistrar = new TreeMap<>();
    results
        .getOrDefault(month, List.of())
        .forEach(result -> byRegistrar.put(result.path("registrar").asInt(), result));
    return byRegistrar;
  }

  /** What is owed to a registrar; zero for most. */
  BigDecimal owedTo(int registrar) {
    return owed.getOrDefault(registrar, BigDecimal.ZERO);
  }

  /** A registrar sees its own ledger only. */
  void showScope() throws InterruptedException {
    int foreign =
        people
            .registrar(SuiteService.QPI, 90001)
            .tryGet("/v1/ledger/entries?registrar=90002")
            .status();
    comparison.same("another's ledger for a registrar", 404, foreign);
  }
}
