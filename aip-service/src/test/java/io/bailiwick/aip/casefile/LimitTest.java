package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class LimitTest {
  @Inject DataSource database;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  @Test
  void isProposedByOneAndDecidedByAnother() {
    int registrar = registrar();
    String id = answeredCase(registrar);
    String proposal =
        propose(id, limit(14))
            .statusCode(201)
            .body("proposer", is("olga"))
            .body("decider", is("dora"))
            .body("decision", nullValue())
            .extract()
            .path("id");
    decider().get("/v1/limit-proposals/{id}", proposal).then().statusCode(200);
    decide(decider(), proposal, "APPROVED")
        .statusCode(201)
        .header("Location", containsString("/v1/restriction-orders/"))
        .body("registrar", is(registrar))
        .body("state", is("IN_FORCE"))
        .body("issuedBy", is("dora"))
        .body("maximumDays", is(30));
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("state", is("LIMIT_IN_FORCE"))
        .body("proposals[0].decision.outcome", is("APPROVED"))
        .body("proposals[0].decision.decidedBy", is("dora"))
        .body("orders[0].state", is("IN_FORCE"))
        .body("nextEvents", contains("FILE_PLAN", "KEEP_LIMIT", "LIFT_LIMIT", "CLOSE_UNFOUNDED"));
  }

  @Test
  void lastsWholeDaysFromTheDecision() {
    String order = order(registrar(), 30);
    var body = decider().get("/v1/restriction-orders/{id}", order).jsonPath();
    assertThat(
            Duration.between(
                java.time.Instant.parse(body.getString("startsAt")),
                java.time.Instant.parse(body.getString("endsAt"))))
        .isEqualTo(Duration.ofDays(30));
  }

  @Test
  void namesEverythingThatIsMissingAtOnce() {
    Map<String, Object> bare = limit(14);
    bare.remove("reasons");
    bare.remove("decider");
    propose(openCase(registrar()), bare)
        .statusCode(409)
        .body(
            "nextSteps",
            contains(
                "SEND_NOTICE",
                "CLOSE",
                "CLOSE_UNFOUNDED",
                "Send the registrar a notice.",
                "State the reasons, in the notice and in the proposal.",
                "Send a notice that names the incidents, so that the registrar can look at the evidence.",
                "Wait until the day that the notices gave the registrar to respond by is over.",
                "Name the person who decides; it must not be the person who proposes.",
                "Send a notice that says how to appeal."));
  }

  @Test
  void isRefusedBeforeTheTimeToRespondIsOver() {
    String id = openCase(registrar());
    sendNotice(id, notice()).statusCode(201);
    propose(id, limit(14))
        .statusCode(409)
        .body(
            "nextSteps",
            contains(
                "Wait until the day that the notices gave the registrar to respond by is over."));
    TestClock.set(RESPONSE_OVER.minusSeconds(60));
    propose(id, limit(14)).statusCode(409);
    TestClock.set(RESPONSE_OVER);
    propose(id, limit(14)).statusCode(201);
  }

  @Test
  void isRefusedWithTheProposerAsDecider() {
    Map<String, Object> own = limit(14);
    own.put("decider", "olga");
    propose(answeredCase(registrar()), own)
        .statusCode(409)
        .body(
            "nextSteps",
            contains("Name the person who decides; it must not be the person who proposes."));
  }

  @Test
  void isDecidedByTheNamedDeciderOnly() {
    String proposal =
        propose(answeredCase(registrar()), limit(14)).statusCode(201).extract().path("id");
    // The proposer with the decider's role as well, and another decider.
    decide(
            As.user("olga", Role.COMPLIANCE_OFFICER, Role.DECIDER).contentType("application/json"),
            proposal,
            "APPROVED")
        .statusCode(403);
    decide(As.user("dirk", Role.DECIDER).contentType("application/json"), proposal, "APPROVED")
        .statusCode(403);
    decide(officer(), proposal, "APPROVED").statusCode(403);
    decide(decider(), proposal, "APPROVED").statusCode(201);
  }

  @Test
  void leavesTheCaseInReviewWhenRefused() {
    String id = answeredCase(registrar());
    String proposal = propose(id, limit(14)).statusCode(201).extract().path("id");
    decide(decider(), proposal, "REFUSED").statusCode(204);
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("state", is("REVIEW"))
        .body("orders.size()", is(0))
        .body("proposals[0].decision.outcome", is("REFUSED"));
    decide(decider(), proposal, "APPROVED").statusCode(409);
  }

  @Test
  void issuesOneOrderHoweverManyDecideAtOnce() throws Exception {
    int registrar = registrar();
    String id = answeredCase(registrar);
    String proposal = propose(id, limit(14)).statusCode(201).extract().path("id");
    try (ExecutorService many = Executors.newFixedThreadPool(4)) {
      Callable<Integer> approve =
          () -> decide(decider(), proposal, "APPROVED").extract().statusCode();
      List<Integer> statuses =
          many.invokeAll(java.util.Collections.nCopies(4, approve)).stream()
              .map(Future::resultNow)
              .sorted()
              .toList();
      assertThat(statuses).containsExactly(201, 409, 409, 409);
    }
    officer().get("/v1/cases/{id}", id).then().body("orders.size()", is(1));
  }

  @Test
  void givesTheSameOrderToTheSameKey() {
    String proposal =
        propose(answeredCase(registrar()), limit(14)).statusCode(201).extract().path("id");
    String key = UUID.randomUUID().toString();
    List<String> orders =
        java.util.stream.Stream.of(1, 2)
            .map(
                time ->
                    decider()
                        .header("Idempotency-Key", key)
                        .body(Map.of("outcome", "APPROVED", "reasons", "Proportionate."))
                        .post("/v1/limit-proposals/{id}/decision", proposal)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
            .toList();
    assertThat(orders.get(0)).isEqualTo(orders.get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 365})
  void isNoLongerThanThePolicyAllows(int days) {
    propose(answeredCase(registrar()), limit(days))
        .statusCode(422)
        .body("violations[0].field", is("days"))
        .body("violations[0].message", is("is 1 to 30"));
  }

  @Test
  void hasALength() {
    String id = answeredCase(registrar());
    propose(id, limit(0)).statusCode(422).body("violations[0].field", is("days"));
    Map<String, Object> endless = limit(1);
    endless.remove("days");
    propose(id, endless).statusCode(422).body("violations[0].field", is("days"));
  }

  @Test
  void doesNotExceedTheTotalOfACase() {
    String id = answeredCase(registrar());
    java.time.Instant now = RESPONSE_OVER;
    for (int i = 0; i < 4; i++) {
      String proposal = propose(id, limit(30)).statusCode(201).extract().path("id");
      decide(decider(), proposal, "APPROVED").statusCode(201);
      now = now.plus(Duration.ofDays(31));
      TestClock.set(now);
    }
    propose(id, limit(1))
        .statusCode(422)
        .body("violations[0].message", is("is at most 0 in this case"));
  }

  @Test
  void endsByItselfAndTheCaseIsReviewed() {
    int registrar = registrar();
    String order = order(registrar, 14);
    String id = decider().get("/v1/restriction-orders/{id}", order).path("caseId");
    ask(registrar, "domain:create").body("allowed", is(false));
    TestClock.set(RESPONSE_OVER.plus(Duration.ofDays(14)).minusSeconds(60));
    ask(registrar, "domain:create").body("allowed", is(false));
    TestClock.set(RESPONSE_OVER.plus(Duration.ofDays(14)).plusSeconds(60));
    ask(registrar, "domain:create").body("allowed", is(true));
    decider().get("/v1/restriction-orders/{id}", order).then().body("state", is("ENDED"));
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("state", is("REVIEW"))
        .body("history[-1].event", is("END_LIMIT"))
        .body("history[-1].actor", is("bailiwick"));
    As.role(Role.AUDITOR)
        .queryParam("limit", 1000)
        .get("/v1/audit-entries")
        .then()
        .body(
            "items.findAll { it.subject == 'case/" + id + "' && it.action == 'limit.ended' }.actor",
            contains("bailiwick"));
  }

  @Test
  void takesTheNextStepAfterItsEndAlthoughNobodyWroteTheEndDown() {
    int registrar = registrar();
    String order = order(registrar, 14);
    String id = decider().get("/v1/restriction-orders/{id}", order).path("caseId");
    TestClock.set(RESPONSE_OVER.plus(Duration.ofDays(15)));
    officer()
        .body(Map.of("reason", "Good standing."))
        .post("/v1/cases/{id}/restoration", id)
        .then()
        .statusCode(200)
        .body("state", is("RESTORED"));
  }

  @Test
  void isLiftedByAPersonWithAReason() {
    int registrar = registrar();
    String order = order(registrar, 14);
    decider()
        .body(Map.of("reason", "The campaign was stopped."))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(200)
        .body("state", is("LIFTED"))
        .body("liftedBy", is("dora"))
        .body("liftReason", is("The campaign was stopped."));
    ask(registrar, "domain:create").body("allowed", is(true));
    decider()
        .body(Map.of("reason", "Again."))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(409);
    decider()
        .body(Map.of("reason", ""))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(422);
    officer()
        .body(Map.of("reason", "Mine."))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(403);
    As.nobody()
        .contentType("application/json")
        .body("{}")
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(401);
    decider()
        .body(Map.of("reason", "None."))
        .post("/v1/restriction-orders/{id}/lift", UUID.randomUUID())
        .then()
        .statusCode(404);
  }

  @Test
  void hidesTheProposalsOfOthers() {
    int mine = registrar();
    String proposal = propose(answeredCase(mine), limit(14)).statusCode(201).extract().path("id");
    of(mine).get("/v1/limit-proposals/{id}", proposal).then().statusCode(200);
    String hidden =
        of(registrar())
            .get("/v1/limit-proposals/{id}", proposal)
            .then()
            .statusCode(404)
            .extract()
            .path("detail");
    String unknown =
        of(mine)
            .get("/v1/limit-proposals/{id}", UUID.randomUUID())
            .then()
            .statusCode(404)
            .extract()
            .path("detail");
    assertThat(hidden).isEqualTo(unknown);
    As.nobody().get("/v1/limit-proposals/{id}", proposal).then().statusCode(401);
    As.role(Role.SRS).get("/v1/limit-proposals/{id}", proposal).then().statusCode(403);
    decide(decider(), UUID.randomUUID().toString(), "APPROVED").statusCode(404);
  }

  /** The database keeps the promise even from a program that forgets it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ends_at = NULL",
        "ends_at = starts_at",
        "ends_at = starts_at + interval '31 days'",
        "maximum_days = 200, ends_at = starts_at + interval '200 days'"
      })
  void cannotBeWithoutAnEndOrTooLongInTheDatabaseEither(String change) throws SQLException {
    String order = order(registrar(), 14);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () ->
                  statement.executeUpdate(
                      "UPDATE restriction_order SET " + change + " WHERE id = '" + order + "'"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("restriction_order");
    }
  }

  @Test
  void cannotBeDecidedByItsProposerInTheDatabaseEither() throws SQLException {
    String proposal =
        propose(answeredCase(registrar()), limit(14)).statusCode(201).extract().path("id");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () ->
                  statement.executeUpdate(
                      "UPDATE limit_proposal SET outcome = 'APPROVED', decided_by = proposer,"
                          + " decided_at = now(), decision_reasons = 'x' WHERE id = '"
                          + proposal
                          + "'"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("limit_proposal");
    }
  }

  @Test
  void cannotOpenASecondCaseInTheDatabaseEither() throws SQLException {
    int registrar = registrar();
    openCase(registrar);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () ->
                  statement.executeUpdate(
                      "INSERT INTO casefile (id, version, registrar, registrar_name, state, created_at)"
                          + " VALUES (gen_random_uuid(), 0, "
                          + registrar
                          + ", 'x', 'CANDIDATE', now())"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("casefile_one_open_per_registrar");
    }
  }
}
