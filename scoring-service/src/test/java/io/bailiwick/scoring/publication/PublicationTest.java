package io.bailiwick.scoring.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test publishes the March of a year of its own. It is noon on 1 July 2099. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class PublicationTest {

  @Inject PublicationClock clock;
  @Inject DataSource database;

  @BeforeEach
  void standInSummer() {
    at("2099-07-01T12:00:00Z");
    SuiteResource.resetPeers();
    Ingest.nothingContested();
    Ingest.changes("cHVi");
  }

  private static void at(String instant) {
    TestClock.set(Instant.parse(instant));
  }

  private static RequestSpecification sam() {
    return As.user("sam", Role.SCORING_OPERATOR);
  }

  private static RequestSpecification pia() {
    return As.user("pia", Role.SCORING_OPERATOR);
  }

  private static Month march(int year) {
    Month march = Month.of(year, 3);
    Ingest.year(march);
    return march;
  }

  private static ValidatableResponse post(
      RequestSpecification by, String path, Map<String, ?> body) {
    return by.contentType("application/json").body(body).post("/v1/publications" + path).then();
  }

  private static ValidatableResponse open(Month month) {
    return post(sam(), "", Map.of("month", month.toString(), "reason", "For your look"));
  }

  private static String opened(Month month) {
    return open(month).statusCode(201).extract().path("id");
  }

  private static ValidatableResponse publish(RequestSpecification by, String id) {
    String run = As.role(Role.AUDITOR).get("/v1/publications/" + id).path("runId");
    return post(by, "/" + id + "/approval", Map.of("runId", run, "reason", "Time is over"));
  }

  private static String run(Month month) {
    return sam()
        .contentType("application/json")
        .body(Map.of("month", month.toString()))
        .post("/v1/runs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse read(String path) {
    return As.role(Role.AUDITOR).get("/v1/publications/" + path).then().statusCode(200);
  }

  private static ValidatableResponse result(String id, int registrar) {
    return read(id + "/results/" + registrar);
  }

  private static List<Integer> publishedDomains(Month month, int registrar) {
    return As.role(Role.AUDITOR)
        .get("/v1/scores?published=true&registrar=" + registrar + "&month=" + month)
        .path("items.domains");
  }

  @Test
  void letsEachRegistrarLookAtItsOwnForTwoWeeks() {
    Month march = march(2081);
    String id =
        open(march)
            .statusCode(201)
            .header("Location", containsString("/v1/publications/"))
            .body("month", equalTo("2081-03"))
            .body("version", equalTo(1))
            .body("state", equalTo("PREVIEW"))
            .body("supersedes", nullValue())
            .body("openedBy", equalTo("sam"))
            .body("previewEndsAt", startsWith("2099-07-15T12:00:0"))
            .body("registrars", equalTo(5))
            .body("contested", equalTo(0))
            .body("published", equalTo(0))
            .extract()
            .path("id");
    String run = read(id).extract().path("runId");
    RequestSpecification own = As.registrar(90001, Role.REGISTRAR_ABUSE);
    own.get("/v1/publications/" + id + "/results/90001")
        .then()
        .statusCode(200)
        .body("result.state", equalTo("PREVIEW"))
        .body("result.runId", equalTo(run))
        .body("result.previewEndsAt", startsWith("2099-07-15T12:00:0"))
        .body("result.secondsLeft", greaterThan(1_209_500))
        .body("result.secondsLeft", lessThanOrEqualTo(1_209_600))
        .body("result.incidents", equalTo("/v1/runs/" + run + "/scores/90001/incidents"))
        .body("score.domains", equalTo(12))
        .body("contests", hasSize(0));
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/publications/" + id + "/results")
        .then()
        .body("items.registrar", equalTo(List.of(90001)));
    for (int other : List.of(90002, 95555)) {
      As.registrar(90001, Role.REGISTRAR_ADMIN)
          .get("/v1/publications/" + id + "/results/" + other)
          .then()
          .statusCode(404)
          .body("detail", containsString("no such publication"));
    }
    As.registrar(90001, Role.RESELLER_VIEW)
        .get("/v1/publications/" + id)
        .then()
        .statusCode(200)
        .body("openedBy", nullValue())
        .body("registrars", nullValue());
    assertThat(publishedDomains(march, 90001)).isEmpty();
    As.nobody().get("/v1/published-months/2081-03").then().statusCode(404);
  }

  @Test
  void isPublishedByASecondPersonOnceItsTimeIsOver() {
    Month march = march(2082);
    String id = opened(march);
    publish(pia(), id)
        .statusCode(409)
        .body("nextSteps[0]", containsString("Wait until the preview ends at 2099-07-15"));
    at("2099-07-15T13:00:00Z");
    publish(sam(), id).statusCode(403).body("detail", containsString("somebody else"));
    String other = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";
    post(pia(), "/" + id + "/approval", Map.of("runId", other, "reason", "Time is over"))
        .statusCode(412);
    publish(pia(), id)
        .statusCode(200)
        .body("state", equalTo("PUBLISHED"))
        .body("publishedBy", equalTo("pia"))
        .body("published", equalTo(5));
    publish(pia(), id).statusCode(409);
    assertThat(publishedDomains(march, 90001)).containsExactly(12);
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/scores?published=true&month=2082-03")
        .then()
        .body("items.registrar", equalTo(List.of(90001)));
    read(id + "/history")
        .body("items.event", equalTo(List.of("OPEN", "PUBLISH")))
        .body("items.by", equalTo(List.of("sam", "pia")))
        .body("items[1].note", equalTo("Time is over"));
    String trail =
        As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/audit-entries").asString();
    assertThat(trail.lines().filter(line -> line.contains("publication/" + id))).hasSize(2);
    String events =
        As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/events").asString();
    assertThat(events.lines().filter(line -> line.contains("publication/" + id)))
        .hasSize(2)
        .last()
        .asString()
        .contains("publication.published", "2082-03");
  }

  @Test
  void tellsThePublicOfGroupsOfFiveAndMoreOnly() {
    Month march = march(2083);
    Ingest month = Ingest.in(march).registrar(9999, "REGISTRY", 20, 0);
    for (int i = 0; i < 6; i++) {
      month.registrar(90010 + i, "ACCREDITED", 5_000, i == 0 ? 30 : 0);
    }
    month.stub();
    String id = opened(march);
    at("2099-07-16T12:00:00Z");
    publish(pia(), id).statusCode(200);
    Response figures = As.nobody().get("/v1/published-months/2083-03");
    figures
        .then()
        .statusCode(200)
        .body("month", equalTo("2083-03"))
        .body("registrars", equalTo(6))
        .body("heldBack", equalTo(0))
        .body("zone.domains", equalTo(30))
        .body("zone.names", equalTo(30_000))
        .body("zone.ratePer10k", equalTo(10.0f))
        .body("groups.registrars", equalTo(List.of(6)))
        .body("named", nullValue());
    assertThat(figures.asString()).doesNotContain("90010", "Registrar", "pia", "sam");
    assertThat(figures.header("ETag")).isEqualTo('"' + Hashes.sha256Hex(figures.asString()) + '"');
    As.nobody()
        .get("/v1/published-months?limit=1000")
        .then()
        .statusCode(200)
        .body("items.find{it.month=='2083-03'}.superseded", equalTo(false));
    As.nobody().get("/v1/published-months/2083-03?version=2").then().statusCode(404);
    As.nobody().get("/v1/published-months/March").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIFFERS", "WAITING"})
  void isRefusedWhileTheCountsDoNotAgreeWithTheRegistry(String state) {
    Month march = march(state.equals("DIFFERS") ? 2084 : 2085);
    Ingest.typical(march, 12).reconciled(state).stub();
    open(march).statusCode(409).body("nextSteps[0]", containsString("abuse-ingest-service"));
    Ingest.typical(march, 12).reconciled("WAIVED").stub();
    open(march).statusCode(201);
  }

  @Test
  void isRefusedWhileTheMonthIsYoungOrHasGaps() {
    Month march = march(2086);
    at("2086-04-20T00:00:00Z");
    open(march).statusCode(409).body("nextSteps[0]", containsString("not mature"));
    at("2086-05-20T00:00:00Z");
    Ingest.typical(march, 12).missing("2086-03-07").stub();
    open(march).statusCode(409).body("nextSteps[0]", containsString("no evidence"));
    Ingest.typical(march, 12).stub();
    open(march).statusCode(201);
    open(march).statusCode(409).body("detail", containsString("PREVIEW"));
    at("2099-07-01T12:00:00Z");
    open(Month.of(2100, 3)).statusCode(422);
  }

  @Test
  void aContestStopsTheClockOfItsRegistrarAndOfNobodyElse() {
    Month march = march(2087);
    String id = opened(march);
    UUID contest = UUID.randomUUID();
    at("2099-07-04T12:00:00Z");
    Ingest.contests(
        march, new Ingest.Contest(contest, 90001, Instant.parse("2099-07-03T12:00:00Z")));
    clock.round();
    clock.round();
    result(id, 90001)
        .body("result.state", equalTo("CONTESTED"))
        .body("result.pausedSince", equalTo("2099-07-03T12:00:00Z"))
        .body("result.previewEndsAt", nullValue())
        .body("result.openContests", equalTo(List.of(contest.toString())))
        // Two of fourteen days were gone.
        .body("result.secondsLeft", greaterThan(12 * 86_400 - 100))
        .body("result.secondsLeft", lessThanOrEqualTo(12 * 86_400 + 100))
        .body("contests.correctionId", equalTo(List.of(contest.toString())))
        .body("contests[0].until", nullValue());
    result(id, 90003).body("result.state", equalTo("PREVIEW"));
    // The others are published in time, and this one is not.
    at("2099-07-15T13:00:00Z");
    publish(pia(), id).statusCode(200).body("published", equalTo(4)).body("contested", equalTo(1));
    assertThat(publishedDomains(march, 90003)).hasSize(1);
    assertThat(publishedDomains(march, 90001)).isEmpty();
    As.nobody()
        .get("/v1/published-months/2087-03")
        .then()
        .body("heldBack", equalTo(1))
        .body("zone", nullValue());
    // Decided on 25 July: twelve days are left.
    at("2099-07-25T12:00:00Z");
    Ingest.contests(march);
    clock.round();
    result(id, 90001)
        .body("result.state", equalTo("PREVIEW"))
        .body("result.previewEndsAt", startsWith("2099-08-06T12:00"))
        .body("contests[0].until", notNullValue());
    at("2099-08-06T11:00:00Z");
    clock.round();
    assertThat(publishedDomains(march, 90001)).isEmpty();
    at("2099-08-06T13:00:00Z");
    clock.round();
    clock.round();
    assertThat(publishedDomains(march, 90001)).containsExactly(12);
    read(id + "/history")
        .body("items.event", equalTo(List.of("OPEN", "CONTEST", "PUBLISH", "DECIDE", "PUBLISH")))
        .body("items[1].registrar", equalTo(90001))
        .body("items[1].correctionId", equalTo(contest.toString()))
        .body("items[1].by", equalTo("bailiwick"));
    As.registrar(90003, Role.REGISTRAR_ABUSE)
        .get("/v1/publications/" + id + "/history")
        .then()
        .body("items.event", equalTo(List.of("OPEN", "PUBLISH")))
        .body("items.by", hasItem(nullValue()));
  }

  @Test
  void aPreviewMovesWithTheScoresAndLeavesTimeToLookAtAWorseOne() {
    Month march = march(2088);
    String id = opened(march);
    at("2099-07-14T12:00:00Z");
    Ingest.typical(march, 13).stub();
    String second = run(march);
    clock.round();
    read(id).body("runId", equalTo(second));
    result(id, 90001)
        .body("result.runId", equalTo(second))
        .body("score.domains", equalTo(13))
        .body("result.previewEndsAt", startsWith("2099-07-19T12:00"));
    result(id, 90003).body("result.previewEndsAt", startsWith("2099-07-15T12:00"));
    // A better one costs no time.
    at("2099-07-18T12:00:00Z");
    Ingest.typical(march, 3).stub();
    run(march);
    clock.round();
    result(id, 90001).body("result.previewEndsAt", startsWith("2099-07-19T12:00"));
    publish(pia(), id).statusCode(200).body("published", equalTo(4));
    at("2099-07-19T13:00:00Z");
    clock.round();
    assertThat(publishedDomains(march, 90001)).containsExactly(3);
  }

  @Test
  void whatChangesAfterwardsOpensALinkedCorrection() {
    Month march = march(2089);
    String first = opened(march);
    at("2099-07-16T12:00:00Z");
    publish(pia(), first).statusCode(200);
    byte[] before = As.nobody().get("/v1/published-months/2089-03").asByteArray();
    clock.round();
    read("?month=" + march).body("items", hasSize(1));
    Ingest.typical(march, 3).stub();
    run(march);
    clock.round();
    clock.round();
    Response all = As.role(Role.AUDITOR).get("/v1/publications?month=" + march);
    all.then()
        .body("items.state", equalTo(List.of("PUBLISHED", "PREVIEW")))
        .body("items[1].version", equalTo(2))
        .body("items[1].supersedes", equalTo(first))
        .body("items[1].openedBy", equalTo("bailiwick"))
        .body("items[1].previewEndsAt", startsWith("2099-07-21T12:0"));
    String second = all.path("items[1].id");
    result(second, 90001).body("result.previewEndsAt", startsWith("2099-07-21T12:0"));
    // Whoever is the same has nothing to look at.
    result(second, 90002).body("result.secondsLeft", equalTo(0));
    assertThat(publishedDomains(march, 90001)).containsExactly(12);
    at("2099-07-22T12:00:00Z");
    publish(sam(), second).statusCode(200).body("published", equalTo(5));
    assertThat(publishedDomains(march, 90001)).containsExactly(3);
    read(first).body("state", equalTo("SUPERSEDED"));
    result(first, 90001).body("score.domains", equalTo(12));
    assertThat(As.nobody().get("/v1/published-months/2089-03?version=1").asByteArray())
        .isEqualTo(before);
    As.nobody()
        .get("/v1/published-months/2089-03")
        .then()
        .body("version", equalTo(2))
        .body("supersedes", equalTo(first));
  }

  @Test
  void aNewVersionThatSaysTheSameOpensNothing() {
    Month march = march(2090);
    String id = opened(march);
    at("2099-07-16T12:00:00Z");
    publish(pia(), id).statusCode(200);
    // Another snapshot, the same scores: a month that only shows how large the registrar was.
    Ingest.typical(march.minus(12), 0).registrar(90017, "ACCREDITED", 10, 0).stub();
    run(march);
    clock.round();
    read("?month=" + march).body("items", hasSize(1)).body("items[0].state", equalTo("PUBLISHED"));
  }

  @Test
  void aCorrectionThatIsCalledOffComesBackOnlyWithOtherScores() {
    Month march = march(2091);
    String id = opened(march);
    at("2099-07-16T12:00:00Z");
    publish(pia(), id).statusCode(200);
    Ingest.typical(march, 3).stub();
    run(march);
    clock.round();
    String second =
        As.role(Role.AUDITOR).get("/v1/publications?month=" + march).path("items[1].id");
    post(pia(), "/" + second + "/cancellation", Map.of("reason", "The deposit was wrong"))
        .statusCode(200)
        .body("state", equalTo("CANCELLED"));
    post(pia(), "/" + second + "/cancellation", Map.of("reason", "Again")).statusCode(409);
    clock.round();
    read("?month=" + march).body("items", hasSize(2));
    Ingest.typical(march, 4).stub();
    run(march);
    clock.round();
    read("?month=" + march)
        .body("items.state", equalTo(List.of("PUBLISHED", "CANCELLED", "PREVIEW")))
        .body("items.version", equalTo(List.of(1, 2, 3)));
  }

  @Test
  void waitsForIngestInsteadOfPublishingWhatMayBeContested() {
    Month march = march(2092);
    String id = opened(march);
    at("2099-07-16T12:00:00Z");
    Ingest.contestsAway(march);
    publish(pia(), id).statusCode(503).header("Retry-After", "30");
    clock.round();
    read(id).body("state", equalTo("PREVIEW"));
    Ingest.contests(march);
    // What changed is not told, so nobody knows whether the scores are the newest.
    Ingest.changesAway();
    publish(pia(), id).statusCode(409).body("nextSteps[0]", containsString("scored again"));
    read(id).body("state", equalTo("PREVIEW"));
    // It is left alone for a second or two after a failure.
    Ingest.changes("cHVj");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> publish(pia(), id).extract().statusCode() == 200);
  }

  @Test
  void severalReplicasCarryOnOnce() throws Exception {
    Month march = march(2093);
    String id = opened(march);
    Ingest.contests(
        march,
        new Ingest.Contest(UUID.randomUUID(), 90001, Instant.parse("2099-07-01T12:00:00Z")),
        new Ingest.Contest(UUID.randomUUID(), 90003, Instant.parse("2099-07-01T12:00:00Z")));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      Callable<Void> replica =
          () -> {
            clock.round();
            return null;
          };
      for (Future<Void> done : pool.invokeAll(List.of(replica, replica, replica, replica))) {
        done.get();
      }
    }
    clock.round();
    read(id + "/history").body("items.event", equalTo(List.of("OPEN", "CONTEST", "CONTEST")));
    read(id).body("contested", equalTo(2));
  }

  @Test
  void isOpenedOnceHoweverManyAskAtOnce() throws Exception {
    Month march = march(2094);
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      Callable<Integer> request = () -> open(march).extract().statusCode();
      List<Future<Integer>> answers = pool.invokeAll(List.of(request, request, request));
      assertThat(answers.stream().map(Future::resultNow)).containsExactlyInAnyOrder(201, 409, 409);
    }
  }

  @Test
  void isAListLikeOthers() {
    Month march = march(2095);
    String id = opened(march);
    Response page = As.role(Role.AUDITOR).get("/v1/publications/" + id + "/results?limit=2");
    page.then().body("items.registrar", equalTo(List.of(9999, 90001)));
    As.role(Role.AUDITOR)
        .queryParam("after", page.<String>path("next"))
        .get("/v1/publications/" + id + "/results?limit=3")
        .then()
        .body("items.registrar", equalTo(List.of(90002, 90003, 90004)));
    String csv =
        As.role(Role.AUDITOR)
            .accept("text/csv")
            .get("/v1/publications/" + id + "/results?state=PREVIEW")
            .asString();
    assertThat(csv.lines()).hasSize(6);
    As.role(Role.AUDITOR)
        .accept("application/x-ndjson")
        .get("/v1/publications?month=2095-03&state=PREVIEW")
        .then()
        .statusCode(200)
        .body(containsString(id));
    read("?limit=1").body("items", hasSize(1)).body("next", notNullValue());
    As.role(Role.AUDITOR).get("/v1/publications?after=garbage").then().statusCode(400);
    As.role(Role.AUDITOR).get("/v1/publications?state=OPEN").then().statusCode(400);
  }

  @Test
  void asksForTokenAndPermission() {
    String unknown = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";
    Map<String, String> wanted = Map.of("month", "2096-03", "reason", "R");
    post(As.nobody(), "", wanted).statusCode(401);
    post(As.role(Role.ABUSE_ANALYST), "", wanted).statusCode(403);
    post(As.registrar(90001, Role.REGISTRAR_ADMIN), "", wanted).statusCode(403);
    post(sam(), "", Map.of("month", "2096-03")).statusCode(422);
    post(sam(), "", Map.of("month", "March", "reason", "R")).statusCode(422);
    for (String step : List.of("/approval", "/cancellation")) {
      Map<String, String> body =
          step.equals("/approval")
              ? Map.of("runId", unknown, "reason", "R")
              : Map.of("reason", "R");
      post(As.nobody(), "/" + unknown + step, body).statusCode(401);
      post(As.role(Role.COMPLIANCE_OFFICER), "/" + unknown + step, body).statusCode(403);
      post(sam(), "/" + unknown + step, body).statusCode(404);
      post(sam(), "/" + unknown + step, Map.of()).statusCode(422);
    }
    for (String path :
        List.of(
            "",
            "/" + unknown,
            "/" + unknown + "/results",
            "/" + unknown + "/history",
            "/" + unknown + "/results/90001")) {
      As.nobody().get("/v1/publications" + path).then().statusCode(401);
      As.role(Role.FINANCE).get("/v1/publications" + path).then().statusCode(403);
      if (!path.isEmpty()) {
        As.role(Role.AUDITOR).get("/v1/publications" + path).then().statusCode(404);
      }
    }
    As.role(Role.AUDITOR)
        .get("/v1/policies?kind=publication")
        .then()
        .body("items.document.previewDays", hasItems(14));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE publication_history SET note = ''",
        "DELETE FROM publication_history",
        "DELETE FROM publication",
        "DELETE FROM publication_result",
        "DELETE FROM publication_contest",
        "UPDATE run_cause SET cause = 'PERSON'"
      })
  void theApplicationCannotRewriteWhatHappened(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }
}
