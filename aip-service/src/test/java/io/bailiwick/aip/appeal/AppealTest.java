package io.bailiwick.aip.appeal;

import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class AppealTest {
  @Inject AppealWork work;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  private static String appeal(int registrar, String proposal) {
    return of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("grounds", "Most of the names were compromised.", "stay", true))
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static io.restassured.response.ValidatableResponse decide(
      io.restassured.specification.RequestSpecification who,
      String appeal,
      Map<String, Object> how) {
    return who.header("Idempotency-Key", UUID.randomUUID())
        .body(how)
        .post("/v1/appeals/{id}/decision", appeal)
        .then();
  }

  private static io.restassured.response.ValidatableResponse decide(String appeal, String outcome) {
    return decide(
        reviewer(), appeal, Map.of("outcome", outcome, "reasons", "Looked at name by name."));
  }

  private static String caseOf(String proposal) {
    return officer().get("/v1/limit-proposals/{id}", proposal).path("caseId");
  }

  private static io.restassured.response.ValidatableResponse ofCase(String id) {
    return officer().get("/v1/cases/{id}", id).then();
  }

  @Test
  void isFiledFreeWithItsClock() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String id = appeal(registrar, proposal);
    of(registrar)
        .get("/v1/appeals/{id}", id)
        .then()
        .statusCode(200)
        .body("step", is("INTERNAL"))
        .body("fee", is(0.0f))
        .body("outcome", nullValue());
    // Five business days after Tuesday, 24 March.
    officer()
        .queryParam("case", caseOf(proposal))
        .queryParam("kind", "APPEAL_INTERNAL")
        .get("/v1/clocks")
        .then()
        .body("items.lastDay", contains("2026-03-31"));
    officer()
        .body(Map.of("reason", "Holidays."))
        .post(
            "/v1/clocks/{id}/pause",
            officer()
                .queryParam("case", caseOf(proposal))
                .queryParam("kind", "APPEAL_INTERNAL")
                .get("/v1/clocks")
                .<String>path("items[0].id"))
        .then()
        .statusCode(409);
  }

  @Test
  void staysTheLimitUntilItIsUpheld() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String id = appeal(registrar, proposal);
    ask(registrar, "domain:create").body("allowed", is(false));
    reviewer()
        .body(Map.of("reason", "The grounds are serious."))
        .post("/v1/appeals/{id}/stay", id)
        .then()
        .statusCode(200);
    ask(registrar, "domain:create").body("allowed", is(true));
    ofCase(caseOf(proposal)).body("state", is("STAYED")).body("orders[0].state", is("STAYED"));
    decide(id, "UPHELD").statusCode(200).body("outcome", is("UPHELD")).body("refund", is(0.0f));
    ask(registrar, "domain:create").body("allowed", is(false));
    ofCase(caseOf(proposal))
        .body("state", is("LIMIT_IN_FORCE"))
        .body("orders.state", contains("LIFTED", "IN_FORCE"));
    io.restassured.path.json.JsonPath view =
        officer().get("/v1/cases/{id}", caseOf(proposal)).jsonPath();
    // The time between is nobody's limit, and the end is where it always was.
    assertThat(view.getString("orders[0].liftedAt"))
        .isEqualTo(view.getString("orders[0].stayedAt"));
    assertThat(view.getString("orders[1].endsAt")).isEqualTo(view.getString("orders[0].endsAt"));
    decide(id, "REVERSED").statusCode(409);
  }

  @Test
  void endsWithItsLimitAlthoughItIsStayed() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 2);
    reviewer()
        .body(Map.of("reason", "The grounds are serious."))
        .post("/v1/appeals/{id}/stay", appeal(registrar, proposal))
        .then()
        .statusCode(200);
    TestClock.set(RESPONSE_OVER.plus(Duration.ofDays(2)).plusSeconds(60));
    ofCase(caseOf(proposal)).body("state", is("REVIEW")).body("orders[0].state", is("ENDED"));
  }

  @Test
  void staysTheLimitByItselfWhenItsTimeIsMissed() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String id = appeal(registrar, proposal);
    TestClock.set(Instant.parse("2026-03-31T23:00:00Z"));
    work.round();
    ask(registrar, "domain:create").body("allowed", is(false));
    TestClock.set(Instant.parse("2026-04-01T00:00:00Z"));
    work.round();
    work.round();
    ask(registrar, "domain:create").body("allowed", is(true));
    ofCase(caseOf(proposal))
        .body("state", is("STAYED"))
        .body("history.findAll { it.event == 'STAY_OVERDUE' }.actor", contains("bailiwick"));
    decide(id, "UPHELD").statusCode(200);
    ask(registrar, "domain:create").body("allowed", is(false));
  }

  @Test
  void reversesTheLimitAndTheCaseAtOnce() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    decide(appeal(registrar, proposal), "REVERSED").statusCode(200);
    ask(registrar, "domain:create").body("allowed", is(true));
    ofCase(caseOf(proposal))
        .body("state", is("REVERSED"))
        .body("orders[0].state", is("LIFTED"))
        .body("orders[0].reversedAt", not(nullValue()));
    // Nothing is held against the registrar when it is judged again.
    officer()
        .get("/v1/candidates/{id}", candidate(registrar))
        .then()
        .body("earlierCases.size()", is(0));
  }

  @Test
  void reversesALimitThatHasEndedInACaseThatHasEnded() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 2);
    TestClock.set(Instant.parse("2026-04-01T09:00:00Z"));
    officer()
        .body(Map.of("reason", "Good standing."))
        .post("/v1/cases/{id}/restoration", caseOf(proposal))
        .then()
        .statusCode(200);
    String id = appeal(registrar, proposal);
    officer()
        .queryParam("case", caseOf(proposal))
        .queryParam("kind", "APPEAL_INTERNAL")
        .get("/v1/clocks")
        .then()
        .body("items.lastDay", contains("2026-05-01"));
    decide(id, "REVERSED").statusCode(200);
    ofCase(caseOf(proposal))
        .body("state", is("REVERSED"))
        .body("orders[0].state", is("ENDED"))
        .body("orders[0].reversedAt", not(nullValue()));
  }

  @Test
  void variesTheLimitToAMilderOneOnly() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String id = appeal(registrar, proposal);
    Map<String, Object> milder = Map.of("mode", "DAILY_CAP", "creates", 50, "days", 7);
    Map<String, Object> how = new HashMap<>();
    how.put("outcome", "VARIED");
    how.put("reasons", "A cap is enough.");
    decide(reviewer(), id, how).statusCode(422);
    how.put("limit", Map.of("mode", "FULL_STOP", "days", 22));
    decide(reviewer(), id, how).statusCode(422);
    how.put("limit", milder);
    decide(reviewer(), id, how).statusCode(200).body("outcome", is("VARIED"));
    ofCase(caseOf(proposal))
        .body("state", is("LIMIT_IN_FORCE"))
        .body("orders.state", contains("LIFTED", "IN_FORCE"))
        .body("orders.mode", contains("FULL_STOP", "DAILY_CAP"));
  }

  @Test
  void isHeardByThreeDifferentPeople() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String id = appeal(registrar, proposal);
    Map<String, Object> upheld = Map.of("outcome", "UPHELD", "reasons", "Rightly so.");
    for (String person : List.of("olga", "dora")) {
      decide(As.user(person, Role.APPEAL_REVIEWER).contentType("application/json"), id, upheld)
          .statusCode(403);
    }
    decide(officer(), id, upheld).statusCode(403);
    decide(decider(), id, upheld).statusCode(403);
    decide(of(registrar), id, upheld).statusCode(403);
    decide(id, "UPHELD").statusCode(200);
    // The panel's word is entered by somebody else than who heard the first step.
    String external = appeal(registrar, proposal);
    officer()
        .get("/v1/appeals/{id}", external)
        .then()
        .body("step", is("EXTERNAL"))
        .body("fee", is(1200.0f))
        .body("feeOfRegistry", is(700.0f))
        .body("feeOfRegistrar", is(500.0f))
        .body("currency", is("USD"));
    decide(external, "UPHELD").statusCode(403);
    decide(
            As.user("paula", Role.APPEAL_REVIEWER).contentType("application/json"),
            external,
            Map.of("outcome", "REVERSED", "reasons", "The panel finds for the registrar."))
        .statusCode(200)
        .body("refund", is(500.0f));
    ask(registrar, "domain:create").body("allowed", is(true));
  }

  @Test
  void isFiledOnceInEachStepAndInTime() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 2);
    Map<String, Object> grounds = Map.of("grounds", "Late.", "stay", false);
    TestClock.set(Instant.parse("2026-05-24T00:00:00Z"));
    of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(409);
    TestClock.set(Instant.parse("2026-05-23T23:00:00Z"));
    String id = appeal(registrar, proposal);
    // The next step waits for the decision.
    of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(409);
    decide(id, "UPHELD").statusCode(200);
    String external = appeal(registrar, proposal);
    assertThat(external).isNotEqualTo(id);
    of(registrar)
        .queryParam("case", caseOf(proposal))
        .get("/v1/appeals")
        .then()
        .body("items.step", contains("INTERNAL", "EXTERNAL"));
    of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(409);
  }

  @Test
  void isNotFiledAgainstWhatWasNotDecided() {
    int registrar = registrar();
    String proposal =
        propose(answeredCase(registrar), limit(14)).statusCode(201).extract().path("id");
    of(registrar)
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("grounds", "Early.", "stay", false))
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(409);
  }

  @Test
  void isReachedByNobodyElse() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    Map<String, Object> grounds = Map.of("grounds", "Not mine.", "stay", false);
    of(registrar())
        .header("Idempotency-Key", UUID.randomUUID())
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(404);
    of(registrar)
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(422);
    As.nobody()
        .contentType("application/json")
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(401);
    decider()
        .body(grounds)
        .post("/v1/limit-proposals/{id}/appeals", proposal)
        .then()
        .statusCode(403);
    String id = appeal(registrar, proposal);
    of(registrar()).get("/v1/appeals/{id}", id).then().statusCode(404);
    of(registrar()).get("/v1/appeals").then().body("items.size()", is(0));
    As.nobody().get("/v1/appeals").then().statusCode(401);
    As.nobody().get("/v1/appeals/{id}", id).then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/appeals").then().statusCode(403);
    As.role(Role.FINANCE).get("/v1/appeals/{id}", id).then().statusCode(403);
    for (String act : List.of("stay", "decision")) {
      As.nobody()
          .contentType("application/json")
          .body("{}")
          .post("/v1/appeals/{id}/" + act, id)
          .then()
          .statusCode(401);
      officer()
          .body(
              act.equals("stay")
                  ? Map.of("reason", "x")
                  : Map.of("outcome", "UPHELD", "reasons", "x"))
          .post("/v1/appeals/{id}/" + act, id)
          .then()
          .statusCode(403);
      reviewer()
          .header("Idempotency-Key", UUID.randomUUID())
          .body(
              act.equals("stay")
                  ? Map.of("reason", "x")
                  : Map.of("outcome", "UPHELD", "reasons", "x"))
          .post("/v1/appeals/{id}/" + act, UUID.randomUUID())
          .then()
          .statusCode(404);
      reviewer().body("{}").post("/v1/appeals/{id}/" + act, id).then().statusCode(422);
    }
  }

  private static void closeUnfounded(String caseId) {
    officer()
        .body(Map.of("reason", "The feed was wrong."))
        .post("/v1/cases/{id}/unfounded-closure", caseId)
        .then()
        .statusCode(200);
  }

  @Test
  void endsInTheRegistrarsFavourWithACaseThatHadNoGround() {
    int registrar = registrar();
    String proposal = approvedLimit(registrar, 21);
    String internal = appeal(registrar, proposal);
    decide(internal, "UPHELD").statusCode(200);
    String external = appeal(registrar, proposal);
    decide(external, "MOOT").statusCode(422).body("violations.field", contains("outcome"));
    closeUnfounded(caseOf(proposal));
    // Its part of the fee, 500 of 1,200, comes back; what was decided before stays.
    As.role(Role.AUDITOR)
        .get("/v1/appeals/{id}", external)
        .then()
        .statusCode(200)
        .body("outcome", is("MOOT"))
        .body("refund", is(500.0f))
        .body("decidedBy", is("olga"))
        .body("reasons", is("The case was closed, for it had no ground."));
    As.role(Role.AUDITOR)
        .get("/v1/appeals/{id}", internal)
        .then()
        .body("outcome", is("UPHELD"))
        .body("refund", is(0.0f));
    As.role(Role.AUDITOR)
        .queryParam("open", true)
        .queryParam("limit", 1000)
        .get("/v1/appeals")
        .then()
        .body("items.id", not(hasItem(external)));
    reviewer().get("/v1/appeals/{id}", external).then().statusCode(404);
  }

  @Test
  void endsWithTheCaseWhenAnotherLimitOfItIsReversed() {
    int registrar = registrar();
    String first = approvedLimit(registrar, 2);
    String caseId = caseOf(first);
    String ofFirst = appeal(registrar, first);
    TestClock.set(Instant.parse("2026-03-26T09:00:00Z"));
    String second = propose(caseId, limit(2)).statusCode(201).extract().path("id");
    io.bailiwick.aip.Programme.decide(decider(), second, "APPROVED").statusCode(201);
    String ofSecond = appeal(registrar, second);
    decide(ofFirst, "REVERSED").statusCode(200).body("outcome", is("REVERSED"));
    ofCase(caseId).body("state", is("REVERSED"));
    of(registrar).get("/v1/appeals/{id}", ofSecond).then().body("outcome", is("MOOT"));
  }
}
