package io.bailiwick.ingest.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class DepositTest {

  private static final String REGISTRARS =
      "r1,\"One, Inc.\",90001,ok\nr2,Two,90002,terminated\nreg,Registry,9999,ok\n";

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-05-01T00:00:00Z"));
  }

  private static DepositFixture baseline() {
    return DepositFixture.full("F1", "2026-03-01T00:00:00Z")
        .registrars(REGISTRARS)
        .domains(
            """
            a.org,A-ORG,r1,r1,2020-03-05T12:00:00Z,2026-03-05T12:00:00Z,
            b.org,B-ORG,r1,r1,2021-06-01T00:00:00Z,2027-06-01T00:00:00Z,
            c.org,C-ORG,r2,r1,2024-01-01T00:00:00Z,2027-01-01T00:00:00Z,2025-02-02T00:00:00Z
            young.org,Y-ORG,r1,r1,2026-02-27T00:00:00Z,2027-02-27T00:00:00Z,
            """)
        .dnssec("a.org,,1,13,2,ABCD\na.org,,2,13,2,ABCD\n")
        .count(4);
  }

  @Test
  void theFirstFullIsTheBaseline() {
    Operate.deposit(baseline())
        .statusCode(201)
        .header("Location", containsString("/v1/deposits/"))
        .body("depositId", equalTo("F1"))
        .body("type", equalTo("FULL"))
        .body("registrars", equalTo(3))
        .body("rows.read", equalTo(9))
        .body("rows.accepted", equalTo(9))
        .body("domainsAdded", equalTo(4))
        .body("events", equalTo(0))
        .body("domainsUnderManagement", equalTo(4));
    As.role(Role.SCORING_OPERATOR)
        .get("/v1/registrars")
        .then()
        .statusCode(200)
        .body("items.registrar", contains(9999, 90001, 90002))
        .body("items.kind", contains("REGISTRY", "ACCREDITED", "TERMINATED"))
        .body("items[1].name", equalTo("One, Inc."));
    // Before its last transfer nobody told who sponsored it.
    history("c.org")
        .body("lifetimes[0].creator", equalTo(90001))
        .body("lifetimes[0].sponsor", equalTo(90002))
        .body("lifetimes[0].sponsorships", hasSize(1))
        .body("lifetimes[0].sponsorships[0].from", equalTo("2025-02-02T00:00:00Z"))
        .body("lifetimes[0].sponsorships[0].until", nullValue());
    events().body("items", hasSize(0));
  }

  @Test
  void aDiffBecomesEvents() {
    Operate.deposit(baseline()).statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-06T00:00:00Z")
                .domains(
                    """
                    a.org,A-ORG,r1,r1,2020-03-05T12:00:00Z,2027-03-05T12:00:00Z,
                    b.org,B-ORG,r2,r1,2021-06-01T00:00:00Z,2028-06-01T00:00:00Z,2026-03-05T10:00:00Z
                    new.org,N-ORG,r1,r1,2026-03-05T09:00:00Z,2028-03-05T09:00:00Z,
                    c.org,C2-ORG,r1,r1,2026-03-05T20:00:00Z,2027-03-05T20:00:00Z,
                    """)
                .transfers(
                    "b.org,clientApproved,r2,2026-03-01T10:00:00Z,r1,2026-03-05T10:30:00Z,\n")
                .dnssec("new.org,,1,13,2,ABCD\n")
                .deletes("young.org\nc.org\n"))
        .statusCode(201)
        .body("domainsAdded", equalTo(2))
        .body("domainsChanged", equalTo(2))
        .body("domainsDeleted", equalTo(2))
        .body("events", equalTo(7))
        .body("domainsUnderManagement", equalTo(4));
    events()
        .body(
            "items.collect{it.type + ' ' + it.name + ' ' + it.registrar + ' ' + it.otherRegistrar + ' ' + it.years + ' ' + it.occurredAt}",
            contains(
                "CREATE new.org 90001 null 2 2026-03-05T09:00:00Z",
                "TRANSFER b.org 90002 90001 null 2026-03-05T10:30:00Z",
                "RENEW a.org 90001 null 1 2026-03-05T12:00:00Z",
                "CREATE c.org 90001 null 1 2026-03-05T20:00:00Z",
                // Registered again at 20:00: purged by then.
                "DELETE c.org 90002 null null 2026-03-05T20:00:00Z",
                // It was signed, and the table of DNSSEC data does not hold it any more.
                "DS_CHANGE a.org 90001 null null 2026-03-05T23:59:59.999999Z",
                "AGP_DELETE young.org 90001 null null 2026-03-05T23:59:59.999999Z"));
    As.role(Role.AUDITOR)
        .get("/v1/registration-events?type=TRANSFER&registrar=90001")
        .then()
        .body("items.name", contains("b.org"));
    history("b.org")
        .body("lifetimes[0].sponsorships.registrar", contains(90001, 90002))
        .body("lifetimes[0].sponsorships[0].until", equalTo("2026-03-05T10:30:00Z"))
        .body("lifetimes[0].signed", equalTo(false));
    history("c.org")
        .body("lifetimes.roid", contains("C2-ORG", "C-ORG"))
        .body("lifetimes[1].deletedAt", equalTo("2026-03-05T20:00:00Z"));
    history("a.org").body("lifetimes[0].signed", equalTo(false));
    history("new.org").body("lifetimes[0].signed", equalTo(true));
  }

  @Test
  void tellsWhichNamesWereSignedAtTheEndOfADayWhateverCameLater() {
    Operate.deposit(
            baseline()
                .dnssec(
                    "a.org,,1,13,2,ABCD\nb.org,,1,13,2,ABCD\nc.org,,1,13,2,ABCD\nyoung.org,,1,13,2,AB\n"))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-06T00:00:00Z")
                .domains(
                    """
                    a.org,A-ORG,r1,r1,2020-03-05T12:00:00Z,2026-03-05T12:00:00Z,
                    b.org,B-ORG,r2,r1,2021-06-01T00:00:00Z,2028-06-01T00:00:00Z,2026-03-05T10:00:00Z
                    new.org,N-ORG,r1,r1,2026-03-05T09:00:00Z,2028-03-05T09:00:00Z,
                    """)
                .dnssec("b.org,,1,13,2,ABCD\nnew.org,,1,13,2,ABCD\n")
                .deletes("young.org\n"))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-03-07T00:00:00Z")
                .domains("a.org,A-ORG,r1,r1,2020-03-05T12:00:00Z,2026-03-05T12:00:00Z,\n")
                .dnssec("a.org,,9,13,2,FF\n"))
        .statusCode(201);
    // Before: a.org was signed with another key, b.org was still of 90001, young.org was there.
    signed(90001, "2026-02-28").body("items.name", contains("a.org", "b.org", "young.org"));
    signed(90002, "2026-02-28").body("items.name", contains("c.org"));
    // a.org was not signed that day.
    signed(90001, "2026-03-05").body("items.name", contains("new.org"));
    signed(90002, "2026-03-05").body("items.name", contains("b.org", "c.org"));
    signed(90001, "2026-03-06")
        .body("items.name", contains("a.org", "new.org"))
        .body("items.roid", contains("A-ORG", "N-ORG"));
    // As many as are counted.
    assertThat(
            Database.rows(
                """
                SELECT day, registrar, signed_names FROM domains_under_management ORDER BY day, registrar
                """))
        .containsExactly(
            "2026-02-28 90001 3",
            "2026-02-28 90002 1",
            "2026-03-05 90001 1",
            "2026-03-05 90002 2",
            "2026-03-06 90001 2",
            "2026-03-06 90002 2");
    String next =
        signed(90001, "2026-02-28&limit=2")
            .body("items.name", contains("a.org", "b.org"))
            .extract()
            .path("next");
    signed(90001, "2026-02-28&limit=2&after=" + next)
        .body("items.name", contains("young.org"))
        .body("next", nullValue());
    As.role(Role.SERVICE)
        .get("/v1/signed-names?registrar=90001&day=2026-03-02")
        .then()
        .statusCode(409)
        .body("detail", equalTo("No deposit shows the end of 2026-03-02."));
    As.role(Role.SERVICE).get("/v1/signed-names?registrar=90001").then().statusCode(422);
    As.nobody().get("/v1/signed-names?registrar=90001&day=2026-02-28").then().statusCode(401);
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/signed-names?registrar=90001&day=2026-02-28")
        .then()
        .statusCode(403);
  }

  private static ValidatableResponse signed(int registrar, String day) {
    return As.role(Role.SERVICE)
        .get("/v1/signed-names?registrar=" + registrar + "&day=" + day)
        .then()
        .statusCode(200);
  }

  @Test
  void aFullShowsTheSameAsTheDiffsBetween() {
    Operate.deposit(baseline()).statusCode(201);
    Operate.deposit(
            DepositFixture.full("F2", "2026-03-08T00:00:00Z")
                .registrars(REGISTRARS)
                .domains(
                    """
                    a.org,A-ORG,r2,r1,2020-03-05T12:00:00Z,2027-03-05T12:00:00Z,
                    b.org,B-ORG,r1,r1,2021-06-01T00:00:00Z,2027-06-01T00:00:00Z,
                    c.org,C-ORG,unheard-of,r1,2024-01-01T00:00:00Z,2027-01-01T00:00:00Z,2025-02-02T00:00:00Z
                    x.com,X-COM,r1,r1,2024-01-01T00:00:00Z,2027-01-01T00:00:00Z,
                    y.org,Y2-ORG,r1,r1,soon,2027-01-01T00:00:00Z,
                    b.org,B3-ORG,r1,r1,2024-01-01T00:00:00Z,2027-01-01T00:00:00Z,
                    z.org,Z-ORG
                    """)
                .statuses("a.org,ok,\nb.org,pendingDelete,\n"))
        .statusCode(201)
        .body("rows.read", equalTo(12))
        .body("rows.rejectedByReason.UNKNOWN_REGISTRAR", equalTo(1))
        .body("rows.rejectedByReason.OUT_OF_ZONE", equalTo(1))
        .body("rows.rejectedByReason.INVALID_TIME", equalTo(1))
        .body("rows.rejectedByReason.REPEATED_OBJECT", equalTo(1))
        .body("rows.rejectedByReason.MALFORMED_ROW", equalTo(1))
        // young.org is gone; c.org, whose row was rejected, is not taken for gone.
        .body("domainsDeleted", equalTo(1))
        .body("domainsUnderManagement", equalTo(3));
    String id =
        As.role(Role.AUDITOR)
            .get("/v1/deposits")
            .then()
            .body("items.depositId", contains("F1", "F2"))
            .extract()
            .path("items[1].id");
    As.role(Role.AUDITOR)
        .get("/v1/deposits/" + id + "/rejections")
        .then()
        .body("items.line", contains(3, 4, 5, 6, 7))
        .body("items[0].csv", equalTo("domain"));
    As.role(Role.AUDITOR).get("/v1/deposits/" + id).then().body("depositId", equalTo("F2"));
  }

  @Test
  void changesNothingWhenItComesAgain() {
    byte[] zip = baseline().zip();
    String id = Operate.deposit(zip).statusCode(201).extract().path("id");
    Operate.deposit(zip).statusCode(200).body("id", equalTo(id));
    As.role(Role.AUDITOR).get("/v1/deposits").then().body("items", hasSize(1));
  }

  @Test
  void keepsTheChain() {
    Operate.deposit(DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z"))
        .statusCode(409)
        .body("nextSteps[0]", containsString("FULL"));
    Operate.deposit(baseline()).statusCode(201);
    Operate.deposit(DepositFixture.diff("D2", "D1", "2026-03-03T00:00:00Z"))
        .statusCode(409)
        .body("nextSteps", hasSize(1));
    Operate.deposit(DepositFixture.diff("D0", "F1", "2026-03-01T00:00:00Z")).statusCode(409);
    Operate.deposit(DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z"))
        .statusCode(201)
        .body("domainsUnderManagement", equalTo(4));
    Operate.deposit(DepositFixture.diff("D9", "D1", "2027-03-02T00:00:00Z")).statusCode(422);
  }

  @Test
  void refusesWhatIsBrokenAndKeepsNothing() {
    Operate.deposit(baseline().brokenChecksum())
        .statusCode(422)
        .body("detail", containsString("checksum"));
    Operate.deposit(baseline().count(5)).statusCode(422).body("detail", containsString("counts 5"));
    Operate.deposit(baseline().prolog("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"))
        .statusCode(422);
    Operate.deposit("not a zip".getBytes(java.nio.charset.StandardCharsets.UTF_8)).statusCode(422);
    Operate.deposit(new byte[0]).statusCode(422);
    As.role(Role.DATA_OPERATOR)
        .contentType("text/csv")
        .body("x")
        .post("/v1/deposits")
        .then()
        .statusCode(415);
    As.role(Role.AUDITOR).get("/v1/deposits").then().body("items", hasSize(0));
    As.role(Role.AUDITOR).get("/v1/registrars").then().body("items", hasSize(0));
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody().get("/v1/deposits").then().statusCode(401);
    As.nobody().get("/v1/registration-events").then().statusCode(401);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/zip")
        .body(baseline().zip())
        .post("/v1/deposits")
        .then()
        .statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/registration-events").then().statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/registrations/a.org").then().statusCode(403);
    As.role(Role.FINANCE).get("/v1/registrars").then().statusCode(403);
    As.role(Role.AUDITOR).get("/v1/registrations/none.org").then().statusCode(404);
    As.role(Role.AUDITOR)
        .get("/v1/deposits/00000000-0000-7000-8000-000000000000")
        .then()
        .statusCode(404);
    As.role(Role.AUDITOR)
        .get("/v1/deposits/00000000-0000-7000-8000-000000000000/rejections")
        .then()
        .statusCode(404);
    As.role(Role.AUDITOR).get("/v1/registration-events?type=OTHER").then().statusCode(400);
  }

  @Test
  void goesOnFromACursor() {
    Operate.deposit(baseline()).statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z").deletes("a.org\nb.org\n"))
        .statusCode(201);
    String next =
        As.role(Role.SERVICE)
            .get("/v1/registration-events?limit=1")
            .then()
            .body("items.name", contains("a.org"))
            .extract()
            .path("next");
    assertThat(next).isNotNull();
    As.role(Role.SERVICE)
        .get("/v1/registration-events?after=" + next)
        .then()
        .body("items.name", contains("b.org"))
        .body("next", nullValue());
  }

  private static ValidatableResponse history(String name) {
    return As.role(Role.AUDITOR).get("/v1/registrations/" + name).then().statusCode(200);
  }

  private static ValidatableResponse events() {
    return As.role(Role.SERVICE).get("/v1/registration-events").then().statusCode(200);
  }
}
