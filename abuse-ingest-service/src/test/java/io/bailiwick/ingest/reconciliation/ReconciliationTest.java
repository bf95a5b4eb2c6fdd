package io.bailiwick.ingest.reconciliation;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A March that three deposits show; all figures are counted by hand. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class ReconciliationTest {

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-07-01T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-02-20T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    c.org,C,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    // The grace period of the first ends in March, and so does that of the second; the third is
    // deleted within it.
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-12T00:00:00Z")
                .domains(
                    """
                    n1.org,N1,r1,r1,2026-02-26T00:00:00Z,2027-02-26T00:00:00Z,
                    n2.org,N2,r1,r1,2026-03-10T00:00:00Z,2028-03-10T00:00:00Z,
                    g.org,G,r1,r1,2026-03-11T00:00:00Z,2027-03-11T00:00:00Z,
                    """))
        .statusCode(201);
    // Its grace period ends in April; b.org goes over; c.org and g.org are purged.
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-04-01T00:00:00Z")
                .domains(
                    """
                    n3.org,N3,r1,r1,2026-03-29T00:00:00Z,2027-03-29T00:00:00Z,
                    b.org,B,r2,r1,2020-02-01T00:00:00Z,2028-02-01T00:00:00Z,2026-03-15T00:00:00Z
                    """)
                .deletes("c.org\ng.org\n"))
        .statusCode(201);
  }

  private static TransactionReportFixture report(long namesOfOne) {
    return new TransactionReportFixture()
        .row(
            "\"One, Inc.\"",
            90001,
            Map.of(
                "total-domains", namesOfOne,
                "net-adds-1-yr", 1L,
                "net-adds-2-yr", 1L,
                "transfer-losing-successful", 1L,
                "deleted-domains-grace", 1L))
        .row(
            "Two",
            90002,
            Map.of(
                "total-domains", 1L,
                "transfer-gaining-successful", 1L,
                "deleted-domains-nograce", 1L));
  }

  private static ValidatableResponse send(String query, byte[] csv) {
    return As.role(Role.DATA_OPERATOR)
        .contentType("text/csv")
        .body(csv)
        .post("/v1/transaction-reports?" + query)
        .then();
  }

  private static ValidatableResponse reconciliation(String month) {
    return As.role(Role.SERVICE).get("/v1/reconciliations/" + month).then().statusCode(200);
  }

  @Test
  void agreesWithAReportOfTheSameMonth() {
    send(
            "tld=org&month=2026-02",
            new TransactionReportFixture()
                .row("One", 90001, Map.of("total-domains", 3L))
                .row("Two", 90002, Map.of("total-domains", 1L))
                .bytes())
        .statusCode(201);
    send("fileName=org-transactions-202603.csv", report(4).bytes())
        .statusCode(201)
        .header("Location", containsString("/v1/transaction-reports/"))
        .body("month", equalTo("2026-03"))
        .body("tld", equalTo("org"))
        .body("registrars", equalTo(2));
    ValidatableResponse march =
        reconciliation("2026-03")
            .body("state", equalTo("AGREES"))
            .body("blocks", equalTo(false))
            .body("zones.tld", contains("org"))
            .body("zones[0].reasons", hasSize(0))
            .body("zones[0].registrars.registrar", contains(null, 90001, 90002));
    compared(march, 90001, "TOTAL_DOMAINS", 4, 4);
    compared(march, 90002, "TOTAL_DOMAINS", 1, 1);
    compared(march, 90001, "NET_ADDS", 2, 2);
    compared(march, 90001, "TRANSFERS_LOST", 1, 1);
    compared(march, 90002, "TRANSFERS_GAINED", 1, 1);
    compared(march, 90002, "DELETES", 1, 1);
    compared(march, 90001, "GRACE_DELETES", 1, 1);
    compared(march, 90001, "MOVEMENT", 4, 4);
    compared(march, 90002, "MOVEMENT", 1, 1);
    compared(march, null, "MOVEMENT", 5, 5);
    compared(march, null, "NET_ADDS", 2, 2);
    // No deposit shows the end of February.
    reconciliation("2026-02")
        .body("state", equalTo("WAITING"))
        .body("zones[0].reasons.cause", contains("REGISTER_MISSING"));
  }

  private static void compared(
      ValidatableResponse month, Integer registrar, String measure, int counted, int reported) {
    String path =
        "zones[0].registrars.find{it.registrar==%s}.comparisons.find{it.measure=='%s'}"
            .formatted(registrar, measure);
    month
        .body(path + ".counted", equalTo(counted))
        .body(path + ".reported", equalTo(reported))
        .body(path + ".difference", equalTo(counted - reported));
  }

  @Test
  void aDifferenceBlocksAndACorrectedReportTakesItsPlace() {
    String first =
        send("tld=org&month=2026-03", report(10).bytes()).statusCode(201).extract().path("id");
    reconciliation("2026-03")
        .body("state", equalTo("DIFFERS"))
        .body("blocks", equalTo(true))
        .body("zones[0].reasons.cause", contains("TOTAL_DOMAINS_DIFFER", "TOTAL_DOMAINS_DIFFER"))
        .body("zones[0].reasons[1].registrar", equalTo(90001))
        .body(
            "zones[0].reasons[1].sentence",
            equalTo(
                "Registrar 90001: 4 names at the end of the month, the report says 10; a difference of up to 5 agrees."));
    String second =
        send("tld=org&month=2026-03", report(9).bytes())
            .statusCode(201)
            .body("supersedes", equalTo(first))
            .extract()
            .path("id");
    reconciliation("2026-03")
        .body("state", equalTo("AGREES"))
        .body("zones[0].report", equalTo(second));
    // The first again: known, and it does not come back.
    send("tld=org&month=2026-03", report(10).bytes())
        .statusCode(200)
        .body("id", equalTo(first))
        .body("supersededBy", equalTo(second));
    reconciliation("2026-03").body("zones[0].report", equalTo(second));
    As.role(Role.AUDITOR)
        .get("/v1/transaction-reports?tld=org&month=2026-03")
        .then()
        .statusCode(200)
        .body("items.id", contains(first, second));
    As.role(Role.AUDITOR)
        .get("/v1/transaction-reports/" + first)
        .then()
        .body("supersededBy", equalTo(second));
    As.role(Role.AUDITOR)
        .get("/v1/transaction-reports/" + first + "/rows")
        .then()
        .statusCode(200)
        .body("items.registrar", contains(90001, 90002))
        .body("items[0].name", equalTo("One, Inc."))
        .body("items[0].counts.'total-domains'", equalTo(10))
        .body("items[0].counts.'net-adds-2-yr'", equalTo(1))
        .body("items[0].counts.'attempted-adds'", equalTo(0));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/transaction-reports/" + first + "/rows")
        .then()
        .statusCode(200)
        .body(startsWith("registrar,name,line,counts\r\n90001,\"One, Inc.\",2,"));
  }

  @Test
  void theMovementSinceTheReportBeforeMustAddUp() {
    send(
            "tld=org&month=2026-02",
            new TransactionReportFixture()
                .row("One", 90001, Map.of("total-domains", 13L))
                .row("Two", 90002, Map.of("total-domains", 1L))
                .bytes())
        .statusCode(201);
    send("tld=org&month=2026-03", report(4).bytes()).statusCode(201);
    reconciliation("2026-03")
        .body("state", equalTo("DIFFERS"))
        .body("zones[0].reasons.cause", contains("MOVEMENT_DIFFERS"))
        .body("zones[0].reasons[0].registrar", nullValue());
  }

  @Test
  void aMissingReportIsWaitedForUntilAPersonWaivesIt() {
    reconciliation("2026-03")
        .body("state", equalTo("WAITING"))
        .body("blocks", equalTo(true))
        .body("zones[0].reasons.cause", contains("REPORT_MISSING"))
        .body("zones[0].report", nullValue());
    waive("2026-03", "").statusCode(422);
    waive("2026-03", "The operator reports late")
        .statusCode(200)
        .body("state", equalTo("WAIVED"))
        .body("blocks", equalTo(false))
        .body("zones[0].waiver.waivedBy", equalTo("compliance-officer"))
        .body("zones[0].waiver.reason", equalTo("The operator reports late"));
    waive("2026-03", "Again").statusCode(409);
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", org.hamcrest.Matchers.hasItem("reconciliation.waived"));
    // What comes later counts all the same.
    send("tld=org&month=2026-03", report(10).bytes()).statusCode(201);
    reconciliation("2026-03")
        .body("state", equalTo("DIFFERS"))
        .body("zones[0].waiver.reason", equalTo("The operator reports late"));
    send("tld=org&month=2026-04", report(4).bytes()).statusCode(201);
    waive("2026-04", "Too late").statusCode(409);
    // Where no deposit shows the month either, there is nothing to go on with.
    waive("2026-05", "Nothing here").statusCode(200).body("state", equalTo("WAITING"));
    waive("2026-07", "It has not ended").statusCode(409);
  }

  private static ValidatableResponse waive(String month, String reason) {
    return As.role(Role.COMPLIANCE_OFFICER)
        .contentType("application/json")
        .body(Map.of("tld", "org", "reason", reason))
        .post("/v1/reconciliations/" + month + "/waivers")
        .then();
  }

  @Test
  void refusesWhatIsNoReportOfThisRegistry() {
    send("tld=org&month=2026-03", report(4).total("total-domains", 6).bytes())
        .statusCode(422)
        .body("detail", containsString("total-domains adds up to 5, the row of totals says 6"));
    send("tld=ngo&month=2026-03", report(4).bytes()).statusCode(422);
    send("tld=org&month=2026-07", report(4).bytes()).statusCode(422);
    send("tld=org", report(4).bytes()).statusCode(422);
    send("tld=org&month=2026-3", report(4).bytes()).statusCode(400);
    send("tld=org&month=2026-03", new byte[0]).statusCode(422);
    As.role(Role.AUDITOR).get("/v1/transaction-reports").then().body("items", hasSize(0));
  }

  @Test
  void areForThoseWhoMay() {
    String some = "/v1/transaction-reports/00000000-0000-7000-8000-000000000000";
    As.role(Role.AUDITOR).get(some).then().statusCode(404);
    As.role(Role.AUDITOR).get(some + "/rows").then().statusCode(404);
    for (String path :
        new String[] {"/v1/transaction-reports", some, "/v1/reconciliations/2026-03"}) {
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
    }
    As.role(Role.AUDITOR).get("/v1/reconciliations/2026-13").then().statusCode(400);
    As.role(Role.ABUSE_ANALYST)
        .contentType("text/csv")
        .body("x")
        .post("/v1/transaction-reports?tld=org&month=2026-03")
        .then()
        .statusCode(403);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body("{\"tld\":\"org\",\"reason\":\"x\"}")
        .post("/v1/reconciliations/2026-03/waivers")
        .then()
        .statusCode(403);
  }
}
