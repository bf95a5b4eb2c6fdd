package io.bailiwick.ingest.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class IncidentTest {

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
    Operate.csv("alpha-copy", "alpha");
  }

  /**
   * young.org is a month old on 1 March, old.org six years; moved.org went from 90001 to 90002 on
   * 10 March at noon.
   */
  private static void registry() {
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    young.org,Y-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    old.org,O-ORG,r1,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    moved.org,M-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-11T00:00:00Z")
                .domains(
                    "moved.org,M-ORG,r2,r1,2026-02-01T00:00:00Z,2028-02-01T00:00:00Z,2026-03-10T12:00:00Z\n"))
        .statusCode(201);
  }

  @Test
  void countsADomainAndAThreatOnceHoweverManyUrlsAndFeeds() {
    registry();
    Operate.rows(
        "alpha",
        "http://young.org/1,2026-03-02 00:00:00,,",
        "http://a.young.org/2,2026-03-03 00:00:00,,",
        "http://young.org/3,2026-03-04 00:00:00,malware,");
    Operate.rows("alpha-copy", "http://young.org/1,2026-03-02 00:00:00,,");
    incidents("?name=young.org&threat=PHISHING")
        .body("items", hasSize(1))
        .body("items[0].observations", equalTo(3))
        .body("items[0].families", contains("alpha"))
        .body("items[0].evidence", equalTo("LISTED"))
        .body("items[0].state", equalTo("ATTRIBUTED"))
        .body("items[0].registrar", equalTo(90001))
        .body("items[0].roid", equalTo("Y-ORG"))
        .body("items[0].openedAt", equalTo("2026-03-02T00:00:00Z"))
        .body("items[0].lastSeenAt", equalTo("2026-03-03T00:00:00Z"))
        .body("items[0].month", equalTo("2026-03"));
    incidents("?threat=MALWARE").body("items", hasSize(1));
    Operate.rows("beta", "young.org,2026-03-05 00:00:00,,");
    incidents("?name=young.org&threat=PHISHING")
        .body("items", hasSize(1))
        .body("items[0].families", contains("alpha", "beta"))
        .body("items[0].evidence", equalTo("CORROBORATED"));
  }

  @Test
  void walksBackToTheLineOfThePayload() {
    registry();
    String sha =
        Operate.rows("alpha", "hxxp://young[.]org/1,2026-03-02 00:00:00,,")
            .extract()
            .path("sha256");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents/" + id("young.org"))
        .then()
        .statusCode(200)
        .body("name", equalTo("young.org"))
        .body("listings[0].feed", equalTo("alpha"))
        .body("listings[0].family", equalTo("alpha"))
        .body("listings[0].line", equalTo(2))
        .body("listings[0].value", equalTo("hxxp://young[.]org/1"))
        .body("listings[0].payloadSha256", equalTo(sha))
        .body("listings[0].sourceTime", equalTo("2026-03-02T00:00:00Z"))
        .body("listings[0].countingTime", equalTo("2026-03-02T00:00:00Z"));
  }

  @Test
  void classifiesByAgePlatformAndHint() {
    registry();
    Operate.rows(
        "alpha",
        "http://young.org/,2026-03-02 00:00:00,,",
        "http://old.org/,2026-03-02 00:00:00,,",
        "http://moved.org/,2026-03-02 00:00:00,,true",
        "http://x.duckdns.org/,2026-03-02 00:00:00,,");
    // By hand: 1 February to 2 March 2026 are 29 days; 1 February 2020 to 2 March 2026 are 2221.
    incidents("?name=young.org")
        .body("items[0].classification", equalTo("MALICIOUS"))
        .body("items[0].classificationReason", containsString("29 days"));
    incidents("?name=old.org")
        .body("items[0].classification", equalTo("UNKNOWN"))
        .body("items[0].classificationReason", containsString("2221 days"))
        .body("items[0].registrar", equalTo(90001))
        .body("items[0].creator", equalTo(90002));
    incidents("?name=moved.org").body("items[0].classification", equalTo("COMPROMISED"));
    incidents("?name=duckdns.org")
        .body("items[0].classification", equalTo("PLATFORM"))
        .body("items[0].state", equalTo("UNATTRIBUTED"));
  }

  @Test
  void attributesToTheSponsorAtTheTimeNotAtTheReport() {
    registry();
    // Reported after the transfer, first seen before it, on the same day.
    Operate.rows("alpha", "http://moved.org/,2026-03-10 11:59:59,,");
    incidents("?name=moved.org")
        .body("items[0].registrar", equalTo(90001))
        .body("items[0].creator", equalTo(90001));
    // Another threat, seen first at the instant of the transfer.
    Operate.rows("alpha", "http://moved.org/x,2026-03-10 12:00:00,malware,");
    incidents("?name=moved.org&threat=MALWARE").body("items[0].registrar", equalTo(90002));
  }

  @Test
  void isNotAttributableToAnOwnerWhoCameLater() {
    registry();
    Operate.rows("alpha", "http://young.org/,2026-01-31 23:59:59,,");
    incidents("?name=young.org")
        .body("items[0].state", equalTo("NOT_ATTRIBUTABLE"))
        .body("items[0].registrar", nullValue())
        .body("items[0].roid", nullValue());
    As.registrar(90001, Role.REGISTRAR_ABUSE).get("/v1/incidents").then().body("items", hasSize(0));
  }

  @Test
  void isBoundWhenRegistrationDataArrives() {
    Operate.rows("alpha", "http://young.org/,2026-03-02 00:00:00,,");
    String id = id("young.org");
    incidents("?state=UNATTRIBUTED")
        .body("items[0].id", equalTo(id))
        .body("items[0].classification", equalTo("UNKNOWN"))
        .body("items[0].classificationReason", containsString("No registration is known"));
    registry();
    As.role(Role.AUDITOR).get("/v1/deposits").then().body("items.incidentsBound", contains(1, 0));
    incidents("?name=young.org")
        .body("items", hasSize(1))
        .body("items[0].id", equalTo(id))
        .body("items[0].state", equalTo("ATTRIBUTED"))
        .body("items[0].registrar", equalTo(90001))
        .body("items[0].classification", equalTo("MALICIOUS"));
  }

  @Test
  void bindsToTheLifetimeOfTheTime() {
    registry();
    Operate.rows("alpha", "http://young.org/,2026-03-12 00:00:00,,");
    String first = id("young.org");
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-03-16T00:00:00Z")
                .domains("young.org,Y2-ORG,r2,r2,2026-03-15T00:00:00Z,2027-03-15T00:00:00Z,\n")
                .deletes("young.org\n"))
        .statusCode(201);
    Operate.rows("alpha", "http://young.org/again,2026-03-15 12:00:00,,");
    // Three days apart, but two lifetimes.
    incidents("?name=young.org")
        .body("items", hasSize(2))
        .body("items.roid", contains("Y-ORG", "Y2-ORG"))
        .body("items.registrar", contains(90001, 90002))
        .body("items[0].id", equalTo(first));
  }

  @Test
  void opensANewOneAfterThirtyDaysWithoutAListing() {
    registry();
    Operate.rows(
        "alpha",
        "http://old.org/1,2026-01-05 00:00:00,,",
        "http://old.org/2,2026-02-04 00:00:00,,",
        "http://old.org/3,2026-03-06 00:00:01,,");
    incidents("?name=old.org")
        .body("items", hasSize(2))
        .body("items.openedAt", contains("2026-01-05T00:00:00Z", "2026-03-06T00:00:01Z"))
        .body("items.month", contains("2026-01", "2026-03"));
  }

  @Test
  void theMonthEndsAtMidnightUtc() {
    registry();
    Operate.rows(
        "alpha",
        "http://old.org/1,2026-02-28 23:59:59,,",
        "http://young.org/1,2026-03-01 00:00:00,,",
        "http://moved.org/1,2026-03-01T00:30:00+01:00,,");
    incidents("?month=2026-02").body("items.name", contains("moved.org", "old.org"));
    incidents("?month=2026-03").body("items.name", contains("young.org"));
  }

  @Test
  void mergesWhenAListingClosesTheGapAndKeepsWhatAPersonSaid() {
    registry();
    Operate.rows("alpha", "http://old.org/1,2026-01-05 00:00:00,,");
    Operate.rows("alpha", "http://old.org/3,2026-02-20 00:00:00,,");
    List<String> ids = ids("old.org");
    assertThat(ids).hasSize(2);
    String merged = ids.get(1);
    classify(merged, "MALICIOUS", "Kit found on the page").statusCode(200);
    Operate.rows("beta", "http://old.org/2,2026-01-28 00:00:00,,");
    incidents("?name=old.org")
        .body("items", hasSize(1))
        .body("items[0].id", equalTo(ids.get(0)))
        .body("items[0].observations", equalTo(3))
        .body("items[0].classification", equalTo("MALICIOUS"))
        .body("items[0].evidence", equalTo("VALIDATED"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents/" + merged)
        .then()
        .statusCode(200)
        .body("id", equalTo(ids.get(0)));
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    List<String> rows = new ArrayList<>();
    Random random = new Random(7);
    Instant start = Instant.parse("2026-01-02T00:00:00Z");
    for (int i = 0; i < 24; i++) {
      String name = List.of("old.org", "young.org", "moved.org").get(i % 3);
      Instant at = start.plusSeconds(random.nextInt(80 * 86400));
      rows.add("http://%s/%d,%s,%s,".formatted(name, i, at, i % 4 == 0 ? "malware" : ""));
    }
    Set<String> outcomes = new HashSet<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      empty();
      Collections.shuffle(rows, random);
      if (attempt == 0) {
        registry();
      }
      for (String row : rows) {
        // One feed for a row whenever it comes; the copy is of the same family as the first.
        Operate.rows(row.contains("1,") ? "beta" : "alpha", row);
      }
      if (attempt > 0) {
        registry();
      }
      outcomes.add(
          As.role(Role.ABUSE_ANALYST)
              .accept("text/csv")
              .get("/v1/incidents")
              .asString()
              .replaceAll("(?m)^[0-9a-f-]{36},", "")
              .lines()
              .sorted()
              .reduce("", (a, b) -> a + "\n" + b));
    }
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.iterator().next().lines().count()).isGreaterThan(6);
  }

  @Test
  void keepsThePersonsWordOverRecomputation() {
    registry();
    Operate.rows("alpha", "http://young.org/1,2026-03-02 00:00:00,,");
    String id = id("young.org");
    classify(id, "FALSE_POSITIVE", "The bank's own page")
        .statusCode(200)
        .body("classification", equalTo("FALSE_POSITIVE"))
        .body("classificationReason", equalTo("The bank's own page"))
        .body("evidence", equalTo("VALIDATED"))
        .body("decision.by", equalTo("abuse-analyst"));
    Operate.rows("beta", "http://young.org/2,2026-03-03 00:00:00,,");
    incidents("?classification=FALSE_POSITIVE")
        .body("items", hasSize(1))
        .body("items[0].observations", equalTo(2))
        .body("items[0].evidence", equalTo("VALIDATED"));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", hasItem("incident.classified"));
    As.role(Role.AUDITOR).get("/v1/audit-verification").then().body("valid", equalTo(true));
  }

  @Test
  void aRegistrarSeesItsOwnOnly() {
    registry();
    Operate.rows(
        "alpha",
        "http://young.org/1,2026-03-02 00:00:00,,",
        "http://moved.org/1,2026-03-12 00:00:00,,",
        "http://unknown.org/1,2026-03-12 00:00:00,,");
    String foreign = id("moved.org");
    String nobodys = id("unknown.org");
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/incidents")
        .then()
        .statusCode(200)
        .body("items.name", contains("young.org"));
    // By identifier: a reader of changes looks up those that changed.
    incidents("?id=" + foreign + "&id=" + nobodys)
        .body("items.name", containsInAnyOrder("moved.org", "unknown.org"));
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/incidents?id=" + foreign)
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/incidents?registrar=90002")
        .then()
        .statusCode(404);
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/incidents/" + id("young.org"))
        .then()
        .statusCode(200);
    String own = "00000000-0000-7000-8000-000000000000";
    String absent =
        As.registrar(90001, Role.REGISTRAR_ABUSE)
            .get("/v1/incidents/" + own)
            .then()
            .statusCode(404)
            .extract()
            .path("detail");
    for (String id : List.of(foreign, nobodys)) {
      As.registrar(90001, Role.REGISTRAR_ABUSE)
          .get("/v1/incidents/" + id)
          .then()
          .statusCode(404)
          .body("detail", equalTo(absent));
    }
  }

  @Test
  void isForThoseWhoMay() {
    String some = "00000000-0000-7000-8000-000000000000";
    As.nobody().get("/v1/incidents").then().statusCode(401);
    As.nobody().get("/v1/incidents/" + some).then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/incidents").then().statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .contentType("application/json")
        .body(Map.of("classification", "UNKNOWN", "reason", "x"))
        .post("/v1/incidents/" + some + "/classification")
        .then()
        .statusCode(403);
    classify(some, "UNKNOWN", "no such thing").statusCode(404);
    classify(some, "UNKNOWN", " ").statusCode(422);
    classify(some, "NOTHING", "x").statusCode(422);
    As.role(Role.ABUSE_ANALYST).get("/v1/incidents?month=March").then().statusCode(400);
    As.role(Role.ABUSE_ANALYST).get("/v1/incidents?registrar=0").then().statusCode(400);
  }

  private static ValidatableResponse classify(String id, String classification, String reason) {
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", classification, "reason", reason))
        .post("/v1/incidents/" + id + "/classification")
        .then();
  }

  private static ValidatableResponse incidents(String query) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/incidents" + query).then().statusCode(200);
  }

  private static List<String> ids(String name) {
    return incidents("?name=" + name).extract().path("items.id");
  }

  private static String id(String name) {
    return ids(name).getFirst();
  }
}
