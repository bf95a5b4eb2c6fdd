package io.bailiwick.ingest.exclusion;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A March of which deposits show the 1st, the 2nd and the 31st. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class ExclusionTest {

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-04-15T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-02T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """)
                .dnssec("a.org,,1,13,2,ABCD\n"))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-03T00:00:00Z")
                .domains("n.org,N,r1,r1,2026-03-02T10:00:00Z,2027-03-02T10:00:00Z,\n")
                .dnssec(""))
        .statusCode(201);
    // a.org goes over to the other registrar.
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-04-01T00:00:00Z")
                .domains(
                    "a.org,A,r2,r1,2026-02-01T00:00:00Z,2028-02-01T00:00:00Z,2026-03-20T00:00:00Z\n")
                .dnssec("a.org,,1,13,2,ABCD\n"))
        .statusCode(201);
    Operate.list("alpha");
    TestClock.set(Instant.parse("2026-03-10T12:00:00Z"));
    Operate.send("alpha", "text/plain", "a.org\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .statusCode(201);
    TestClock.set(Instant.parse("2026-04-15T00:00:00Z"));
  }

  private static ValidatableResponse exclude(
      String name, String reason, String from, String until) {
    Map<String, String> body = new HashMap<>();
    body.put("name", name);
    body.put("reason", reason);
    body.put("from", from);
    body.put("until", until);
    body.put("note", "By order");
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(body)
        .post("/v1/exclusions")
        .then();
  }

  private static ValidatableResponse tallies() {
    return As.role(Role.SERVICE).get("/v1/tallies?month=2026-03").then().statusCode(200);
  }

  @Test
  void anExcludedNameLeavesNumeratorAndDenominator() {
    int before =
        tallies()
            // 2 + 3 + 2 names, and one after the transfer.
            .body("registrars.dumSum", contains(7, 1))
            .body("registrars.grossDumSum", contains(7, 1))
            .body("registrars[0].tallies.find{it.threat=='TOTAL'}.domains", equalTo(1))
            .body("excludedDomains", equalTo(0))
            .extract()
            .path("sequence");
    exclude("A.org", "SEIZED", "2026-03-02", null)
        .statusCode(201)
        .body("name", equalTo("a.org"))
        .body("enteredBy", equalTo("abuse-analyst"))
        .body("until", nullValue());
    // It counts on the 1st; on the 2nd and the 31st it does not, whoever sponsors it.
    int after =
        tallies()
            .body("registrars.dumSum", contains(6, 0))
            .body("registrars.grossDumSum", contains(7, 1))
            .body("registrars[0].tallies", hasSize(0))
            .body("registrars[0].families", hasSize(0))
            .body("excludedDomains", equalTo(1))
            .extract()
            .path("sequence");
    org.assertj.core.api.Assertions.assertThat(after).isGreaterThan(before);
    As.role(Role.SERVICE)
        .get("/v1/portfolios?month=2026-03")
        .then()
        .body("registrars.dumSum", contains(6, 0))
        .body("registrars.closingDum", contains(2, 0))
        .body("registrars.signedNames", contains(0, 0))
        .body("registrars.transfersIn", contains(0, 0))
        .body("registrars.transfersOut", contains(0, 0))
        .body("registrars.creates", contains(1, 0));
    As.role(Role.SERVICE)
        .get("/v1/tally-changes")
        .then()
        .statusCode(200)
        .body(
            "items.findAll{it.month=='2026-03' && it.causes.contains('PERSON')}.registrar",
            contains(90001));
    // What is reconciled with the monthly report is gross.
    As.role(Role.SERVICE)
        .get("/v1/reconciliations/2026-03")
        .then()
        .statusCode(200)
        .body("state", equalTo("WAITING"));
  }

  @Test
  void onlyTheDaysOfTheExclusionCount() {
    exclude("a.org", "SINKHOLED", "2026-03-11", "2026-03-31").statusCode(201);
    // Opened on the 10th; no day with evidence lies within.
    tallies()
        .body("registrars.dumSum", contains(7, 1))
        .body("registrars[0].tallies.find{it.threat=='TOTAL'}.domains", equalTo(1));
    exclude("n.org", "TEST", "2026-03-01", "2026-04-01").statusCode(201);
    tallies()
        .body("registrars.dumSum", contains(5, 1))
        .body("registrars.creates", contains(0, 0))
        .body("registrars.createsKept", contains(0, 0));
  }

  @Test
  void endsByAPersonsWordAndIsAudited() {
    String id =
        exclude("a.org", "REGISTRY_HELD", "2026-03-02", null).statusCode(201).extract().path("id");
    exclude("a.org", "SEIZED", "2026-05-01", null).statusCode(409);
    end(id, "2026-03-02").statusCode(422);
    end(id, "2026-03-10")
        .statusCode(200)
        .body("until", equalTo("2026-03-10"))
        .body("endedBy", equalTo("abuse-analyst"));
    end(id, "2026-03-11").statusCode(409);
    tallies().body("registrars.dumSum", contains(6, 1));
    exclude("a.org", "SEIZED", "2026-03-10", null).statusCode(201);
    As.role(Role.AUDITOR)
        .get("/v1/exclusions?name=a.org")
        .then()
        .statusCode(200)
        .body("items.reason", contains("REGISTRY_HELD", "SEIZED"));
    As.role(Role.AUDITOR)
        .get("/v1/exclusions?at=2026-03-09")
        .then()
        .body("items.reason", contains("REGISTRY_HELD"));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", hasItems("exclusion.entered", "exclusion.ended"));
  }

  private static ValidatableResponse end(String id, String until) {
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("until", until))
        .post("/v1/exclusions/" + id + "/end")
        .then();
  }

  @Test
  void isForThoseWhoMay() {
    exclude("a.b.org", "TEST", "2026-03-02", null).statusCode(422);
    exclude("a.com", "TEST", "2026-03-02", null).statusCode(422);
    exclude("a.org", "OTHER", "2026-03-02", null).statusCode(422);
    exclude("a.org", "TEST", "2026-03-02", "2026-03-01").statusCode(422);
    end("00000000-0000-7000-8000-000000000000", "2026-03-10").statusCode(404);
    As.nobody().get("/v1/exclusions").then().statusCode(401);
    As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/exclusions").then().statusCode(403);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(Map.of("name", "a.org", "reason", "TEST", "from", "2026-03-02", "note", "x"))
        .post("/v1/exclusions")
        .then()
        .statusCode(403);
  }
}
