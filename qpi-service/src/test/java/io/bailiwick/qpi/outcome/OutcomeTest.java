package io.bailiwick.qpi.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class OutcomeTest {
  private static final String IN = "2026-02-01T00:00:00Z";
  private static final String MARCH = "2026-03-05T00:00:00Z";
  private static final String BEFORE = "2025-12-01T00:00:00Z";
  @Inject OutcomeSchedule schedule;
  @Inject DataSource database;
  private String promotion;

  /**
   * The promotion has names 1 to 4 (2 in March) and 5, which is deleted in the add grace period;
   * beside it name 6 of three years; before it name 7; of others name 8, and name 9 of three years,
   * which is no fair comparison.
   */
  @BeforeEach
  void ended() {
    SuiteResource.resetPeers();
    promotion = Offering.running("");
    List<String> creates =
        List.of(
            Peers.event(
                1,
                "CREATE",
                90001,
                IN,
                "name-1",
                ", \"years\": 1, \"price\": {\"amount\": 9.93, \"currency\": \"USD\"}"),
            Peers.create(2, 90001, MARCH, 1),
            Peers.create(3, 90001, IN, 1),
            Peers.create(4, 90001, IN, 2),
            Peers.create(5, 90001, IN, 1),
            Peers.create(6, 90001, IN, 3),
            Peers.create(7, 90001, BEFORE, 1),
            Peers.create(8, 90002, IN, 1),
            Peers.create(9, 90002, IN, 3));
    String grace = Peers.agpDelete(10, 5, 90001, "2026-02-03T00:00:00Z");
    // Name 3 is not renewed: it ends on the 10th day after its expiry.
    String lost = Peers.event(11, "DELETE", 90001, "2027-02-11T00:00:00Z", "name-3", "");
    List<String> all = new ArrayList<>(creates);
    all.add(grace);
    Peers.events(null, null, all);
    TestClock.set(Instant.parse("2026-04-10T14:00:00Z"));
    As.role(Role.FINANCE)
        .header("Idempotency-Key", "accrue-" + promotion)
        .post("/v1/promotions/" + promotion + "/accruals")
        .then()
        .statusCode(200)
        .body("accrued", is(5))
        .body("reversed", is(1));
    Peers.eventsOf("CREATE", creates);
    Peers.eventsOf("AGP_DELETE", List.of(grace));
    Peers.eventsOf("DELETE", List.of(lost));
    // Name 2 within its 90 days, name 8 after them.
    Peers.malicious(
        List.of(
            Peers.incident("NAME-2-ORG", "2026-03-20T00:00:00Z"),
            Peers.incident("NAME-8-ORG", "2026-06-20T00:00:00Z")));
  }

  private ValidatableResponse report(String key) {
    var request = As.role(Role.ACCOUNT_MANAGER);
    return (key == null ? request : request.header("Idempotency-Key", key))
        .post("/v1/promotions/" + promotion + "/outcome")
        .then();
  }

  @Test
  void holdsRevenueRenewalAndAbuseAgainstControls() {
    TestClock.set(Instant.parse("2027-06-01T00:00:00Z"));
    report("r-1")
        .statusCode(201)
        .body("version", is(1))
        // Names 1 to 4: 9.93, and by the table 10, 10 and 20 for two years; 4 times USD 2 granted.
        .body("revenue.fees.amount.toString()", is("49.93"))
        .body("revenue.incentives.amount.toString()", is("8.0"))
        .body("revenue.net.amount.toString()", is("41.93"))
        .body("revenue.ownPrice", is(1))
        .body("revenue.byTable", is(3))
        .body(
            "groups.group",
            is(
                List.of(
                    "PROMOTION", "PARTICIPANTS_BESIDE", "PARTICIPANTS_BEFORE", "NON_PARTICIPANTS")))
        .body("groups.names", is(List.of(4, 1, 1, 1)))
        .body("groups.deletedInGrace", is(List.of(1, 0, 0, 0)))
        // Names 1, 2 and 3 are due; name 4 not before 2028. Wilson for 2 of 3 and for 1 of 4.
        .body("groups[0].renewal.known", is(3))
        .body("groups[0].renewal.positive", is(2))
        .body("groups[0].renewal.pending", is(1))
        .body("groups[0].renewal.mature", is(false))
        .body("groups[0].renewal.lower.toString()", is("20.766"))
        .body("groups[0].renewal.upper.toString()", is("93.8508"))
        .body("groups[0].renewal.matureAt", is("2028-05-25T14:00:00Z"))
        .body("groups[0].abuse.known", is(4))
        .body("groups[0].abuse.positive", is(1))
        .body("groups[0].abuse.percent.toString()", is("25.0"))
        .body("groups[0].abuse.mature", is(true))
        .body("groups[3].abuse.positive", is(0))
        .body("mature", is(false))
        .body("sentence", is("Not yet mature: renewal from 2028-05-25T14:00:00Z on."));
    // The same key gives the same report, another key another version.
    report("r-1").statusCode(201).body("version", is(1));
    report("r-2").statusCode(201).body("version", is(2));
    report(null).statusCode(422);
    As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/outcome")
        .then()
        .statusCode(200)
        .body("version", is(2));
  }

  @Test
  void saysWhatIsNotMatureRightAfterTheEnd() {
    As.role(Role.FINANCE)
        .get("/v1/promotions/" + promotion + "/outcome")
        .then()
        .statusCode(409)
        .body("detail", containsString("No report"));
    report("early")
        .statusCode(201)
        .body("groups[0].renewal.known", is(0))
        .body("groups[0].renewal.percent", nullValue())
        // No name of the promotion is 90 days old on 10 April: the first was made on 1 February.
        .body("groups[0].abuse.known", is(0))
        .body("sentence", containsString("abuse from 2026-07-09T14:00:00Z on"));
  }

  @Test
  void isNotReportedBeforeTheEndNorWithoutIngest() {
    Peers.away("/ingest/v1/incidents");
    report("away").statusCode(503).body("detail", containsString("Waiting for the ingest service"));
    TestClock.set(Instant.parse("2026-04-10T13:00:00Z"));
    report("too-early").statusCode(409).body("detail", containsString("has not ended"));
  }

  @Test
  void goesOnWhereItWasCutOffAndSaysHowFarItIs() throws SQLException {
    Peers.away("/ingest/v1/incidents");
    report("cut").statusCode(503);
    runs()
        .body("items", hasSize(1))
        .body("items[0].stage", is("ABUSE"))
        // From as long before the promotion as it ran: 90 days before 10 January.
        .body("items[0].month", is("2025-10"))
        .body("items[0].pages", is(3))
        // Nine creates, and two deletes.
        .body("items[0].rows", is(11))
        .body("items[0].reportId", nullValue());
    // What was read is not read again.
    Peers.away("/ingest/v1/registration-events");
    Peers.malicious(List.of(Peers.incident("NAME-2-ORG", "2026-03-20T00:00:00Z")));
    // Somebody may still be at it.
    schedule.round();
    runs().body("items[0].stage", is("ABUSE"));
    TestClock.set(Instant.parse("2026-04-10T14:06:00Z"));
    schedule.round();
    runs().body("items", hasSize(1)).body("items[0].stage", is("DONE"));
    report("cut")
        .statusCode(201)
        .body("version", is(1))
        .body("asOf", startsWith("2026-04-10T14:00:0"))
        .body("groups.names", is(List.of(4, 1, 1, 1)));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet left =
            statement.executeQuery(
                "SELECT count(*) FROM outcome_create c JOIN outcome_run r ON r.id = c.run_id WHERE r.promotion_id = '%s'"
                    .formatted(promotion))) {
      left.next();
      assertThat(left.getLong(1)).isZero();
    }
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get("/v1/promotions/" + promotion + "/outcome/runs")
        .then()
        .statusCode(403);
  }

  private ValidatableResponse runs() {
    return As.role(Role.AUDITOR)
        .get("/v1/promotions/" + promotion + "/outcome/runs")
        .then()
        .statusCode(200);
  }

  @Test
  void listsExposureByMonthForAStudyAndToEachRegistrarItsOwn() {
    As.role(Role.AUDITOR)
        .get("/v1/exposures?promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items.month", is(List.of("2026-02", "2026-03")))
        .body("items.registrar", is(List.of(90001, 90001)))
        .body("items.namesGranted", is(List.of(4, 1)))
        .body("items.names", is(List.of(3, 1)))
        .body("items[0].amount.toString()", is("6.0"))
        .body("items[0].currency", is("USD"));
    As.role(Role.AUDITOR)
        .get("/v1/exposures?limit=1&promotion=" + promotion)
        .then()
        .body("items", hasSize(1));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/exposures?limit=1&promotion=" + promotion)
        .then()
        .body(
            containsString(
                "month,registrar,promotionId,promotion,namesGranted,names,amount,currency"))
        .body(containsString("2026-03,90001"));
    As.role(Role.AUDITOR)
        .get("/v1/exposures?month=2026-03&registrar=90001&promotion=" + promotion)
        .then()
        .body("items.namesGranted", is(List.of(1)));
    As.registrar(90002, Role.REGISTRAR_FINANCE)
        .get("/v1/exposures?promotion=" + promotion)
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    As.registrar(90002, Role.REGISTRAR_FINANCE)
        .get("/v1/exposures?registrar=90001")
        .then()
        .statusCode(404);
  }
}
