package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.launcher.demo.RegistrarProfile.Role;
import io.bailiwick.launcher.suite.SuiteService;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The second question, how much and how sure: runs, scores, gates, and the policy behind them. */
final class Scores {
  /** The month from which on the changed policy is in force. */
  static final YearMonth NEW_POLICY_FROM = YearMonth.of(2026, 6);

  private static final Duration SCORES_FOLLOW = Duration.ofMinutes(2);
  private static final double Z = 1.959963984540054;

  private final People people;
  private final Comparison comparison;
  private final Output out;
  private String publication = "";
  private final Map<YearMonth, JsonNode> runs = new LinkedHashMap<>();
  private final Map<YearMonth, List<JsonNode>> scores = new LinkedHashMap<>();

  Scores(People people, Comparison comparison, Output out) {
    this.people = people;
    this.comparison = comparison;
    this.out = out;
  }

  /** One person proposes six abused names as the least for an intervention, another approves it. */
  void changePolicy() throws InterruptedException {
    JsonNode policies = people.policyEditor(SuiteService.SCORING).get("/v1/policies?kind=scoring");
    JsonNode shipped = policies.path("items").path(0);
    ObjectNode document = shipped.path("document").deepCopy();
    ((ObjectNode) document.path("intervention")).put("minimumDomains", 6);
    LocalDate from = NEW_POLICY_FROM.atDay(1);
    JsonNode proposed =
        people
            .policyEditor(SuiteService.SCORING)
            .post(
                "/v1/policies",
                Map.of(
                    "kind",
                    "scoring",
                    "effectiveFrom",
                    from,
                    "reason",
                    "Six names at least, so that five of one campaign are not enough",
                    "document",
                    document));
    Map<String, String> reason = Map.of("reason", "Read, and agreed");
    String path = "/v1/policies/" + proposed.path("id").asText() + "/approval";
    comparison.same(
        "approval by the proposer",
        403,
        people.policyEditor(SuiteService.SCORING).tryPost(path, reason).status());
    JsonNode approved = people.policyApprover(SuiteService.SCORING).post(path, reason);
    comparison.same("state of the approved policy", "APPROVED", approved.path("state").asText());
    out.printf(
        "  policy \"scoring\" version %d: at least 6 names instead of 5, from %s on; proposed by edda, approved by april%n",
        approved.path("version").asInt(), from);
  }

  /** Scores a month and keeps what came out. */
  void run(YearMonth month) throws InterruptedException {
    Api scorer = people.scorer();
    long started = System.nanoTime();
    JsonNode run = scorer.post("/v1/runs", Map.of("month", month.toString()));
    JsonNode again = scorer.post("/v1/runs", Map.of("month", month.toString()));
    comparison.same("scoring " + month + " again", run, again);
    comparison.that(run.path("mature").asBoolean(), month + " is scored when it is mature");
    comparison.same(
        "version of the scoring policy for " + month,
        month.isBefore(NEW_POLICY_FROM) ? 1 : 2,
        run.path("policyVersion").asInt());
    runs.put(month, run);
    scores.put(month, scorer.all("/v1/runs/" + run.path("id").asText() + "/scores"));
    out.printf(
        "           scored %s: %d registrars, reward gate holds for %d, intervention gate for %d (snapshot %.12s…, policy version %d, %.1f s)%n",
        month,
        run.path("registrars").asInt(),
        run.path("rewardHolds").asInt(),
        run.path("interventionHolds").asInt(),
        run.path("snapshotSha256").asText(),
        run.path("policyVersion").asInt(),
        (System.nanoTime() - started) / 1e9);
  }

  /** Lets each registrar look at its result before it counts. */
  void preview(YearMonth month) throws InterruptedException {
    JsonNode opened =
        people
            .scorer()
            .post(
                "/v1/publications",
                Map.of("month", month.toString(), "reason", "For a look before it counts"));
    comparison.same("state of the preview", "PREVIEW", opened.path("state").asText());
    publication = "/v1/publications/" + opened.path("id").asText();
    comparison.same(
        "publication by who opened the preview",
        403,
        people.scorer().tryPost(publication + "/approval", approval(opened)).status());
    out.printf(
        "           preview of %s opened by sven, until %.10s%n",
        month, opened.path("previewEndsAt").asText());
  }

  /**
   * Another person publishes it, once all that ingest told is in the scores.
   *
   * @return the run that is published
   */
  String publish(YearMonth month) throws InterruptedException {
    JsonNode preview = people.publisher().get(publication);
    long deadline = System.nanoTime() + SCORES_FOLLOW.toNanos();
    Api.Answer answer = people.publisher().tryPost(publication + "/approval", approval(preview));
    while (answer.status() != 200 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(500);
      preview = people.publisher().get(publication);
      answer = people.publisher().tryPost(publication + "/approval", approval(preview));
    }
    JsonNode published = answer.body();
    comparison.same("state of the publication", "PUBLISHED", published.path("state").asText());
    out.printf(
        "           %s published by paula: %d of %d registrars%n",
        month, published.path("published").asInt(), published.path("registrars").asInt());
    return published.path("runId").asText();
  }

  private static Map<String, String> approval(JsonNode preview) {
    return Map.of("runId", preview.path("runId").asText(), "reason", "Two weeks are over");
  }

  JsonNode runOf(YearMonth month) {
    JsonNode run = runs.get(month);
    if (run == null) {
      throw new IllegalStateException(month + " has not been scored");
    }
    return run;
  }

  /** Scores of a month by registrar. */
  Map<Integer, JsonNode> of(YearMonth month) {
    Map<Integer, JsonNode> byRegistrar = new TreeMap<>();
    scores
        .getOrDefault(month, List.of())
        .forEach(score -> byRegistrar.put(score.path("registrar").asInt(), score));
    return byRegistrar;
  }

  void compare(Truth truth) {
    for (YearMonth month : scores.keySet()) {
      Map<Integer, JsonNode> found = of(month);
      comparison.same(
          "registrars scored in " + month, truth.world().registrars().size(), found.size());
      for (RegistrarProfile registrar : truth.world().registrars()) {
        JsonNode score = found.get(registrar.ianaId());
        if (score == null) {
          comparison.that(false, "no score of %s in %s".formatted(registrar.name(), month));
        } else {
          compare(truth, month, registrar, score);
        }
      }
    }
  }

  private void compare(Truth truth, YearMonth month, RegistrarProfile registrar, JsonNode score) {
    Portfolio book = truth.world().book(registrar.ianaId(), month);
    int x = truth.counted(registrar.ianaId(), month);
    double n = book.dumSum / (double) book.days;
    String what = "score of %d in %s: ".formatted(registrar.ianaId(), month);
    comparison.same(what + "domains", x, score.path("domains").asInt());
    comparison.same(
        what + "sum of domains under management", book.dumSum, score.path("dumSum").asLong());
    comparison.near(what + "rate", 10_000 * x / n, score.path("ratePer10k").asDouble(), 0.0001);
    double p = x / n;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    comparison.near(
        what + "Wilson, lower",
        10_000 * Math.max(0, centre - half),
        score.path("wilsonLower").asDouble(),
        0.0001);
    comparison.near(
        what + "Wilson, upper",
        10_000 * Math.min(1, centre + half),
        score.path("wilsonUpper").asDouble(),
        0.0001);
    String intervention = score.path("intervention").path("state").asText();
    String reward = score.path("reward").path("state").asText();
    if (registrar.role() == Role.REGISTRY) {
      comparison.same(what + "intervention gate of the registry", "NOT_ASSESSABLE", intervention);
      comparison.same(what + "reward gate of the registry", "NOT_ASSESSABLE", reward);
      return;
    }
    // High in March, April and June, and in July: so three of four months hold from June on, and
    // for nobody else.
    boolean persistent =
        registrar.role() == Role.PERSISTENT && !month.isBefore(YearMonth.of(2026, 6));
    comparison.same(
        what + "intervention gate", persistent ? "HOLDS" : "DOES_NOT_HOLD", intervention);
    switch (registrar.role()) {
      case CLEAN_SMALL ->
          comparison.same(
              what + "reward gate of the clean small one", "HOLDS_PROVISIONALLY", reward);
      case PERSISTENT -> {
        if (!month.isBefore(YearMonth.of(2026, 3))) {
          comparison.same(what + "reward gate", "DOES_NOT_HOLD", reward);
        }
      }
      case TWO_NAMES -> {
        boolean before = month.isBefore(YearMonth.of(2026, 5));
        comparison.same(
            what + "reward gate", before ? "HOLDS_PROVISIONALLY" : "DOES_NOT_HOLD", reward);
      }
      case BURST, ORDINARY, REGISTRY -> {}
    }
  }

  /** A registrar sees its own scores, and cannot tell those of another from none. */
  void showScope() throws InterruptedException {
    Api own = people.registrar(SuiteService.SCORING, 90001);
    int mine = own.all("/v1/scores?registrar=90001").size();
    comparison.same("own scores of a registrar", scores.size(), mine);
    int foreign = own.tryGet("/v1/scores?registrar=90002").status();
    int unknown = own.tryGet("/v1/scores?registrar=99999").status();
    comparison.same("another's scores for a registrar", 404, foreign);
    comparison.same("scores of nobody for a registrar", 404, unknown);
    out.printf(
        "  registrar 90001 asks for its own scores: %d months; for those of 90002: %d; for those of nobody: %d%n",
        mine, foreign, unknown);
  }
}
