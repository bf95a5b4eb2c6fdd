package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class CaseTest {
  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  @Test
  void goesFromNoticeToGoodStanding() {
    int registrar = registrar();
    String id = openCase(registrar);
    sendNotice(id, notice()).statusCode(201).body("respondBy", is("2026-03-23"));
    of(registrar)
        .body(Map.of("note", "Received."))
        .post("/v1/cases/{id}/acknowledgement", id)
        .then()
        .statusCode(200)
        .body("state", is("ACKNOWLEDGED"))
        .body("acknowledgeBy", is("2026-03-09"))
        .body("planBy", is("2026-03-23"));
    of(registrar)
        .body(plan())
        .post("/v1/cases/{id}/plan", id)
        .then()
        .statusCode(201)
        .body("caseState", is("PLAN_FILED"));
    officer()
        .body(Map.of("version", 1))
        .post("/v1/cases/{id}/plan-agreement", id)
        .then()
        .statusCode(200)
        .body("caseState", is("PLAN_AGREED"));
    officer()
        .post("/v1/cases/{id}/monitoring", id)
        .then()
        .statusCode(200)
        .body("caseState", is("MONITORING"));
    officer()
        .body(Map.of("reason", "Below the line for three months."))
        .post("/v1/cases/{id}/restoration", id)
        .then()
        .statusCode(200)
        .body("state", is("RESTORED"))
        .body("nextEvents", empty())
        .body(
            "history.to",
            contains(
                "CANDIDATE",
                "CONFIRMED",
                "NOTIFIED",
                "ACKNOWLEDGED",
                "PLAN_FILED",
                "PLAN_AGREED",
                "MONITORING",
                "RESTORED"))
        .body("history[3].actor", is("registrar-" + registrar))
        .body("history[4].note", is("Version 1: Verify telephone numbers."));
  }

  @Test
  void writesHistoryAuditAndEventWithEachStep() {
    int registrar = registrar();
    String id = openCase(registrar);
    sendNotice(id, notice()).statusCode(201);
    As.role(Role.AUDITOR)
        .queryParam("limit", 1000)
        .get("/v1/audit-entries")
        .then()
        .statusCode(200)
        .body(
            "items.findAll { it.subject == 'case/" + id + "' }.action",
            contains("candidate.found", "case.confirmed", "notice.sent"));
    As.role(Role.AUDITOR)
        .queryParam("limit", 1000)
        .get("/v1/events")
        .then()
        .statusCode(200)
        .body(
            "items.findAll { it.subject == 'case/" + id + "' }.type",
            contains("candidate.found", "case.confirmed", "notice.sent"))
        .body("items.findAll { it.subject == 'case/" + id + "' }[2].payload.to", is("NOTIFIED"));
    As.role(Role.AUDITOR).get("/v1/audit-verification").then().body("valid", is(true));
  }

  @Test
  void refusesWhatTheStateDoesNotAllowAndNamesWhatItDoes() {
    String id = openCase(registrar());
    officer()
        .body("{}")
        .post("/v1/cases/{id}/acknowledgement", id)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", is("A case in state CONFIRMED does not take ACKNOWLEDGE."))
        .body("nextSteps", contains("SEND_NOTICE", "CLOSE", "CLOSE_UNFOUNDED"));
    officer()
        .body(Map.of("reason", "The registrar is gone."))
        .post("/v1/cases/{id}/closure", id)
        .then()
        .statusCode(200)
        .body("state", is("CLOSED"));
    sendNotice(id, notice())
        .statusCode(409)
        .body("nextSteps", contains("Nothing: the case has ended."));
  }

  @Test
  void letsOnlyOneOfManyTransitionsAtTheSameTimeWin() throws Exception {
    String id = openCase(registrar());
    sendNotice(id, notice()).statusCode(201);
    try (ExecutorService many = Executors.newFixedThreadPool(6)) {
      Callable<Integer> acknowledge =
          () ->
              officer()
                  .body("{}")
                  .post("/v1/cases/{id}/acknowledgement", id)
                  .then()
                  .extract()
                  .statusCode();
      List<Integer> statuses =
          many.invokeAll(java.util.Collections.nCopies(6, acknowledge)).stream()
              .map(Future::resultNow)
              .sorted()
              .toList();
      assertThat(statuses).containsExactly(200, 409, 409, 409, 409, 409);
    }
    officer().get("/v1/cases/{id}", id).then().body("history.size()", is(4));
  }

  @Test
  void showsARegistrarItsOwnCasesOnly() {
    int mine = registrar();
    int other = registrar();
    String myCase = openCase(mine);
    String otherCase = openCase(other);
    of(mine)
        .get("/v1/cases")
        .then()
        .statusCode(200)
        .body("items.id", contains(myCase))
        .body("next", nullValue());
    of(mine).queryParam("registrar", other).get("/v1/cases").then().body("items", empty());
    of(mine)
        .accept("text/csv")
        .get("/v1/cases")
        .then()
        .statusCode(200)
        .body(org.hamcrest.Matchers.containsString(myCase))
        .body(not(org.hamcrest.Matchers.containsString(otherCase)));
    of(mine).get("/v1/cases/{id}", myCase).then().statusCode(200);
    String hidden =
        of(mine).get("/v1/cases/{id}", otherCase).then().statusCode(404).extract().path("detail");
    String unknown =
        of(mine)
            .get("/v1/cases/{id}", UUID.randomUUID())
            .then()
            .statusCode(404)
            .extract()
            .path("detail");
    assertThat(hidden).isEqualTo(unknown);
    of(mine).body(plan()).post("/v1/cases/{id}/plan", otherCase).then().statusCode(404);
    of(mine).body("{}").post("/v1/cases/{id}/acknowledgement", otherCase).then().statusCode(404);
  }

  @Test
  void hidesCandidatesFromCases() {
    String candidate = candidate(registrar());
    officer().get("/v1/cases/{id}", candidate).then().statusCode(404);
    officer()
        .queryParam("limit", 1000)
        .get("/v1/cases")
        .then()
        .body("items.id", not(hasItem(candidate)));
    sendNotice(candidate, notice()).statusCode(404);
  }

  @Test
  void filtersByStateAndRegistrar() {
    int registrar = registrar();
    String id = openCase(registrar);
    officer()
        .queryParam("registrar", registrar)
        .queryParam("state", "CONFIRMED")
        .get("/v1/cases")
        .then()
        .body("items.id", contains(id));
    officer()
        .queryParam("registrar", registrar)
        .queryParam("state", "CLOSED")
        .get("/v1/cases")
        .then()
        .body("items", empty());
    officer().queryParam("state", "NONSENSE").get("/v1/cases").then().statusCode(400);
  }

  @Test
  void givesARegistrarTheTimeOfThePolicy() {
    String id = openCase(registrar());
    Map<String, Object> hasty = notice();
    hasty.put("respondBy", "2026-03-20");
    sendNotice(id, hasty)
        .statusCode(422)
        .body("violations[0].field", is("respondBy"))
        .body("violations[0].message", is("is 2026-03-23 or later"));
    Map<String, Object> patient = notice();
    patient.put("respondBy", "2026-04-30");
    sendNotice(id, patient)
        .statusCode(201)
        .body("respondBy", is("2026-04-30"))
        .body("subject", org.hamcrest.Matchers.startsWith("Abuse Intervention Program: notice in"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasons", "evidenceIncidents", "appealText"})
  void sendsNoNoticeWithout(String member) {
    Map<String, Object> notice = notice();
    notice.remove(member);
    sendNotice(openCase(registrar()), notice)
        .statusCode(422)
        .body("violations[0].field", is(member));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notices",
        "acknowledgement",
        "plan",
        "plan-agreement",
        "monitoring",
        "restoration",
        "closure",
        "limit-proposals"
      })
  void letsNobodyWithoutATokenOrThePermissionChangeACase(String step) {
    String id = openCase(registrar());
    As.nobody()
        .contentType("application/json")
        .body("{}")
        .post("/v1/cases/{id}/" + step, id)
        .then()
        .statusCode(401);
    As.role(Role.AUDITOR)
        .contentType("application/json")
        .body("{}")
        .post("/v1/cases/{id}/" + step, id)
        .then()
        .statusCode(403);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/cases/{id}", id).then().statusCode(403);
  }

  @Test
  void refusesMembersThatItDoesNotKnow() {
    officer()
        .body(Map.of("summary", "A plan", "budget", 5))
        .post("/v1/cases/{id}/plan", openCase(registrar()))
        .then()
        .statusCode(422)
        .body("violations[0].field", is("budget"));
    officer()
        .body("not json")
        .post("/v1/cases/{id}/plan", UUID.randomUUID())
        .then()
        .statusCode(400);
  }
}
