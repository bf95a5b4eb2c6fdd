package io.bailiwick.scoring.run;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import io.bailiwick.scoring.snapshot.Snapshot;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test scores the March of a year of its own. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class RunTest {

  @Inject Policies policies;
  @Inject ScoringPolicyKind kind;
  @Inject DataSource database;

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2026-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
  }

  private static Month marchOf(int year) {
    return Month.of(year, 3);
  }

  private static Response post(RequestSpecification caller, Object body) {
    return caller.contentType("application/json").body(body).post("/v1/runs");
  }

  private static Response run(Month month) {
    return post(As.role(Role.SCORING_OPERATOR), Map.of("month", month.toString()));
  }

  private static ValidatableResponse scores(String runId) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/runs/" + runId + "/scores").then().statusCode(200);
  }

  @Test
  void scoresEveryRegistrarOfTheMonth() {
    Ingest.year(marchOf(2001));
    Response response = run(marchOf(2001));
    String id = response.path("id");
    response
        .then()
        .statusCode(201)
        .header("Location", containsString("/v1/runs/" + id))
        .body("month", equalTo("2001-03"))
        .body("version", equalTo(1))
        .body("supersedes", nullValue())
        .body("mature", equalTo(true))
        .body("policyVersion", equalTo(1))
        .body("snapshotSha256", matchesRegex("[0-9a-f]{64}"))
        .body("registrars", equalTo(5))
        .body("rewardHolds", equalTo(2))
        .body("interventionHolds", equalTo(1))
        .body("notAssessable", equalTo(2));
    scores(id)
        .body("items.registrar", equalTo(List.of(9999, 90001, 90002, 90003, 90004)))
        .body("items.find{it.registrar==90001}.domains", equalTo(12))
        .body("items.find{it.registrar==90001}.meanDum", equalTo(5000))
        .body("items.find{it.registrar==90001}.ratePer10k", equalTo(24))
        .body("items.find{it.registrar==90001}.clopperPearsonLowerOneSided", equalTo(13.8541f))
        .body("items.find{it.registrar==90001}.families", equalTo(3))
        .body("items.find{it.registrar==90001}.intervention.state", equalTo("HOLDS"))
        .body("items.find{it.registrar==90001}.reward.state", equalTo("DOES_NOT_HOLD"))
        .body(
            "items.find{it.registrar==90001}.intervention.clauses.clause",
            equalTo(
                List.of(
                    "ACCREDITED",
                    "MATURE_MONTH",
                    "DUM_EVIDENCE",
                    "FEED_HEALTH",
                    "FEED_EPOCH",
                    "DUM_RECONCILIATION",
                    "COUNT",
                    "SOURCE_FAMILIES",
                    "LOWER_BOUND",
                    "RATE_RATIO",
                    "FUNNEL",
                    "FALSE_DISCOVERY",
                    "PERSISTENCE",
                    "FRAGILITY")))
        .body("items.find{it.registrar==90001}.intervention.notInUse", empty())
        .body("items.find{it.registrar==90001}.fragile", equalTo(false))
        .body(
            "items.find{it.registrar==90001}.sensitivity.way",
            equalTo(
                List.of(
                    "WITHOUT_FAMILY",
                    "WITHOUT_FAMILY",
                    "WITHOUT_FAMILY",
                    "ALL_CLASSES",
                    "NEW_REGISTRATIONS")))
        .body("items.find{it.registrar==90001}.watch.state", equalTo("HOLDS"))
        .body("items.find{it.registrar==90001}.acute.state", equalTo("DOES_NOT_HOLD"))
        .body("items.find{it.registrar==90001}.exit.state", equalTo("DOES_NOT_HOLD"))
        .body("items.find{it.registrar==90002}.exit.state", equalTo("HOLDS"))
        .body("items.find{it.registrar==90001}.split.malicious", equalTo(12))
        .body("items.find{it.registrar==90001}.split.compromised", equalTo(4))
        .body("items.find{it.registrar==90001}.split.unknown", equalTo(2))
        .body("items.find{it.registrar==90001}.byThreat.PHISHING", equalTo(12))
        .body("items.find{it.registrar==90001}.byThreat.MALWARE", equalTo(1))
        .body("items.find{it.registrar==90001}.byThreat.SPAM", equalTo(0))
        .body("items.find{it.registrar==90002}.reward.state", equalTo("HOLDS_PROVISIONALLY"))
        .body("items.find{it.registrar==90002}.clopperPearsonUpper", equalTo(182.7534f))
        .body("items.find{it.registrar==90003}.reward.state", equalTo("HOLDS"))
        .body("items.find{it.registrar==90004}.reward.state", equalTo("NOT_ASSESSABLE"))
        .body("items.find{it.registrar==9999}.intervention.state", equalTo("NOT_ASSESSABLE"));
  }

  /** The header is the sample of W3C Trace Context. */
  @Test
  void tellsItsPeerTheTraceOfTheCallerAndASpanOfItsOwn() {
    Month march = marchOf(2031);
    Ingest.year(march);
    TestClock.set(Instant.parse("2031-07-01T12:00:00Z"));
    RequestSpecification caller =
        As.role(Role.SCORING_OPERATOR)
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    post(caller, Map.of("month", march.toString()))
        .then()
        .statusCode(201)
        .header("Trace-Id", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"));
    assertThat(SuiteResource.peers().find(getRequestedFor(urlPathMatching("/ingest/.*"))))
        .isNotEmpty()
        .allSatisfy(
            asked ->
                assertThat(asked.getHeader("traceparent"))
                    .as(asked.getUrl())
                    .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
                    .doesNotContain("00f067aa0ba902b7"));
  }

  @Test
  void givesTheSameRunAgainWhereNothingChanged() {
    Month march = marchOf(2002);
    Ingest.year(march);
    Response first = run(march);
    // The peer's stream moves on without a change to these months, and lists in another order.
    Ingest.in(march)
        .registrar(9999, "REGISTRY", 20, 0)
        .registrar(90001, "ACCREDITED", 5_000, 12)
        .registrar(90004, "TERMINATED", 50, 0)
        .registrar(90002, "ACCREDITED", 200, 0)
        .registrar(90003, "ACCREDITED", 100_000, 0)
        .sequence(99)
        .stub();
    TestClock.set(Instant.parse("2026-08-01T00:00:00Z"));
    Response again = run(march);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asString()).isEqualTo(first.asString());
    SuiteResource.peers().verifyThat(26, getRequestedFor(urlPathEqualTo("/ingest/v1/tallies")));
  }

  @Test
  void linksANewVersionToTheOneItCorrectsAndKeepsBoth() {
    Month march = marchOf(2003);
    Ingest.year(march);
    Response first = run(march);
    String firstScores = scores(first.path("id")).extract().asString();
    Ingest.typical(march, 3).stub();
    Response second = run(march);
    second
        .then()
        .statusCode(201)
        .body("version", equalTo(2))
        .body("supersedes", equalTo(first.<String>path("id")))
        .body("snapshotSha256", not(equalTo(first.<String>path("snapshotSha256"))))
        .body("interventionHolds", equalTo(0));
    assertThat(scores(first.path("id")).extract().asString()).isEqualTo(firstScores);
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/runs/" + first.path("id"))
        .then()
        .statusCode(200)
        .body("version", equalTo(1));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/runs?month=" + march)
        .then()
        .statusCode(200)
        .body("items.version", equalTo(List.of(1, 2)));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/scores?registrar=90001&month=" + march)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].runVersion", equalTo(2))
        .body("items[0].domains", equalTo(3));
    // Back to the first numbers is a third version, not the first one again.
    Ingest.typical(march, 12).stub();
    run(march)
        .then()
        .statusCode(201)
        .body("version", equalTo(3))
        .body("supersedes", equalTo(second.<String>path("id")))
        .body("snapshotSha256", equalTo(first.<String>path("snapshotSha256")));
  }

  @Test
  void makesANewVersionOnceTheMonthIsMature() {
    Month march = marchOf(2004);
    Ingest.year(march);
    TestClock.set(Instant.parse("2004-04-30T23:59:59Z"));
    run(march)
        .then()
        .statusCode(201)
        .body("mature", equalTo(false))
        .body("notAssessable", equalTo(5))
        .body("interventionHolds", equalTo(0));
    TestClock.set(Instant.parse("2004-05-01T00:00:00Z"));
    run(march)
        .then()
        .statusCode(201)
        .body("version", equalTo(2))
        .body("mature", equalTo(true))
        .body("interventionHolds", equalTo(1));
  }

  @Test
  void givesNoRateForAMonthWithADayWithoutEvidence() {
    Month march = marchOf(2005);
    Ingest.year(march);
    Ingest.typical(march, 12).missing("2005-03-07").stub();
    String id = run(march).then().statusCode(201).extract().path("id");
    scores(id)
        .body("items.find{it.registrar==90001}.days", equalTo(30))
        .body("items.find{it.registrar==90001}.ratePer10k", nullValue())
        .body("items.find{it.registrar==90001}.intervention.state", equalTo("NOT_ASSESSABLE"))
        .body("items.find{it.registrar==90001}.reward.summary", containsString("2005-03-07"));
  }

  @Test
  void canBeComputedAgainFromTheSnapshotByteForByte() throws IOException {
    Month march = marchOf(2006);
    Ingest.year(march);
    Response run = run(march);
    Response stored = As.role(Role.SCORING_OPERATOR).get("/v1/snapshots/" + run.path("snapshotId"));
    stored.then().statusCode(200).header("ETag", notNullValue());
    byte[] bytes = stored.asByteArray();
    assertThat(Hashes.sha256Hex(bytes)).isEqualTo(run.path("snapshotSha256"));
    Snapshot snapshot =
        CanonicalJson.read(new String(bytes, StandardCharsets.UTF_8), Snapshot.class);
    assertThat(CanonicalJson.bytes(snapshot)).isEqualTo(bytes);
    List<ScoreView> again =
        new Scorer(
                UUID.fromString(run.path("id")),
                1,
                snapshot,
                run.path("snapshotSha256"),
                policies.inForce(kind, march.firstDay()))
            .scores();
    String lines =
        As.role(Role.ABUSE_ANALYST)
            .accept("application/x-ndjson")
            .get("/v1/runs/" + run.path("id") + "/scores")
            .asString();
    assertThat(lines.lines().map(RunTest::canonical))
        .containsExactlyElementsOf(
            again.stream().map(score -> canonical(withoutNulls(score))).toList());
  }

  private static String canonical(String json) {
    try {
      return CanonicalJson.text(CanonicalJson.tree(json));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String withoutNulls(ScoreView score) {
    return CanonicalJson.text(stripped(CanonicalJson.map(score)));
  }

  private static Object stripped(Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        Map<String, Object> kept = new TreeMap<>();
        members.forEach(
            (name, member) -> {
              if (member != null) {
                kept.put(name.toString(), stripped(member));
              }
            });
        yield kept;
      }
      case List<?> items -> items.stream().map(RunTest::stripped).toList();
      default -> value;
    };
  }

  @Test
  void makesOneRunOfTwoRequestsAtOnce() throws Exception {
    Month march = marchOf(2007);
    Ingest.year(march);
    List<Future<Response>> answers;
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Response> request = () -> run(march);
      answers = pool.invokeAll(List.of(request, request, request));
    }
    assertThat(answers.stream().map(a -> a.resultNow().statusCode()))
        .containsExactlyInAnyOrder(201, 200, 200);
    assertThat(answers.stream().map(a -> a.resultNow().<String>path("id")).distinct()).hasSize(1);
  }

  @Test
  void waitsForIngestInsteadOfInventingANumber() {
    Month march = marchOf(2008);
    Ingest.year(march);
    Ingest.away(march.minus(2));
    run(march)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "30")
        .body("type", equalTo("urn:bailiwick:problem:peer-away"))
        .body("detail", containsString("abuse-ingest-service"));
    As.role(Role.SCORING_OPERATOR)
        .get("/v1/runs?month=" + march)
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  /** What has not changed is not sent again, and what has changed is not taken for the old. */
  @Test
  void asksForAMonthAgainOnlyWithWhatItKnows() {
    Month march = marchOf(2017);
    Ingest.year(march);
    Ingest.typical(march, 12).stubWithEtag("\"one\"");
    String first = run(march).then().statusCode(201).extract().path("id");
    run(march).then().statusCode(200).body("id", equalTo(first));
    SuiteResource.peers()
        .verifyThat(
            getRequestedFor(urlPathEqualTo("/ingest/v1/tallies"))
                .withHeader(
                    "If-None-Match",
                    com.github.tomakehurst.wiremock.client.WireMock.equalTo("\"one\"")));
    Ingest.typical(march, 13).stubWithEtag("\"two\"");
    run(march).then().statusCode(201).body("supersedes", equalTo(first));
    As.role(Role.SCORING_OPERATOR)
        .get("/v1/scores?registrar=90001&month=" + march)
        .then()
        .body("items[0].domains", equalTo(13));
  }

  @Test
  void saysWhatARateIsMadeFrom() {
    Month march = marchOf(2018);
    Ingest.year(march);
    Ingest.typical(march, 12).feed("urlhaus", 31, false).feed("alpha", 31, false).stub();
    run(march).then().statusCode(201);
    As.role(Role.SCORING_OPERATOR)
        .get("/v1/scores?registrar=90001&month=" + march)
        .then()
        .body("items[0].basis.definition", equalTo("flow-rate/3"))
        .body("items[0].basis.from", equalTo("2018-03-01"))
        .body("items[0].basis.until", equalTo("2018-03-31"))
        .body("items[0].basis.feeds", equalTo(List.of("alpha", "urlhaus")))
        .body("items[0].basis.minimumEvidence", equalTo("CORROBORATED"))
        .body("items[0].basis.places", equalTo(4));
  }

  @Test
  void waitsForTheFeedsHealthToo() {
    Month march = marchOf(2014);
    Ingest.year(march);
    Ingest.feedsAway(march.minus(1));
    run(march).then().statusCode(503).header("Retry-After", "30");
  }

  @Test
  void freezesFeedsReportsAndCohortsOfTheMonthsThatTheRulesLookAt() {
    Month march = marchOf(2015);
    Ingest.year(march);
    Ingest.typical(march, 12).feed("urlhaus", 29, true).feed("alpha", 31, false).stub();
    Response first = run(march);
    first.then().statusCode(201);
    As.role(Role.SCORING_OPERATOR)
        .get("/v1/snapshots/" + first.path("snapshotId"))
        .then()
        .statusCode(200)
        .body("definition", equalTo("flow-rate/3"))
        .body("months", hasSize(13))
        .body("months.findAll{it.quality!=null}", hasSize(4))
        .body("months[0].quality.feeds.feeds.feed", equalTo(List.of("alpha", "urlhaus")))
        .body("months[0].quality.feeds.feeds[1].epochs[0].from", equalTo("2015-03-01"))
        .body("months[0].quality.reconciliation.state", equalTo("AGREES"))
        .body("months[0].quality.measures.registrars.registrar", equalTo(List.of(90001)))
        .body(
            "months[0].registrars.find{it.registrar==90001}.families.find{it.family=='gamma' && it.minimumEvidence=='LISTED'}.onlyByIt",
            equalTo(30))
        .body(
            "months[0].registrars.find{it.registrar==90001}.clusters.domains",
            equalTo(List.of(1, 11)));
    // A month that comes to differ from the registry's report is another snapshot.
    Ingest.typical(march, 12).reconciled("DIFFERS").stub();
    run(march).then().statusCode(201).body("version", equalTo(2));
  }

  @Test
  void takesAGapInAnAnswerForAFailureNotForZero() {
    Month march = marchOf(2013);
    Ingest.year(march);
    Ingest.babbling(march.minus(1));
    run(march).then().statusCode(503);
  }

  @Test
  void leavesATraceAndTellsTheOthers() {
    Month march = marchOf(2009);
    Ingest.year(march);
    String id = run(march).path("id");
    run(march);
    String trail =
        As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/audit-entries").asString();
    assertThat(trail.lines().filter(line -> line.contains("run/" + id)))
        .hasSize(1)
        .first()
        .asString()
        .contains("run.created", "scoring-operator");
    String events =
        As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/events").asString();
    assertThat(events.lines().filter(line -> line.contains("run/" + id)))
        .hasSize(1)
        .first()
        .asString()
        .contains("run.completed", "2009-03");
  }

  @Test
  void showsARegistrarItsOwnOnly() {
    Month march = marchOf(2010);
    Ingest.year(march);
    String id = run(march).path("id");
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/runs/" + id + "/scores")
        .then()
        .statusCode(200)
        .body("items.registrar", equalTo(List.of(90001)));
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/scores?month=" + march)
        .then()
        .statusCode(200)
        .body("items.registrar", equalTo(List.of(90001)));
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/runs/" + id)
        .then()
        .statusCode(200)
        .body("version", equalTo(1))
        .body("interventionHolds", nullValue())
        .body("registrars", nullValue());
    String csv =
        As.registrar(90001, Role.RESELLER_VIEW)
            .accept("text/csv")
            .get("/v1/scores?month=" + march)
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(csv).contains("Registrar 90001").doesNotContain("Registrar 90002");
    assertThat(csv.lines().filter(line -> line.contains("2010-03"))).hasSize(1);
  }

  @Test
  void cannotTellAnothersScoreFromNone() {
    Ingest.year(marchOf(2011));
    run(marchOf(2011));
    Stream.of(90002, 95555)
        .map(id -> As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/scores?registrar=" + id))
        .forEach(
            answer ->
                answer.then().statusCode(404).body("detail", containsString("no such score")));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/scores?registrar=95555")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  @Test
  void givesListsPageByPage() {
    Month march = marchOf(2012);
    Ingest.year(march);
    String id = run(march).path("id");
    Response first = As.role(Role.AUDITOR).get("/v1/runs/" + id + "/scores?limit=2");
    first.then().body("items.registrar", equalTo(List.of(9999, 90001)));
    As.role(Role.AUDITOR)
        .queryParam("after", first.<String>path("next"))
        .get("/v1/runs/" + id + "/scores?limit=3")
        .then()
        .body("items.registrar", equalTo(List.of(90002, 90003, 90004)))
        .body("next", nullValue());
    Response latest = As.role(Role.AUDITOR).get("/v1/scores?limit=4&month=" + march);
    As.role(Role.AUDITOR)
        .queryParam("after", latest.<String>path("next"))
        .get("/v1/scores?month=" + march)
        .then()
        .body("items.registrar", equalTo(List.of(90004)));
    As.role(Role.AUDITOR).get("/v1/runs?limit=1").then().body("items", hasSize(1));
    As.role(Role.AUDITOR).get("/v1/runs?after=garbage").then().statusCode(400);
  }

  @Test
  void refusesAMonthThatHasNotBegun() {
    run(Month.of(2026, 8))
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("month"))
        .body("violations[0].message", equalTo("is 2026-07 or earlier"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"month\":\"March\"}",
        "{\"month\":\"2026-13\"}",
        "{\"month\":null}",
        "{\"month\":\"2026-03\",\"force\":true}"
      })
  void refusesABodyThatIsNotARequest(String body) {
    post(As.role(Role.SCORING_OPERATOR), body).then().statusCode(422);
  }

  @Test
  void refusesWhatCannotBeRead() {
    post(As.role(Role.SCORING_OPERATOR), "{").then().statusCode(400);
    As.role(Role.AUDITOR).get("/v1/scores?month=March").then().statusCode(400);
    As.role(Role.AUDITOR).get("/v1/scores?registrar=acme").then().statusCode(400);
    As.role(Role.AUDITOR).get("/v1/runs?limit=0").then().statusCode(422);
    As.role(Role.AUDITOR).get("/v1/runs/17").then().statusCode(400);
  }

  @Test
  void knowsNothingOfWhatIsNotThere() {
    String unknown = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";
    for (String path :
        List.of(
            "/v1/runs/" + unknown, "/v1/runs/" + unknown + "/scores", "/v1/snapshots/" + unknown)) {
      As.role(Role.AUDITOR).get(path).then().statusCode(404);
    }
  }

  @Test
  void asksForATokenEverywhere() {
    post(As.nobody(), Map.of("month", "2026-03")).then().statusCode(401);
    for (String path : paths()) {
      As.nobody().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }
  }

  @Test
  void asksForThePermissionEverywhere() {
    post(As.role(Role.ABUSE_ANALYST), Map.of("month", "2026-03")).then().statusCode(403);
    post(As.registrar(90001, Role.REGISTRAR_ADMIN), Map.of("month", "2026-03"))
        .then()
        .statusCode(403);
    for (String path : paths()) {
      As.role(Role.FINANCE).get(path).then().statusCode(403);
    }
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/snapshots/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90")
        .then()
        .statusCode(403);
  }

  private static List<String> paths() {
    String unknown = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";
    return List.of(
        "/v1/runs",
        "/v1/runs/" + unknown,
        "/v1/runs/" + unknown + "/scores",
        "/v1/scores",
        "/v1/snapshots/" + unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE score SET document = '{}'",
        "DELETE FROM score",
        "UPDATE run SET reward_holds = 0",
        "DELETE FROM run",
        "UPDATE snapshot SET sha256 = ''",
        "DELETE FROM snapshot"
      })
  void theApplicationCannotChangeWhatItHasConcluded(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }
}
