package io.bailiwick.aip.clock;

import static io.bailiwick.aip.Programme.*;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ClockTest {
  @Inject ClockWork work;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  private static String notified(int registrar) {
    String id = openCase(registrar);
    sendNotice(id, notice()).statusCode(201);
    return id;
  }

  private static String clock(String caseId, String kind) {
    return officer()
        .queryParam("case", caseId)
        .queryParam("kind", kind)
        .get("/v1/clocks")
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].id");
  }

  @Test
  void startsWithTheNoticeAndIsMetByTheAnswers() {
    int registrar = registrar();
    String id = notified(registrar);
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("clocks.kind", contains("ACKNOWLEDGE", "PLAN", "RESPOND"))
        .body("clocks.lastDay", contains("2026-03-09", "2026-03-23", "2026-03-23"))
        .body("clocks.state", contains("RUNNING", "RUNNING", "RUNNING"));
    of(registrar).body("{}").post("/v1/cases/{id}/acknowledgement", id).then().statusCode(200);
    of(registrar).body(plan()).post("/v1/cases/{id}/plan", id).then().statusCode(201);
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("clocks.state", contains("MET", "MET", "RUNNING"));
  }

  @Test
  void listsWhatIsDue() {
    int registrar = registrar();
    String id = notified(registrar);
    of(registrar)
        .queryParam("due", "2026-03-09")
        .get("/v1/clocks")
        .then()
        .statusCode(200)
        .body("items.kind", contains("ACKNOWLEDGE"))
        .body("items.caseId", contains(id));
    of(registrar)
        .queryParam("due", "2026-03-08")
        .get("/v1/clocks")
        .then()
        .body("items.size()", is(0));
    of(registrar()).get("/v1/clocks").then().body("items.size()", is(0));
    of(registrar).accept("text/csv").get("/v1/clocks").then().statusCode(200);
    of(registrar).queryParam("due", "soon").get("/v1/clocks").then().statusCode(400);
  }

  @Test
  void standsStillForAReasonAndKeepsWhatWasLeft() {
    String id = notified(registrar());
    String plan = clock(id, "PLAN");
    TestClock.set(Instant.parse("2026-03-05T18:00:00Z"));
    officer()
        .body(Map.of("reason", "A fire in their computing centre."))
        .post("/v1/clocks/{id}/pause", plan)
        .then()
        .statusCode(200)
        .body("clock.state", is("PAUSED"))
        .body("clock.daysLeft", is(12));
    officer()
        .body(Map.of("reason", "Again."))
        .post("/v1/clocks/{id}/pause", plan)
        .then()
        .statusCode(409);
    TestClock.set(Instant.parse("2026-03-10T08:00:00Z"));
    officer()
        .body(Map.of("reason", "They are back."))
        .post("/v1/clocks/{id}/resumption", plan)
        .then()
        .statusCode(200)
        .body("clock.state", is("RUNNING"))
        .body("clock.lastDay", is("2026-03-26"))
        .body("history.step", contains("STARTED", "PAUSED", "RESUMED"))
        .body("history.actor", contains("olga", "olga", "olga"))
        .body("history[1].reason", is("A fire in their computing centre."));
    officer().get("/v1/cases/{id}", id).then().body("planBy", is("2026-03-26"));
  }

  @Test
  void isExtendedAsFarAsThePolicyGoes() {
    String id = notified(registrar());
    String respond = clock(id, "RESPOND");
    for (String day : List.of("2026-03-30", "2026-04-06")) {
      officer()
          .body(Map.of("days", 5, "reason", "The board meets next week."))
          .post("/v1/clocks/{id}/extension", respond)
          .then()
          .statusCode(200)
          .body("clock.lastDay", is(day));
    }
    officer()
        .body(Map.of("days", 5, "reason", "A third time."))
        .post("/v1/clocks/{id}/extension", respond)
        .then()
        .statusCode(409);
    officer()
        .body(Map.of("days", 16, "reason", "Too long."))
        .post("/v1/clocks/{id}/extension", clock(id, "PLAN"))
        .then()
        .statusCode(422)
        .body("violations[0].message", is("is 1 to 15"));
    // The limit waits for the time that the registrar was given.
    TestClock.set(RESPONSE_OVER);
    propose(id, limit(14)).statusCode(409);
    TestClock.set(Instant.parse("2026-04-07T00:00:00Z"));
    propose(id, limit(14)).statusCode(201);
  }

  @Test
  void remindsAndRaisesTheAlarmOnce() {
    String id = notified(registrar());
    String acknowledge = clock(id, "ACKNOWLEDGE");
    // One business day before Monday the 9th; five are the 2nd, today, and remind of nothing.
    work.round();
    TestClock.set(Instant.parse("2026-03-06T01:00:00Z"));
    work.round();
    work.round();
    TestClock.set(Instant.parse("2026-03-10T00:00:00Z"));
    work.round();
    work.round();
    officer()
        .get("/v1/clocks/{id}", acknowledge)
        .then()
        .body("clock.state", is("OVERDUE"))
        .body("history.step", contains("STARTED", "REMINDED", "OVERDUE"))
        .body("history[2].actor", is("bailiwick"));
    officer()
        .queryParam("state", "OVERDUE")
        .queryParam("limit", 1000)
        .get("/v1/clocks")
        .then()
        .body("items.id", hasItem(acknowledge));
    As.role(Role.AUDITOR)
        .queryParam("limit", 1000)
        .get("/v1/events")
        .then()
        .statusCode(200)
        .body(
            "items.findAll { it.subject == 'clock/" + acknowledge + "' }.type",
            contains("clock.reminded", "clock.overdue"));
  }

  @Test
  void watchesThePlanByReviews() {
    int registrar = registrar();
    String id = notified(registrar);
    of(registrar).body(plan()).post("/v1/cases/{id}/plan", id).then().statusCode(201);
    officer()
        .body(Map.of("version", 1))
        .post("/v1/cases/{id}/plan-agreement", id)
        .then()
        .statusCode(200);
    officer().body("{}").post("/v1/cases/{id}/monitoring", id).then().statusCode(200);
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("watchUntil", is("2026-05-31"))
        .body(
            "clocks.findAll { it.kind == 'MONITORING_REVIEW' }.lastDay",
            contains("2026-04-01", "2026-05-01", "2026-05-31"));
    String review = clock(id, "MONITORING_REVIEW");
    officer()
        .body(Map.of("reason", "Half of what it was."))
        .post("/v1/clocks/{id}/completion", review)
        .then()
        .statusCode(200)
        .body("clock.state", is("MET"));
    officer()
        .body(Map.of("reason", "Not a review."))
        .post("/v1/clocks/{id}/completion", clock(id, "RESPOND"))
        .then()
        .statusCode(409);
    for (String until : List.of("2026-06-30", "2026-07-30", "2026-08-29")) {
      officer()
          .body(Map.of("days", 30, "reason", "Falling, not yet below the line."))
          .post("/v1/cases/{id}/extension", id)
          .then()
          .statusCode(200)
          .body("state", is("EXTENDED"))
          .body("watchUntil", is(until));
    }
    officer()
        .body(Map.of("days", 1, "reason", "More."))
        .post("/v1/cases/{id}/extension", id)
        .then()
        .statusCode(409)
        .body("nextSteps", contains("The policy allows so much more time under watch."));
    officer()
        .body(Map.of("days", 31, "reason", "Too long."))
        .post("/v1/cases/{id}/extension", id)
        .then()
        .statusCode(422);
  }

  @Test
  void isReachedByNobodyElse() {
    int registrar = registrar();
    String plan = clock(notified(registrar), "PLAN");
    of(registrar()).get("/v1/clocks/{id}", plan).then().statusCode(404);
    of(registrar).get("/v1/clocks/{id}", plan).then().statusCode(200);
    officer().get("/v1/clocks/{id}", UUID.randomUUID()).then().statusCode(404);
    As.nobody().get("/v1/clocks").then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/clocks").then().statusCode(403);
    for (String act : List.of("pause", "resumption", "extension", "completion")) {
      As.nobody()
          .contentType("application/json")
          .body("{}")
          .post("/v1/clocks/{id}/" + act, plan)
          .then()
          .statusCode(401);
      of(registrar)
          .body(Map.of("reason", "Mine.", "days", 1))
          .post("/v1/clocks/{id}/" + act, plan)
          .then()
          .statusCode(403);
      officer().body("{}").post("/v1/clocks/{id}/" + act, plan).then().statusCode(422);
      officer()
          .body(
              act.equals("extension")
                  ? Map.of("reason", "None.", "days", 1)
                  : Map.of("reason", "None."))
          .post("/v1/clocks/{id}/" + act, UUID.randomUUID())
          .then()
          .statusCode(404);
    }
  }

  private static io.restassured.response.ValidatableResponse messages(
      io.restassured.specification.RequestSpecification who, String id) {
    return who.get("/v1/cases/{id}/notices", id).then().statusCode(200);
  }

  @Test
  void tellsARegistrarOfItsClocksOnce() {
    int registrar = registrar();
    String id = notified(registrar);
    work.round();
    messages(of(registrar), id).body("items.occasion", contains("NOTICE"));
    // One business day before Monday the 9th.
    TestClock.set(Instant.parse("2026-03-06T01:00:00Z"));
    work.round();
    work.round();
    messages(of(registrar), id)
        .body("items.occasion", contains("NOTICE", "REMINDER"))
        .body("items[1].subject", containsString("due on 2026-03-09: acknowledge the notice"));
    TestClock.set(Instant.parse("2026-03-10T00:00:00Z"));
    work.round();
    work.round();
    messages(of(registrar), id)
        .body("items.occasion", contains("NOTICE", "REMINDER", "OVERDUE"))
        .body("items[2].text", containsString("due on 2026-03-09 (end of the day, UTC)"));
    // Five business days before Monday the 23rd: the plan, and the time to respond.
    TestClock.set(Instant.parse("2026-03-16T00:00:00Z"));
    work.round();
    work.round();
    messages(of(registrar), id)
        .body("items.occasion", contains("NOTICE", "REMINDER", "OVERDUE", "REMINDER", "REMINDER"))
        .body("items.subject.findAll { it.contains('2026-03-23') }.size()", is(2));
    // That the time to respond is over is no alarm; that there is no plan is one.
    TestClock.set(Instant.parse("2026-03-24T00:00:00Z"));
    work.round();
    messages(of(registrar), id)
        .body("items.findAll { it.occasion == 'OVERDUE' }.size()", is(2))
        .body("items[-1].subject", containsString("file a plan"));
  }

  @Test
  void tellsTheRegistrysOwnPeopleOfTheirsAndNoRegistrar() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String id = officer().get("/v1/limit-proposals/{id}", proposal).path("caseId");
    of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("grounds", "The names were compromised.", "stay", false))
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(201);
    // To be decided until Tuesday the 31st.
    for (String day : List.of("2026-03-30", "2026-04-01")) {
      TestClock.set(Instant.parse(day + "T00:00:00Z"));
      work.round();
      work.round();
    }
    String alarm =
        messages(officer(), id)
            .body(
                "items.occasion.findAll { it.startsWith('REGISTRY') }",
                contains("REGISTRY_REMINDER", "REGISTRY_OVERDUE"))
            .body(
                "items.find { it.occasion == 'REGISTRY_OVERDUE' }.subject",
                containsString("overdue since 2026-03-31: decide the appeal"))
            .extract()
            .path("items.find { it.occasion == 'REGISTRY_OVERDUE' }.id");
    officer().get("/v1/cases/{id}/notices/{notice}/deliveries", id, alarm).then().statusCode(200);
    messages(of(registrar), id)
        .body("items.occasion.findAll { it.startsWith('REGISTRY') }.size()", is(0));
    of(registrar)
        .get("/v1/cases/{id}/notices/{notice}/deliveries", id, alarm)
        .then()
        .statusCode(404);
  }
}
