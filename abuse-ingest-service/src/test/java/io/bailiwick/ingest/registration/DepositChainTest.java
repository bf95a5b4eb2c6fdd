package io.bailiwick.ingest.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FULL, DIFF and INCR one after the other; what is missing; what is lost on the way. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class DepositChainTest {
  private static final String DOMAIN =
      "%s.org,%s-ORG,r1,r1,2021-06-01T00:00:00Z,%s-06-01T00:00:00Z,\n";

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-05-01T00:00:00Z"));
  }

  private static String domain(String label, int expiry) {
    return DOMAIN.formatted(label, label, expiry);
  }

  private static DepositFixture full() {
    return DepositFixture.full("F1", "2026-03-01T00:00:00Z")
        .registrars("r1,One,90001,ok\n")
        .domains(domain("a", 2027) + domain("b", 2027) + domain("c", 2027));
  }

  @Test
  void anIncrementAddsToTheLastFullWhateverLiesBetween() {
    Operate.deposit(
            DepositFixture.incr("I0", null, "2026-02-01T00:00:00Z").domains(domain("a", 2027)))
        .statusCode(409)
        .body("nextSteps[0]", containsString("FULL"));
    Operate.deposit(full()).statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .domains(domain("a", 2028) + domain("d", 2027)))
        .statusCode(201);
    // Holds everything since the FULL: the renewal of a.org and d.org, and that b.org went.
    Operate.deposit(
            DepositFixture.incr("I2", "D1", "2026-03-04T00:00:00Z")
                .domains(domain("a", 2028) + domain("d", 2027))
                .deletes("b.org\n")
                .count(3))
        .statusCode(201)
        .body("type", equalTo("INCR"))
        .body("domainsAdded", equalTo(0))
        .body("domainsChanged", equalTo(0))
        .body("domainsDeleted", equalTo(1))
        .body("domainsUnderManagement", equalTo(3));
    // The next one holds it again, and more; nothing happens twice.
    Operate.deposit(
            DepositFixture.incr("I3", null, "2026-03-05T00:00:00Z")
                .domains(domain("a", 2029) + domain("d", 2027) + domain("e", 2027))
                .deletes("b.org\n"))
        .statusCode(201)
        .body("domainsAdded", equalTo(1))
        .body("domainsChanged", equalTo(1))
        .body("domainsDeleted", equalTo(0))
        .body("events", equalTo(2));
    // A DIFF goes on from it.
    Operate.deposit(DepositFixture.diff("D4", "I3", "2026-03-06T00:00:00Z").deletes("c.org\n"))
        .statusCode(201)
        .body("domainsUnderManagement", equalTo(3));
    // Moved on by differences, and counted anew: the same.
    assertThat(
            Database.rows("SELECT registrar, names, signed_names, unknown_names FROM live_names"))
        .isEqualTo(
            Database.rows(
                """
                SELECT sponsor, count(*), count(*) FILTER (WHERE signed), count(*) FILTER (WHERE signed IS NULL)
                FROM registration WHERE deleted_at IS NULL GROUP BY sponsor
                """))
        .containsExactly("90001 3 0 3");
    // An INCR may name any since the last FULL, but none that nobody has seen: it may be a FULL.
    Operate.deposit(DepositFixture.incr("I5", "F1", "2026-03-07T00:00:00Z")).statusCode(201);
    Operate.deposit(DepositFixture.incr("I6", "F5", "2026-03-08T00:00:00Z"))
        .statusCode(409)
        .body("detail", containsString("Deposit F5 is missing"));
  }

  @Test
  void statusesAreKeptOverTimeAndHoldsAreEvents() {
    String domain = "a.org,a-ORG,r1,r1,2021-06-01T00:00:00Z,2027-06-01T00:00:00Z,,";
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\n")
                .updatedDomains(domain + "2026-02-10T00:00:00Z\n")
                .statuses("a.org,serverHold,\n"))
        .statusCode(201)
        .body("steps.step", hasItem("read and stage"))
        .body("steps.milliseconds", everyItem(greaterThanOrEqualTo(0)));
    // Taken off; the last update tells when.
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .updatedDomains(domain + "2026-03-01T06:00:00Z\n")
                .statuses("a.org,ok,\n"))
        .statusCode(201);
    // Set again by the sponsor, by the end of the day: nothing tells when.
    Operate.deposit(
            DepositFixture.diff("D2", "D1", "2026-03-03T00:00:00Z")
                .updatedDomains(domain + "\n")
                .statuses("a.org,clientHold,\na.org,clientTransferProhibited,\n"))
        .statusCode(201);
    // Towards its end, and gone.
    Operate.deposit(
            DepositFixture.diff("D3", "D2", "2026-03-04T00:00:00Z")
                .updatedDomains(domain + "2026-03-03T09:00:00Z\n")
                .statuses("a.org,pendingDelete,redemptionPeriod\n"))
        .statusCode(201);
    Operate.deposit(DepositFixture.diff("D4", "D3", "2026-04-10T00:00:00Z").deletes("a.org\n"))
        .statusCode(201);
    assertThat(
            Database.rows(
                "SELECT status, from_at, until_at FROM status_period ORDER BY from_at, status"))
        .containsExactly(
            "serverHold 2026-02-10 00:00:00+00 2026-03-01 06:00:00+00",
            "clientHold 2026-03-02 23:59:59.999999+00 2026-03-03 09:00:00+00",
            "pendingDelete 2026-03-03 09:00:00+00 2026-04-09 23:59:59.999999+00",
            "redemptionPeriod 2026-03-03 09:00:00+00 2026-04-09 23:59:59.999999+00");
    assertThat(
            Database.rows(
                "SELECT type, occurred_at, detail FROM registration_event ORDER BY sequence"))
        .containsExactly(
            "STATUS_CHANGE 2026-03-01 06:00:00+00 serverHold removed by the registry",
            "STATUS_CHANGE 2026-03-02 23:59:59.999999+00 clientHold set by the sponsor",
            "STATUS_CHANGE 2026-03-03 09:00:00+00 clientHold removed by the sponsor",
            "DELETE 2026-04-09 23:59:59.999999+00 null");
  }

  @Test
  void namesTheMissingLink() {
    Operate.deposit(full()).statusCode(201);
    Operate.deposit(DepositFixture.diff("D3", "D2", "2026-03-04T00:00:00Z"))
        .statusCode(409)
        .body(
            "detail",
            equalTo(
                "Deposit D2 is missing: the DIFF D3 goes on from it, and the last one loaded is the FULL F1 with the watermark 2026-03-01T00:00:00Z."))
        .body(
            "nextSteps[0]",
            allOf(
                containsString("Send deposit D2"),
                containsString("after 2026-03-01T00:00:00Z and before 2026-03-04T00:00:00Z")));
    Operate.deposit(full().resend(1).domains(domain("a", 2027)))
        .statusCode(409)
        .body("detail", containsString("resend"));
    Operate.deposit(DepositFixture.full("F2", "2026-03-05T00:00:00Z").domains("").resend(2))
        .statusCode(201)
        .body("resend", equalTo(2));
  }

  @Test
  void aDifferenceThatDoesNotComeToTheHeadersCountIsRefused() {
    Operate.deposit(full()).statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .domains(domain("d", 2027))
                .count(5))
        .statusCode(422)
        .body("detail", allOf(containsString("counts 5"), containsString("would be 4")));
    assertThat(Database.rows("SELECT name FROM registration WHERE deleted_at IS NULL ORDER BY 1"))
        .containsExactly("a.org", "b.org", "c.org");
    // A name whose row cannot be read is in the registry all the same.
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .domains(domain("d", 2027) + "e.org,E-ORG,r1,r1,soon,2027-06-01T00:00:00Z,\n")
                .count(5))
        .statusCode(201);
  }

  @Test
  void aFullThatEqualsTheOneBeforeWritesNothingButItsDay() {
    Operate.deposit(full().statuses("a.org,ok,\nb.org,clientHold,\n").dnssec("a.org,,1,13,2,AB\n"))
        .statusCode(201);
    String versions =
        "SELECT 'r', id, xmin FROM registration UNION ALL SELECT 's', registration_id, xmin FROM sponsorship"
            + " UNION ALL SELECT 't', registration_id, xmin FROM past_term UNION ALL SELECT 'p', registration_id, xmin FROM status_period"
            + " ORDER BY 1, 2";
    var before = Database.rows(versions);
    assertThat(before).hasSize(7);
    Operate.deposit(
            DepositFixture.full("F2", "2026-03-02T00:00:00Z")
                .registrars("r1,One,90001,ok\n")
                .domains(domain("c", 2027) + domain("a", 2027) + domain("b", 2027))
                .statuses("b.org,clientHold,\na.org,ok,\n")
                .dnssec("a.org,,1,13,2,AB\n"))
        .statusCode(201)
        .body("domainsChanged", equalTo(0))
        .body("events", equalTo(0))
        .body("domainsUnderManagement", equalTo(3));
    assertThat(Database.rows(versions)).isEqualTo(before);
    assertThat(Database.rows("SELECT day FROM evidence_day ORDER BY 1"))
        .containsExactly("2026-02-28", "2026-03-01");
  }

  @Test
  void aConnectionLostInTheMiddleLeavesNothing() throws Exception {
    try (Connection owner = Database.owner();
        Connection application = Database.application();
        Statement lock = owner.createStatement();
        Statement kill = application.createStatement()) {
      owner.setAutoCommit(false);
      // The load stops where it records its day: by then the names are written, not committed.
      lock.execute("LOCK TABLE evidence_day IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(() -> Operate.deposit(full()).extract().statusCode());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                try (var row =
                    kill.executeQuery(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND query LIKE '%evidence_day%' AND pid <> pg_backend_pid()
                        """)) {
                  return row.next();
                }
              });
      assertThat(answer.get()).isEqualTo(503);
      owner.rollback();
    }
    for (String table :
        new String[] {
          "deposit",
          "registrar",
          "registration",
          "sponsorship",
          "term",
          "live_names",
          "evidence_day"
        }) {
      assertThat(Database.rows("SELECT * FROM " + table)).as(table).isEmpty();
    }
    Operate.deposit(full()).statusCode(201).body("domainsUnderManagement", equalTo(3));
  }

  @Test
  void anIdentifierMayGoToAnotherRegistrar() {
    Operate.deposit(full()).statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-02T00:00:00Z")
                .registrars("r1,Another,90002,ok\nr2,One,90001,ok\n")
                .domains(domain("d", 2027)))
        .statusCode(201);
    assertThat(Database.rows("SELECT iana_id, client_id FROM registrar ORDER BY 1"))
        .containsExactly("90001 r2", "90002 r1");
    assertThat(Database.rows("SELECT name, sponsor FROM registration ORDER BY 1"))
        .containsExactly("a.org 90001", "b.org 90001", "c.org 90001", "d.org 90002");
  }
}
