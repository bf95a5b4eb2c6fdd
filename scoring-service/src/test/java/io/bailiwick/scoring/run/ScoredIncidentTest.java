package io.bailiwick.scoring.run;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test scores the August of a year of its own. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class ScoredIncidentTest {

  @Inject DataSource database;

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2026-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
  }

  private static Month augustOf(int year) {
    return Month.of(year, 8);
  }

  private static Response run(Month month) {
    return As.role(Role.SCORING_OPERATOR)
        .contentType("application/json")
        .body(Map.of("month", month.toString()))
        .post("/v1/runs");
  }

  private static String path(Response run, int registrar) {
    return "/v1/runs/" + run.path("id") + "/scores/" + registrar + "/incidents";
  }

  /**
   * Twelve phishing domains, one of them also with malware; thirty listed by one family; six
   * others.
   */
  @Test
  void keepsWhichIncidentsWereCountedAndSaysHowTheyCountToday() {
    Month august = augustOf(2001);
    Ingest.year(august);
    Response run = run(august);
    run.then().statusCode(201);
    UUID same = Ingest.incidentId(august, 90001, 0, "PHISHING");
    UUID contested = Ingest.incidentId(august, 90001, 1, "PHISHING");
    UUID excluded = Ingest.incidentId(august, 90001, 2, "PHISHING");
    UUID moved = Ingest.incidentId(august, 90001, 3, "PHISHING");
    UUID unknown = Ingest.incidentId(august, 90001, 4, "PHISHING");
    Ingest.today(
        List.of(
            Ingest.asToday(same, "a.org", august, 90001, "MALICIOUS", true),
            Ingest.asToday(contested, "b.org", august, 90001, "FALSE_POSITIVE", true),
            Ingest.asToday(excluded, "c.org", august, 90001, "MALICIOUS", false),
            Ingest.asToday(moved, "d.org", august, 90003, "MALICIOUS", true)));
    String of = "items.find{it.incident=='%s'}.";
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get(path(run, 90001) + "?limit=1000")
        .then()
        .statusCode(200)
        .body("items", hasSize(42 + 1 + 6))
        .body("items.findAll{it.inTheRate && it.threat=='PHISHING'}", hasSize(12))
        .body("items.findAll{it.inTheRate}", hasSize(13))
        .body(of.formatted(same) + "name", equalTo("a.org"))
        .body(of.formatted(same) + "today", equalTo("THE_SAME"))
        .body(of.formatted(same) + "changes", hasSize(0))
        .body(of.formatted(same) + "families", equalTo(List.of("alpha", "beta")))
        .body(of.formatted(same) + "evidencePath", equalTo("/v1/incidents/" + same + "/evidence"))
        .body(of.formatted(contested) + "today", equalTo("OTHERWISE"))
        .body(of.formatted(contested) + "classification", equalTo("MALICIOUS"))
        .body(of.formatted(contested) + "changes", equalTo(List.of("It is FALSE_POSITIVE now.")))
        .body(of.formatted(excluded) + "today", equalTo("NO_MORE"))
        .body(of.formatted(moved) + "today", equalTo("OTHERWISE"))
        // Whose it is now is not told.
        .body(
            of.formatted(moved) + "changes",
            equalTo(List.of("It is not held against this registrar now.")))
        .body(of.formatted(unknown) + "today", equalTo("NO_MORE"))
        .body(of.formatted(unknown) + "name", nullValue());
  }

  @Test
  void theirDistinctSubjectsGiveTheNumbersOfTheScoreAgain() throws SQLException {
    Month august = augustOf(2002);
    Ingest.year(august);
    Response run = run(august);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT count(DISTINCT subject) FILTER (WHERE classification = 'MALICIOUS' AND evidence >= 2),
                       count(DISTINCT subject) FILTER (WHERE classification = 'COMPROMISED' AND evidence >= 2),
                       count(DISTINCT subject) FILTER (WHERE threat = 'MALWARE' AND evidence >= 2)
                FROM scored_incident WHERE registrar = 90001 AND snapshot_id = '%s'
                """
                    .formatted(run.<String>path("snapshotId")))) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(12);
      assertThat(row.getInt(2)).isEqualTo(4);
      assertThat(row.getInt(3)).isEqualTo(1);
    }
  }

  @Test
  void asksAgainAndMakesNoScoreOfAMonthThatChangesWhileItIsRead() {
    Month august = augustOf(2003);
    Ingest.year(august);
    Ingest.typical(august, 12).withoutAnIncident().stub();
    run(august)
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:bailiwick:problem:contended"))
        .body("detail", containsString("2003-08"));
    SuiteResource.peers()
        .verifyThat(3, getRequestedFor(urlPathEqualTo("/ingest/v1/tallies/incidents")));
    As.role(Role.AUDITOR).get("/v1/runs?month=" + august).then().body("items", hasSize(0));
    // Once it stands still, it is scored.
    Ingest.typical(august, 12).stub();
    run(august).then().statusCode(201).body("version", equalTo(1));
  }

  @Test
  void asksForTheIncidentsOfASnapshotOnce() {
    Month august = augustOf(2004);
    Ingest.year(august);
    run(august).then().statusCode(201);
    run(august).then().statusCode(200);
    SuiteResource.peers()
        .verifyThat(1, getRequestedFor(urlPathEqualTo("/ingest/v1/tallies/incidents")));
  }

  /**
   * Two registrars with incidents, of which those of one change: the other's are not read again.
   */
  @Test
  void readsAgainOnlyThoseOfTheRegistrarsThatChanged() {
    Month august = augustOf(2012);
    Ingest.year(august);
    two(august, 12, 7).stubWithEtag("\"one\"");
    Response first = run(august);
    first.then().statusCode(201);
    two(august, 11, 7).stubChanged(90001, "\"one\"", "\"two\"");
    Response second = run(august);
    second.then().statusCode(201).body("supersedes", equalTo(first.<String>path("id")));
    SuiteResource.peers()
        .verifyThat(2, getRequestedFor(urlPathEqualTo("/ingest/v1/tallies/incidents")));
    Ingest.today(List.of());
    for (Response run : List.of(first, second)) {
      int changed = run == first ? 12 : 11;
      As.role(Role.ABUSE_ANALYST)
          .get(path(run, 90001) + "?limit=1000")
          .then()
          .statusCode(200)
          .body("items.findAll{it.inTheRate && it.threat=='PHISHING'}", hasSize(changed));
      As.role(Role.ABUSE_ANALYST)
          .get(path(run, 90005) + "?limit=1000")
          .then()
          .statusCode(200)
          .body("items.findAll{it.inTheRate && it.threat=='PHISHING'}", hasSize(7));
      As.role(Role.SCORING_OPERATOR)
          .get("/v1/runs/" + run.path("id") + "/scores?limit=1000")
          .then()
          .body("items.find{it.registrar==90001}.domains", equalTo(changed))
          .body("items.find{it.registrar==90005}.domains", equalTo(7));
    }
  }

  /** Where what is kept and what is told do not come to the tallies, all is read again. */
  @Test
  void readsAllAgainWhereTheSumsDoNotComeOut() {
    Month august = augustOf(2013);
    Ingest.year(august);
    two(august, 12, 7).stub();
    run(august).then().statusCode(201);
    two(august, 11, 8).stub();
    two(august, 11, 8).stubChanged(90001, "\"one\"", "\"two\"");
    Response second = run(august);
    second.then().statusCode(201).body("version", equalTo(2));
    SuiteResource.peers()
        .verifyThat(3, getRequestedFor(urlPathEqualTo("/ingest/v1/tallies/incidents")));
    Ingest.today(List.of());
    As.role(Role.ABUSE_ANALYST)
        .get(path(second, 90005) + "?limit=1000")
        .then()
        .body("items.findAll{it.inTheRate && it.threat=='PHISHING'}", hasSize(8));
  }

  private static Ingest two(Month month, long malicious, long others) {
    return Ingest.typical(month, malicious).registrar(90005, "ACCREDITED", 4_000, others);
  }

  @Test
  void goesPageByPageAndAsALineEach() {
    Month august = augustOf(2005);
    Ingest.year(august);
    Response run = run(august);
    Ingest.today(List.of());
    Response first = As.role(Role.AUDITOR).get(path(run, 90001) + "?limit=20");
    first.then().body("items", hasSize(20)).body("next", notNullValue());
    As.role(Role.AUDITOR)
        .queryParam("after", first.<String>path("next"))
        .get(path(run, 90001) + "?limit=1000")
        .then()
        .body("items", hasSize(29))
        .body("next", nullValue());
    String lines =
        As.role(Role.AUDITOR)
            .accept("application/x-ndjson")
            .get(path(run, 90001))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(lines.lines()).hasSize(49);
    String csv = As.role(Role.AUDITOR).accept("text/csv").get(path(run, 90001)).asString();
    assertThat(csv.lines()).hasSize(50);
    As.role(Role.AUDITOR).get(path(run, 90001) + "?after=garbage").then().statusCode(400);
  }

  @Test
  void namesNothingForThoseWhoMayNotReadIncidents() {
    Month august = augustOf(2006);
    Ingest.year(august);
    Response run = run(august);
    UUID id = Ingest.incidentId(august, 90001, 0, "PHISHING");
    Ingest.today(List.of(Ingest.asToday(id, "a.org", august, 90001, "MALICIOUS", true)));
    for (Role role : List.of(Role.ACCOUNT_MANAGER, Role.SCORING_OPERATOR)) {
      As.role(role)
          .get(path(run, 90001) + "?limit=1000")
          .then()
          .statusCode(200)
          .body("items.incident", hasItem(id.toString()))
          .body("items.name", everyItem(nullValue()))
          .body("items.evidencePath", everyItem(nullValue()));
    }
  }

  @Test
  void aRegistrarReadsItsOwnOnly() {
    Month august = augustOf(2007);
    Ingest.year(august);
    Response run = run(august);
    Ingest.today(List.of());
    for (int other : new int[] {90002, 95555}) {
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path(run, other)).then().statusCode(404);
    }
    As.registrar(90002, Role.REGISTRAR_ADMIN)
        .get(path(run, 90002))
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    As.role(Role.FINANCE).get(path(run, 90001)).then().statusCode(403);
    As.nobody().get(path(run, 90001)).then().statusCode(401);
    As.role(Role.AUDITOR)
        .get("/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/incidents")
        .then()
        .statusCode(404);
  }

  @Test
  void saysThatIngestIsAwayInsteadOfAListWithoutNames() {
    Month august = augustOf(2008);
    Ingest.year(august);
    Response run = run(august);
    SuiteResource.resetPeers();
    As.role(Role.AUDITOR)
        .get(path(run, 90001))
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:bailiwick:problem:peer-away"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE scored_incident SET evidence = 3", "DELETE FROM scored_incident"})
  void theApplicationCannotChangeWhatWasCounted(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }
}
