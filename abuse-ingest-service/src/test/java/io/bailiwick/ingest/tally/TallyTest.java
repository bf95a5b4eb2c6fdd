package io.bailiwick.ingest.tally;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A March of which deposits show two days; all figures are counted by hand. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class TallyTest {

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-05-15T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\nreg,Registry,9999,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    c.org,C,r1,r1,2026-02-02T00:00:00Z,2027-02-02T00:00:00Z,
                    d.org,D,r2,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,2021-01-01T00:00:00Z
                    p.org,P,r1,r1,2020-03-10T00:00:00Z,2026-03-10T00:00:00Z,
                    q.org,Q,r1,r1,2020-03-10T00:00:00Z,2026-03-10T00:00:00Z,
                    s.org,S,r1,r1,2020-03-10T00:00:00Z,2026-03-10T00:00:00Z,
                    x.org,X,reg,reg,2020-01-01T00:00:00Z,2027-01-01T00:00:00Z,
                    """)
                .dnssec("a.org,,1,13,2,ABCD\n"))
        .statusCode(201);
    // 1 March: one name created for two years.
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .domains("e.org,E,r1,r1,2026-03-01T10:00:00Z,2028-03-01T10:00:00Z,\n")
                .dnssec(""))
        .statusCode(201);
    // 3 March (nothing is known of the 2nd): that name is gone, b.org went to the other registrar.
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-03-04T00:00:00Z")
                .domains(
                    "b.org,B,r2,r1,2020-02-01T00:00:00Z,2028-02-01T00:00:00Z,2026-03-03T05:00:00Z\n")
                .deletes("e.org\n"))
        .statusCode(201);
  }

  private static void listings() {
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.rows(
        "alpha",
        "http://a.org/1,2026-03-02 00:00:00,,",
        "http://a.org/2,2026-03-05 00:00:00,malware,",
        "http://b.org/1,2026-03-02 00:00:00,,",
        "http://c.org/1,2026-03-02 00:00:00,,",
        "http://c.org/2,2026-02-20 00:00:00,malware,",
        "http://unknown.org/1,2026-03-02 00:00:00,,",
        "http://x.org/1,2026-03-02 00:00:00,,true");
    Operate.rows("beta", "http://a.org/1,2026-03-03 00:00:00,,");
    String id =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/incidents?name=c.org&month=2026-03")
            .path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", "MALICIOUS", "reason", "Seen"))
        .post("/v1/incidents/" + id + "/classification")
        .then()
        .statusCode(200);
  }

  private static String etag(String path) {
    return As.role(Role.SERVICE).get(path).then().statusCode(200).extract().header("ETag");
  }

  private static int askedWith(String etag, String path) {
    return As.role(Role.SERVICE).header("If-None-Match", etag).get(path).statusCode();
  }

  /** A reader who has kept an answer gets it again only where a fact behind it has changed. */
  @Test
  void isSentAgainOnlyWhereAFactHasChanged() {
    listings();
    String march = "/v1/tallies?month=2026-03";
    String february = "/v1/tallies?month=2026-02";
    String measures = "/v1/measures?month=2026-02";
    String zones = "/v1/tallies/zones?month=2026-02";
    String ofMarch = etag(march);
    String ofFebruary = etag(february);
    String ofMeasures = etag(measures);
    String ofZones = etag(zones);
    assertEquals(304, askedWith(ofMarch, march));
    assertEquals(304, askedWith("W/\"other\", " + ofMarch, march));
    assertEquals(200, askedWith("\"other\"", march));
    assertEquals(200, askedWith(ofFebruary, march));

    // Listed in March for the first time: February's tallies stay, its cohort may not.
    Operate.rows("alpha", "http://d.org/1,2026-03-20 00:00:00,,");
    assertEquals(200, askedWith(ofMarch, march));
    assertEquals(304, askedWith(ofFebruary, february));
    assertEquals(200, askedWith(ofMeasures, measures));
    assertEquals(200, askedWith(ofZones, zones));

    // Listed again: no tally changes by it, but how long it was listed does.
    String now = etag(march);
    String measured = etag("/v1/measures?month=2026-03");
    Operate.rows("alpha", "http://d.org/1,2026-03-22 00:00:00,,");
    assertEquals(304, askedWith(now, march));
    assertEquals(200, askedWith(measured, "/v1/measures?month=2026-03"));

    // Exposure: a deposit may change any month.
    Operate.deposit(DepositFixture.diff("D3", "D2", "2026-03-05T00:00:00Z").domains(""))
        .statusCode(201);
    assertEquals(200, askedWith(now, march));
    assertEquals(200, askedWith(ofFebruary, february));
  }

  @Test
  void talliesDistinctDomainsByThreatClassificationAndEvidence() {
    listings();
    ValidatableResponse march =
        As.role(Role.SERVICE)
            .get("/v1/tallies?month=2026-03")
            .then()
            .statusCode(200)
            .body("month", equalTo("2026-03"))
            .body("daysInMonth", equalTo(31))
            .body("daysWithEvidence", equalTo(2))
            .body("missingDays", hasSize(29))
            .body("missingDays[0]", equalTo("2026-03-02"))
            .body("missingDays[1]", equalTo("2026-03-04"))
            .body("registrars.registrar", contains(9999, 90001, 90002))
            .body("registrars.kind", contains("REGISTRY", "ACCREDITED", "ACCREDITED"))
            // 90001: seven names at the end of the 1st, five at the end of the 3rd.
            .body("registrars.dumSum", contains(2, 12, 3))
            .body("registrars.days", contains(2, 2, 2))
            .body("registrars.creates", contains(0, 1, 0))
            .body("registrars.agpDeletes", contains(0, 1, 0))
            .body("unattributedDomains", equalTo(1));
    tally(march, 90001, "TOTAL", "MALICIOUS", "LISTED", 2);
    tally(march, 90001, "TOTAL", "MALICIOUS", "CORROBORATED", 2);
    tally(march, 90001, "TOTAL", "MALICIOUS", "VALIDATED", 1);
    tally(march, 90001, "PHISHING", "MALICIOUS", "LISTED", 2);
    tally(march, 90001, "PHISHING", "MALICIOUS", "CORROBORATED", 2);
    tally(march, 90001, "MALWARE", "MALICIOUS", "LISTED", 1);
    tally(march, 90001, "MALWARE", "MALICIOUS", "CORROBORATED", null);
    tally(march, 90001, "TOTAL", "UNKNOWN", "LISTED", 1);
    tally(march, 9999, "TOTAL", "COMPROMISED", "LISTED", 1);
    march
        .body("registrars.find{it.registrar==90002}.tallies", hasSize(0))
        .body(
            "registrars.find{it.registrar==90001}.families.collect{it.family + ' ' + it.minimumEvidence + ' ' + it.domains}",
            contains(
                "alpha LISTED 2",
                "alpha CORROBORATED 2",
                "alpha VALIDATED 1",
                "beta LISTED 1",
                "beta CORROBORATED 1"))
        // a.org is corroborated by the two together; c.org by a person, whoever listed it.
        .body(
            "registrars.find{it.registrar==90001}.families.collect{it.family + ' ' + it.minimumEvidence + ' ' + it.onlyByIt}",
            contains(
                "alpha LISTED 0",
                "alpha CORROBORATED 1",
                "alpha VALIDATED 0",
                "beta LISTED 0",
                "beta CORROBORATED 1"))
        .body(
            "registrars.find{it.registrar==90001}.clusters.collect{it.minimumEvidence + ' ' + it.domains}",
            containsInAnyOrder(
                "LISTED 1", "CORROBORATED 1", "LISTED 1", "CORROBORATED 1", "VALIDATED 1"))
        .body("registrars.find{it.registrar==90001}.clusters.cluster.unique()", hasSize(2));
    As.role(Role.SERVICE)
        .get("/v1/tallies?month=2026-02")
        .then()
        .body("daysWithEvidence", equalTo(1))
        .body("registrars.find{it.registrar==90001}.tallies", hasSize(2))
        .body("registrars.find{it.registrar==90001}.creates", equalTo(2));
    As.role(Role.SERVICE)
        .get("/v1/tallies?month=2025-02")
        .then()
        .body("daysWithEvidence", equalTo(0))
        .body("missingDays", hasSize(28))
        .body("registrars", hasSize(0));
  }

  private static void tally(
      ValidatableResponse month,
      int registrar,
      String threat,
      String classification,
      String evidence,
      Integer domains) {
    month.body(
        "registrars.find{it.registrar==%d}.tallies.find{it.threat=='%s' && it.classification=='%s' && it.minimumEvidence=='%s'}?.domains"
            .formatted(registrar, threat, classification, evidence),
        domains == null ? nullValue() : equalTo(domains));
  }

  @Test
  void namesRegisteredTogetherAreOneClusterInEveryMonth() {
    StringBuilder domains = new StringBuilder();
    String[] listed = new String[23];
    for (int i = 0; i < 23; i++) {
      // Twenty names a second apart, and three an hour later.
      String created = "2026-03-05T1%d:00:%02dZ".formatted(i < 20 ? 0 : 1, i);
      domains.append("m%d.org,M%d,r2,r2,%s,2027-03-05T10:00:00Z,\n".formatted(i, i, created));
      listed[i] = "http://m%d.org/1,2026-0%d-06 00:00:00,,".formatted(i, i == 0 ? 4 : 3);
    }
    Operate.deposit(
            DepositFixture.diff("D3", "D2", "2026-03-06T00:00:00Z").domains(domains.toString()))
        .statusCode(201);
    Operate.csv("alpha", "alpha");
    TestClock.set(Instant.parse("2026-04-30T00:00:00Z"));
    Operate.rows("alpha", listed);
    Map<Integer, Integer> march = clusters("2026-03");
    assertEquals(List.of(1, 1, 1, 19), march.values().stream().sorted().toList());
    // The one that was listed a month later belongs to the same.
    Map<Integer, Integer> april = clusters("2026-04");
    assertEquals(List.of(1), List.copyOf(april.values()));
    assertEquals(19, march.get(april.keySet().iterator().next()));
  }

  /** Domains by cluster. */
  private static Map<Integer, Integer> clusters(String month) {
    JsonPath tallies =
        As.role(Role.SERVICE)
            .get("/v1/tallies?month=" + month)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .setRootPath("registrars.find{it.registrar==90002}.clusters");
    List<Integer> clusters = tallies.getList("cluster");
    List<Integer> domains = tallies.getList("domains");
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      sizes.put(clusters.get(i), domains.get(i));
    }
    return sizes;
  }

  @Test
  void measuresTheCohortOfTheCreator() {
    listings();
    // a.org was listed 29 days after its creation, c.org 18 and 28 days.
    measures("2026-02")
        .body(
            "cohort.collect{it.minimumEvidence + ' ' + it.domains}",
            contains("LISTED 2", "CORROBORATED 2", "VALIDATED 1"));
  }

  @Test
  void measuresTheStockDayByDay() {
    listings();
    List<Integer> listed = new ArrayList<>(Collections.nCopies(31, 0));
    listed.set(1, 2); // a.org and c.org
    listed.set(2, 1); // a.org, again for phishing
    List<Integer> corroborated = List.copyOf(listed);
    listed.set(4, 1); // a.org, for malware
    List<Integer> validated = new ArrayList<>(Collections.nCopies(31, 0));
    validated.set(1, 1); // c.org
    measures("2026-03")
        .body("stock.minimumEvidence", contains("LISTED", "CORROBORATED", "VALIDATED"))
        .body("stock[0].daily", equalTo(listed))
        .body("stock[1].daily", equalTo(corroborated))
        .body("stock[2].daily", equalTo(validated));
  }

  @Test
  void aNameOnHoldLeavesTheStockAndEndsItsIncident() {
    listings();
    String rows =
        "survival.collect{[it.clock, it.classification, it.evidence, it.hours, it.action, it.actor, it.incidents].join(' ')}";
    measures("2026-03")
        .body(
            rows,
            contains(
                "LISTING MALICIOUS LISTED 624.0 null null 1",
                "LISTING MALICIOUS CORROBORATED 696.0 null null 1",
                "LISTING MALICIOUS VALIDATED 696.0 null null 1"));
    Operate.deposit(
            DepositFixture.diff("D3", "D2", "2026-03-04T12:00:00Z")
                .domains("a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,\n")
                .statuses("a.org,clientHold,\n"))
        .statusCode(201);
    measures("2026-03")
        .body(
            rows,
            contains(
                "LISTING MALICIOUS LISTED 0.0 HOLD REGISTRAR 1",
                "LISTING MALICIOUS CORROBORATED 60.0 HOLD REGISTRAR 1",
                "LISTING MALICIOUS VALIDATED 696.0 null null 1"))
        .body("stock[0].daily[1]", equalTo(2))
        .body("stock[0].daily[2]", equalTo(1))
        .body("stock[0].daily[4]", equalTo(0));
  }

  private static ValidatableResponse measures(String month) {
    return As.role(Role.SERVICE)
        .get("/v1/measures?month=" + month)
        .then()
        .statusCode(200)
        .body("cohortDays", equalTo(30))
        .body("horizonHours", equalTo(720))
        .rootPath("registrars.find{it.registrar==90001}");
  }

  @Test
  void portfoliosSayWhatIsKnown() {
    As.role(Role.SERVICE)
        .get("/v1/portfolios?month=2026-03")
        .then()
        .statusCode(200)
        .body("missingDays", hasSize(29))
        .body("registrars.registrar", contains(9999, 90001, 90002))
        .body("registrars.closingDum", contains(1, 5, 2))
        .body("registrars.dumSum", contains(2, 12, 3))
        .body("registrars.creates", contains(0, 1, 0))
        .body("registrars.termYears", contains(0, 2, 0))
        // e.org, created for two years, was deleted in its add grace period.
        .body("registrars.termYearsKept", contains(0, 0, 0))
        .body("registrars.agpDeletes", contains(0, 1, 0))
        .body("registrars.deletes", contains(0, 0, 0))
        .body("registrars.transfersIn", contains(0, 0, 1))
        .body("registrars.transfersOut", contains(0, 1, 0))
        .body("registrars.signedNames", contains(0, 1, 0))
        .body("registrars[1].renewalsDue", nullValue())
        .body("registrars[1]", hasKey("renewalsDue"))
        .body("registrars[1]", hasKey("usage"))
        .body("registrars[1].tls", nullValue());
  }

  /**
   * February 2027: a.org and c.org end their first year; a.org is renewed. b.org and d.org were
   * created in 2020, so that nobody knows which of their periods it is.
   */
  @Test
  void tellsFirstRenewalsApart() {
    TestClock.set(Instant.parse("2027-04-17T00:00:00Z"));
    Operate.deposit(
            DepositFixture.diff("D3", "D2", "2027-03-01T00:00:00Z")
                .domains("a.org,A,r1,r1,2026-02-01T00:00:00Z,2028-02-01T00:00:00Z,\n")
                .deletes("c.org\n"))
        .statusCode(201);
    Operate.deposit(DepositFixture.diff("D4", "D3", "2027-04-16T00:00:00Z")).statusCode(201);
    portfolio("2027-02")
        .body("registrars.find{it.registrar==90001}.renewalsDue", equalTo(2))
        .body("registrars.find{it.registrar==90001}.renewalsDone", equalTo(1))
        .body("registrars.find{it.registrar==90001}.firstRenewalsDue", equalTo(2))
        .body("registrars.find{it.registrar==90001}.firstRenewalsDone", equalTo(1))
        .body("registrars.find{it.registrar==90002}.renewalsDue", equalTo(2))
        .body("registrars.find{it.registrar==90002}.renewalsDone", equalTo(1))
        .body("registrars.find{it.registrar==90002}.firstRenewalsDue", equalTo(0))
        .body("registrars.find{it.registrar==90002}.firstRenewalsDone", equalTo(0));
  }

  @Test
  void renewalsAreKnownOnceTheAutoRenewGraceHasPassed() {
    // p.org is renewed; q.org is purged a month after its expiry; s.org is renewed automatically
    // and put to deletion.
    Operate.deposit(
            DepositFixture.diff("D3", "D2", "2026-04-11T00:00:00Z")
                .domains(
                    """
                    p.org,P,r1,r1,2020-03-10T00:00:00Z,2027-03-10T00:00:00Z,
                    s.org,S,r1,r1,2020-03-10T00:00:00Z,2027-03-10T00:00:00Z,
                    """)
                .statuses("p.org,ok,\ns.org,pendingDelete,redemptionPeriod\n")
                .deletes("q.org\n"))
        .statusCode(201);
    TestClock.set(Instant.parse("2026-05-17T00:00:00Z"));
    portfolio("2026-03").body("registrars.find{it.registrar==90001}.renewalsDue", nullValue());
    Operate.deposit(DepositFixture.diff("D4", "D3", "2026-05-16T00:00:00Z")).statusCode(201);
    portfolio("2026-03")
        .body("registrars.find{it.registrar==90001}.renewalsDue", equalTo(3))
        .body("registrars.find{it.registrar==90001}.renewalsDone", equalTo(1))
        // They were created six years before: no first renewal that anybody could know of.
        .body("registrars.find{it.registrar==90001}.firstRenewalsDue", equalTo(0))
        .body("registrars.find{it.registrar==90002}.renewalsDue", equalTo(0));
    TestClock.set(Instant.parse("2026-05-15T23:59:00Z"));
    portfolio("2026-03").body("registrars.find{it.registrar==90001}.renewalsDue", nullValue());
    // Of February nobody can say: deposits begin at its end.
    TestClock.set(Instant.parse("2026-05-17T00:00:00Z"));
    portfolio("2026-02").body("registrars.find{it.registrar==90001}.renewalsDue", nullValue());
    portfolio("2026-04").body("registrars.find{it.registrar==90001}.deletes", equalTo(1));
  }

  private static ValidatableResponse portfolio(String month) {
    return As.role(Role.SERVICE).get("/v1/portfolios?month=" + month).then().statusCode(200);
  }

  @Test
  void areForThoseWhoMay() {
    for (String path :
        List.of(
            "/v1/tallies",
            "/v1/tallies/zones",
            "/v1/measures",
            "/v1/measures/zones",
            "/v1/portfolios")) {
      As.nobody().get(path + "?month=2026-03").then().statusCode(401);
      As.role(Role.FINANCE).get(path + "?month=2026-03").then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path + "?month=2026-03").then().statusCode(403);
      As.role(Role.SERVICE).get(path + "?month=2026-13").then().statusCode(400);
      As.role(Role.SERVICE).get(path).then().statusCode(422);
    }
  }
}
