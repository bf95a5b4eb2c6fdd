package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the table of transitions leads to: the acute path, withdrawals, cases without a ground. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class CaseLifeTest {
  @Inject GroundWork grounds;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  private static final Map<String, Object> REASON = Map.of("reason", "For the record.");

  @Test
  void showsItsTransitionsToWhoReadsCases() {
    officer()
        .queryParam("limit", 1000)
        .get("/v1/cases/transitions")
        .then()
        .statusCode(200)
        .body(
            "items.find { it.from == 'LIMIT_PROPOSED' && it.event == 'APPROVE_LIMIT' }.permission",
            is("limit:decide"))
        .body(
            "items.find { it.from == 'LIMIT_IN_FORCE' && it.event == 'END_LIMIT' }.permission",
            nullValue());
    officer().accept("text/csv").get("/v1/cases/transitions").then().statusCode(200);
    As.nobody().get("/v1/cases/transitions").then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/cases/transitions").then().statusCode(403);
  }

  @Test
  void tellsHowLongItWasInEachState() {
    int registrar = registrar();
    String id = openCase(registrar);
    TestClock.set(START.plus(Duration.ofDays(2)));
    sendNotice(id, notice()).statusCode(201);
    TestClock.set(START.plus(Duration.ofDays(3)));
    of(registrar)
        .get("/v1/cases/{id}/times", id)
        .then()
        .statusCode(200)
        .body("state", contains("CANDIDATE", "CONFIRMED", "NOTIFIED"));
    long confirmed = officer().get("/v1/cases/{id}/times", id).jsonPath().getLong("[1].seconds");
    assertThat(confirmed).isBetween(2 * 86_400L - 60, 2 * 86_400L);
    of(registrar)
        .queryParam("from", "2026-03-01")
        .queryParam("until", "2026-03-31")
        .get("/v1/case-times")
        .then()
        .statusCode(200)
        .body("find { it.state == 'CONFIRMED' }.cases", is(1));
    of(registrar)
        .queryParam("from", "2026-03-02")
        .queryParam("until", "2026-03-01")
        .get("/v1/case-times")
        .then()
        .statusCode(422);
    of(registrar()).get("/v1/cases/{id}/times", id).then().statusCode(404);
    As.nobody().get("/v1/cases/{id}/times", id).then().statusCode(401);
    As.nobody().get("/v1/case-times").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/cases/{id}/times", id).then().statusCode(403);
    As.role(Role.FINANCE).get("/v1/case-times").then().statusCode(403);
  }

  @Test
  void takesAProposalBack() {
    String id = answeredCase(registrar());
    String proposal = propose(id, limit(14)).statusCode(201).extract().path("id");
    officer()
        .body(REASON)
        .post("/v1/limit-proposals/{id}/withdrawal", proposal)
        .then()
        .statusCode(200)
        .body("decision.outcome", is("WITHDRAWN"));
    officer().get("/v1/cases/{id}", id).then().body("state", is("REVIEW"));
    decide(decider(), proposal, "APPROVED").statusCode(409);
    officer()
        .body(REASON)
        .post("/v1/limit-proposals/{id}/withdrawal", proposal)
        .then()
        .statusCode(409);
    officer()
        .body("{}")
        .post("/v1/limit-proposals/{id}/withdrawal", proposal)
        .then()
        .statusCode(422);
    decider()
        .body(REASON)
        .post("/v1/limit-proposals/{id}/withdrawal", proposal)
        .then()
        .statusCode(403);
    As.nobody()
        .contentType("application/json")
        .body(REASON)
        .post("/v1/limit-proposals/{id}/withdrawal", proposal)
        .then()
        .statusCode(401);
    officer()
        .body(REASON)
        .post("/v1/limit-proposals/{id}/withdrawal", UUID.randomUUID())
        .then()
        .statusCode(404);
    propose(id, limit(14)).statusCode(201);
  }

  private static Map<String, Object> shortNotice(String respondBy) {
    Map<String, Object> notice = notice();
    notice.put("respondBy", respondBy);
    return notice;
  }

  private static Map<String, Object> acuteLimit(int days) {
    Map<String, Object> limit = limit(days);
    limit.put("path", "ACUTE");
    limit.put("secondDecider", "dirk");
    return limit;
  }

  @Test
  void needsTwoDecidersOnTheAcutePathAndEndsAtItsReview() {
    int registrar = registrar();
    String id = acuteCase(registrar);
    // Two business days after Monday, 2 March.
    sendNotice(id, shortNotice("2026-03-03"))
        .statusCode(422)
        .body("violations[0].message", is("is 2026-03-04 or later"));
    sendNotice(id, shortNotice("2026-03-04")).statusCode(201);
    TestClock.set(Instant.parse("2026-03-05T00:00:00Z"));
    propose(id, limit(14))
        .statusCode(409)
        .body(
            "nextSteps",
            contains(
                "Wait until the day that the notices gave the registrar to respond by is over."));
    Map<String, Object> alone = acuteLimit(14);
    alone.remove("secondDecider");
    propose(id, alone)
        .statusCode(409)
        .body(
            "nextSteps",
            contains(
                "On the acute path name a second decider, or a decider whom the policy lets decide alone."));
    propose(id, acuteLimit(15)).statusCode(422).body("violations[0].message", is("is 1 to 14"));
    String proposal = propose(id, acuteLimit(14)).statusCode(201).extract().path("id");
    decide(decider(), proposal, "APPROVED")
        .statusCode(202)
        .body("endorsement.endorsedBy", is("dora"))
        .body("decision", nullValue());
    ask(registrar, "domain:create").body("allowed", is(true));
    decide(decider(), proposal, "APPROVED").statusCode(403);
    String order =
        decide(As.user("dirk", Role.DECIDER).contentType("application/json"), proposal, "APPROVED")
            .statusCode(201)
            .extract()
            .path("id");
    ask(registrar, "domain:create").body("allowed", is(false));
    Instant endsAt =
        Instant.parse(decider().get("/v1/restriction-orders/{id}", order).path("endsAt"));
    assertThat(endsAt)
        .isBetween(Instant.parse("2026-03-12T00:00:00Z"), Instant.parse("2026-03-12T00:01:00Z"));
    // Nobody reviews it: it ends.
    TestClock.set(Instant.parse("2026-03-12T00:01:00Z"));
    ask(registrar, "domain:create").body("allowed", is(true));
    decider().body(REASON).post("/v1/restriction-orders/{id}/review", order).then().statusCode(409);
    officer().get("/v1/cases/{id}", id).then().body("state", is("REVIEW"));
  }

  @Test
  void goesOnToTheEndThatWasDecidedOnceItIsReviewed() {
    int registrar = registrar();
    String id = acuteCase(registrar);
    sendNotice(id, shortNotice("2026-03-04")).statusCode(201);
    TestClock.set(Instant.parse("2026-03-05T00:00:00Z"));
    String proposal = propose(id, acuteLimit(14)).statusCode(201).extract().path("id");
    decide(decider(), proposal, "APPROVED").statusCode(202);
    String order =
        decide(As.user("dirk", Role.DECIDER).contentType("application/json"), proposal, "APPROVED")
            .statusCode(201)
            .extract()
            .path("id");
    TestClock.set(Instant.parse("2026-03-10T00:00:00Z"));
    As.nobody()
        .contentType("application/json")
        .body(REASON)
        .post("/v1/restriction-orders/{id}/review", order)
        .then()
        .statusCode(401);
    officer().body(REASON).post("/v1/restriction-orders/{id}/review", order).then().statusCode(403);
    decider().body("{}").post("/v1/restriction-orders/{id}/review", order).then().statusCode(422);
    decider()
        .body(REASON)
        .post("/v1/restriction-orders/{id}/review", UUID.randomUUID())
        .then()
        .statusCode(404);
    As.user("dora2", Role.DECIDER)
        .contentType("application/json")
        .body(REASON)
        .post("/v1/restriction-orders/{id}/review", order)
        .then()
        .statusCode(403);
    String kept =
        decider()
            .body(REASON)
            .post("/v1/restriction-orders/{id}/review", order)
            .then()
            .statusCode(200)
            .extract()
            .path("endsAt");
    assertThat(Instant.parse(kept))
        .isBetween(Instant.parse("2026-03-19T00:00:00Z"), Instant.parse("2026-03-19T00:01:00Z"));
    ask(registrar, "domain:create").body("allowed", is(false));
  }

  @Test
  void keepsTheOrdinaryPathWhereTheAcuteGateDidNotHold() {
    String id = answeredCase(registrar());
    propose(id, acuteLimit(14)).statusCode(422).body("violations[0].field", is("path"));
  }

  @Test
  void leavesTheHistoryOfTheRegistrarWhenItHadNoGround() {
    int registrar = registrar();
    String order = order(registrar, 14);
    String id = decider().get("/v1/restriction-orders/{id}", order).path("caseId");
    officer()
        .body(REASON)
        .post("/v1/cases/{id}/unfounded-closure", id)
        .then()
        .statusCode(200)
        .body("state", is("UNFOUNDED"))
        .body("orders[0].state", is("LIFTED"));
    ask(registrar, "domain:create").body("allowed", is(true));
    officer().get("/v1/cases/{id}", id).then().statusCode(404);
    officer().queryParam("case", id).get("/v1/clocks").then().body("items.size()", is(0));
    of(registrar).get("/v1/cases/{id}", id).then().statusCode(404);
    of(registrar).get("/v1/cases").then().body("items.size()", is(0));
    officer()
        .queryParam("registrar", registrar)
        .get("/v1/cases")
        .then()
        .body("items.size()", is(0));
    officer()
        .get("/v1/candidates/{id}", candidate(registrar))
        .then()
        .body("earlierCases.size()", is(0));
    // The trail keeps it.
    As.role(Role.AUDITOR)
        .get("/v1/cases/{id}", id)
        .then()
        .statusCode(200)
        .body("state", is("UNFOUNDED"));
    As.role(Role.AUDITOR)
        .queryParam("limit", 1000)
        .get("/v1/audit-entries")
        .then()
        .body(
            "items.findAll { it.subject == 'case/" + id + "' }.action", hasItem("case.unfounded"));
    officer().body(REASON).post("/v1/cases/{id}/unfounded-closure", id).then().statusCode(404);
  }

  @Test
  void isClosedAsUnfoundedByWhoMay() {
    int registrar = registrar();
    String id = openCase(registrar);
    of(registrar).body(REASON).post("/v1/cases/{id}/unfounded-closure", id).then().statusCode(403);
    officer().body("{}").post("/v1/cases/{id}/unfounded-closure", id).then().statusCode(422);
    for (String act : List.of("unfounded-closure", "extension")) {
      As.nobody()
          .contentType("application/json")
          .body(REASON)
          .post("/v1/cases/{id}/" + act, id)
          .then()
          .statusCode(401);
      decider()
          .body(Map.of("reason", "x", "days", 1))
          .post("/v1/cases/{id}/" + act, id)
          .then()
          .statusCode(403);
      officer()
          .body(act.equals("extension") ? Map.of("reason", "x", "days", 1) : Map.of("reason", "x"))
          .post("/v1/cases/{id}/" + act, UUID.randomUUID())
          .then()
          .statusCode(404);
    }
  }

  @Test
  void countsAnEarlierCaseThatWasNotUnfounded() {
    int registrar = registrar();
    String id = openCase(registrar);
    String reference = officer().get("/v1/cases/{id}", id).path("reference");
    officer().body(REASON).post("/v1/cases/{id}/closure", id).then().statusCode(200);
    officer()
        .get("/v1/candidates/{id}", candidate(registrar))
        .then()
        .body("earlierCases", contains(reference));
  }

  @Test
  void suggestsTheEndOfACaseWhoseGroundIsGone() {
    int registrar = registrar();
    String id = openCase(registrar);
    standing(registrar, "HOLDS");
    grounds.round();
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("suggestion", nullValue())
        .body("findings[0].standing", nullValue());
    standing(registrar, "DOES_NOT_HOLD");
    grounds.round();
    grounds.round();
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("state", is("CONFIRMED"))
        .body("suggestion", is("CLOSE_UNFOUNDED"))
        .body("findings[0].standing.holds", is(false))
        .body("findings[0].standing.runVersion", is(2));
    standing(registrar, "HOLDS");
    grounds.round();
    officer().get("/v1/cases/{id}", id).then().body("suggestion", nullValue());
  }
}
