package io.bailiwick.ingest.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.ManyZones;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry of two zones; all figures are counted by hand. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
@TestProfile(ManyZones.class)
class ZoneTallyTest {

  private static final String REGISTRARS = "r1,One,90001,ok\nr2,Two,90002,ok\n";

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-05-15T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars(REGISTRARS)
                .domains(
                    """
                    a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.full("G1", "2026-03-01T00:00:00Z")
                .of("com")
                .registrars(REGISTRARS)
                .domains(
                    """
                    c.com,C,r1,r1,2026-02-02T00:00:00Z,2027-02-02T00:00:00Z,
                    d.com,D,r2,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,2021-01-01T00:00:00Z
                    """))
        .statusCode(201);
    // 1 March in both zones; in org a name is created that is gone on the 2nd, when com is silent.
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .domains("e.org,E,r1,r1,2026-03-01T10:00:00Z,2028-03-01T10:00:00Z,\n"))
        .statusCode(201);
    Operate.deposit(DepositFixture.diff("H1", "G1", "2026-03-02T00:00:00Z").of("com"))
        .statusCode(201);
    Operate.deposit(DepositFixture.diff("D2", "D1", "2026-03-03T00:00:00Z").deletes("e.org\n"))
        .statusCode(201);
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.rows(
        "alpha",
        "http://a.org/1,2026-03-02 00:00:00,,",
        "http://a.org/2,2026-03-05 00:00:00,malware,",
        "http://c.com/1,2026-03-02 00:00:00,,",
        "http://d.com/1,2026-03-04 00:00:00,,true");
    Operate.rows("beta", "http://a.org/1,2026-03-03 00:00:00,,");
  }

  private static ValidatableResponse get(String path) {
    return As.role(Role.SERVICE).get(path).then().statusCode(200);
  }

  @Test
  void talliesZoneByZoneAndClassByClass() {
    As.role(Role.COMPLIANCE_OFFICER)
        .contentType("application/json")
        .body(
            Map.of(
                "family",
                "example-group",
                "registrar",
                "90002",
                "from",
                "2026-03-15",
                "reason",
                "Bought"))
        .post("/v1/registrar-families")
        .then()
        .statusCode(201);
    String counts =
        ".tallies.collect{[it.threat, it.classification, it.listed, it.corroborated, it.validated].join(' ')}";
    ValidatableResponse march =
        get("/v1/tallies/zones?month=2026-03")
            .body("month", equalTo("2026-03"))
            .body("daysInMonth", equalTo(31))
            .body("cohortDays", equalTo(30))
            .body("zones.tld", contains("com", "org"))
            .body("zones[0].missingDays", hasSize(30))
            .body("zones[0].missingDays[0]", equalTo("2026-03-02"))
            .body("zones[1].missingDays", hasSize(29))
            .body("registrars.registrar", contains(90001, 90001, 90002))
            .body("registrars.tld", contains("com", "org", "com"))
            .body("registrars[0].registrarFamily", nullValue())
            .body("registrars[2].registrarFamily", equalTo("example-group"))
            // com: one name each on the 1st; org: three on the 1st, two on the 2nd.
            .body("registrars.dumSum", contains(1, 5, 1))
            .body("registrars.creates", contains(0, 1, 0))
            .body("registrars.createsKept", contains(0, 0, 0))
            .body("registrars.agpDeletes", contains(0, 1, 0));
    march
        .body(
            "registrars[0]" + counts, contains("PHISHING MALICIOUS 1 0 0", "TOTAL MALICIOUS 1 0 0"))
        .body(
            "registrars[1]" + counts,
            contains(
                "MALWARE MALICIOUS 1 0 0", "PHISHING MALICIOUS 1 1 0", "TOTAL MALICIOUS 1 1 0"))
        .body(
            "registrars[2]" + counts,
            contains("PHISHING COMPROMISED 1 0 0", "TOTAL COMPROMISED 1 0 0"))
        .body("registrars[1].cohort", hasSize(0));
    // Listed 29 and 28 days after their creation; for malware only after 32.
    String cohort =
        ".cohort.collect{[it.threat, it.listed, it.corroborated, it.validated].join(' ')}";
    get("/v1/tallies/zones?month=2026-02")
        .body("registrars.tld", contains("com", "org", "com"))
        .body("registrars.creates", contains(1, 1, 0))
        .body("registrars[0]" + cohort, contains("PHISHING 1 0 0", "TOTAL 1 0 0"))
        .body("registrars[1]" + cohort, contains("PHISHING 1 1 0", "TOTAL 1 1 0"))
        .body("registrars[2]" + cohort, hasSize(0));
    get("/v1/tallies/zones?month=2025-02")
        .body("zones.tld", contains("com", "org"))
        .body("registrars", hasSize(0));
  }

  @Test
  void measuresStockAndSurvivalZoneByZoneAndClassByClass() {
    String stock =
        ".stock.collect{[it.threat, it.minimumEvidence, it.names, it.daily.sum()].join(' ')}";
    String survival =
        ".survival.collect{[it.threat, it.clock, it.classification, it.evidence, it.action, it.actor, it.hours, it.incidents].join(' ')}";
    List<Integer> total = new ArrayList<>(Collections.nCopies(31, 0));
    total.set(1, 1);
    total.set(2, 1);
    total.set(4, 1);
    get("/v1/measures/zones?month=2026-03")
        .body("horizonHours", equalTo(720))
        .body("registrars.registrar", contains(90001, 90001, 90002))
        .body("registrars.tld", contains("com", "org", "com"))
        .body("registrars[0]" + stock, contains("PHISHING LISTED 1 1", "TOTAL LISTED 1 1"))
        .body(
            "registrars[1]" + stock,
            contains(
                "MALWARE LISTED 1 1",
                "PHISHING LISTED 1 2",
                "PHISHING CORROBORATED 1 2",
                "TOTAL LISTED 1 3",
                "TOTAL CORROBORATED 1 2"))
        .body(
            "registrars[1].stock.find{it.threat=='TOTAL' && it.minimumEvidence=='LISTED'}.daily",
            equalTo(total))
        .body("registrars[2].stock", hasSize(0))
        .body(
            "registrars[0]" + survival,
            contains("PHISHING LISTING MALICIOUS LISTED null null [696.0] [1]"))
        .body(
            "registrars[1]" + survival,
            contains(
                "MALWARE LISTING MALICIOUS LISTED null null [624.0] [1]",
                "PHISHING LISTING MALICIOUS CORROBORATED null null [696.0] [1]"))
        .body(
            "registrars[2]" + survival,
            contains("PHISHING LISTING COMPROMISED LISTED null null [648.0] [1]"));
    // On hold from noon of the 4th on: out of the stock at once, and still in the flow.
    Operate.deposit(
            DepositFixture.diff("D3", "D2", "2026-03-04T12:00:00Z")
                .domains("a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,\n")
                .statuses("a.org,clientHold,\n"))
        .statusCode(201);
    get("/v1/measures/zones?month=2026-03")
        .body(
            "registrars[1]" + stock,
            contains(
                "PHISHING LISTED 1 2",
                "PHISHING CORROBORATED 1 2",
                "TOTAL LISTED 1 2",
                "TOTAL CORROBORATED 1 2"))
        .body(
            "registrars[1]" + survival,
            contains(
                "MALWARE LISTING MALICIOUS LISTED HOLD REGISTRAR [0.0] [1]",
                "PHISHING LISTING MALICIOUS CORROBORATED HOLD REGISTRAR [60.0] [1]"));
    get("/v1/tallies/zones?month=2026-03")
        .body("registrars[1].tallies.find{it.threat=='TOTAL'}.listed", equalTo(1));
  }

  private static final List<String> QUESTIONS =
      List.of(
          "/v1/tallies?month=2026-03",
          "/v1/tallies/zones?month=2026-03",
          "/v1/tallies/zones?month=2026-02",
          "/v1/measures/zones?month=2026-03");

  private static String version(Response answer) {
    return answer.then().statusCode(200).extract().header("ETag").replace("\"", "");
  }

  private static Response since(String question, String version) {
    return As.role(Role.SERVICE).queryParam("since", version).get(question);
  }

  private static List<Map<String, Object>> rows(Response answer) {
    return answer.jsonPath().getList("registrars");
  }

  /** The kept rows of those that did not change, and what is told of the others. */
  private static List<Map<String, Object>> merged(Response kept, Response told) {
    List<Integer> changed = told.jsonPath().getList("changed");
    return Stream.concat(
            rows(kept).stream().filter(row -> !changed.contains((Integer) row.get("registrar"))),
            rows(told).stream())
        .sorted(
            Comparator.comparing((Map<String, Object> row) -> (Integer) row.get("registrar"))
                .thenComparing(row -> String.valueOf(row.get("tld"))))
        .toList();
  }

  private static void classify(String name, String classification) {
    String id =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/incidents?month=2026-03&name=" + name)
            .path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", classification, "reason", "Looked at"))
        .post("/v1/incidents/" + id + "/classification")
        .then()
        .statusCode(200);
  }

  /**
   * Whoever has an answer and asks for what changed since then has the whole answer: a judgement, a
   * new name, an opening that moves back, a name of another month, and nothing at all.
   */
  @Test
  void tellsOfThoseThatChangedAloneAndTheWholeComesOut() {
    List<Runnable> changes =
        List.of(
            () -> classify("a.org", "FALSE_POSITIVE"),
            () -> Operate.rows("beta", "http://b.org/1,2026-03-20 00:00:00,,"),
            () -> Operate.rows("beta", "http://b.org/1,2026-02-27 00:00:00,,"),
            () -> classify("d.com", "MALICIOUS"),
            () -> {},
            () -> Operate.rows("alpha", "http://nobody.org/1,2026-03-20 00:00:00,,"));
    Map<String, Response> kept = new HashMap<>();
    QUESTIONS.forEach(question -> kept.put(question, As.role(Role.SERVICE).get(question)));
    for (Runnable change : changes) {
      change.run();
      for (String question : QUESTIONS) {
        Response told = since(question, version(kept.get(question)));
        Response whole = As.role(Role.SERVICE).get(question);
        assertThat(version(told)).isEqualTo(version(whole));
        assertThat(told.jsonPath().<Integer>getList("changed")).isNotNull();
        assertThat(merged(kept.get(question), told)).as(question).isEqualTo(rows(whole));
        kept.put(question, whole);
      }
    }
    // Of d.com alone both are told: 90001 created it, 90002 answers for it.
    Response before = kept.get("/v1/tallies?month=2026-03");
    classify("d.com", "COMPROMISED");
    since("/v1/tallies?month=2026-03", version(before))
        .then()
        .body("changed", contains(90001, 90002));
    As.role(Role.SERVICE)
        .get("/v1/tallies/changed?month=2026-03&since=" + version(before))
        .then()
        .statusCode(200)
        .body("registrars", contains(90001, 90002))
        .body("version", equalTo(version(As.role(Role.SERVICE).get("/v1/tallies?month=2026-03"))));
    classify("c.com", "COMPROMISED");
    As.role(Role.SERVICE)
        .get("/v1/tallies/incidents?month=2026-03&registrar=90002&registrar=9999")
        .then()
        .statusCode(200)
        .body("items.registrar", contains(90002));
  }

  @Test
  void tellsOfAllWhereItCannotSayWhoChanged() {
    Response before = As.role(Role.SERVICE).get("/v1/tallies?month=2026-03");
    String version = version(before);
    for (String other :
        List.of("", "x", version.replaceAll("-.*", "-999999999"), "0".repeat(64) + "-1")) {
      since("/v1/tallies?month=2026-03", other)
          .then()
          .statusCode(200)
          .body("changed", nullValue())
          .body("registrars.registrar", equalTo(before.path("registrars.registrar")));
    }
    // Of another month, and after a deposit, which may change anybody's.
    since("/v1/tallies?month=2026-02", version).then().body("changed", nullValue());
    Operate.deposit(DepositFixture.diff("D3", "D2", "2026-03-04T00:00:00Z").domains(""))
        .statusCode(201);
    since("/v1/tallies?month=2026-03", version).then().body("changed", nullValue());
    As.role(Role.SERVICE)
        .get("/v1/tallies/changed?month=2026-03&since=" + version)
        .then()
        .body("registrars", nullValue());
    As.role(Role.SERVICE).get("/v1/tallies/changed").then().statusCode(422);
    As.role(Role.FINANCE).get("/v1/tallies/changed?month=2026-03").then().statusCode(403);
    As.nobody().get("/v1/tallies/changed?month=2026-03").then().statusCode(401);
  }
}
