package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class CandidateTest {
  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  @Test
  void makesCandidatesOfTheRegistrarsForWhomTheGateHolds() {
    int high = registrar();
    int young = registrar();
    int clean = registrar();
    String run =
        scoringRun(Map.of(high, "HOLDS", young, "HOLDS_PROVISIONALLY", clean, "DOES_NOT_HOLD"));
    findCandidates(run)
        .statusCode(201)
        .header("Location", containsString("/v1/candidates"))
        .body("created", is(1))
        .body("existing", is(0))
        .body("joined", is(0));
    officer()
        .queryParam("limit", 1000)
        .get("/v1/candidates")
        .then()
        .statusCode(200)
        .body("items.registrar", hasItem(high))
        .body("items.registrar", not(hasItem(young)))
        .body("items.registrar", not(hasItem(clean)));
  }

  @Test
  void keepsTheInputsThatMadeTheGateHold() {
    int registrar = registrar();
    officer()
        .get("/v1/candidates/{id}", candidate(registrar))
        .then()
        .statusCode(200)
        .body("state", is("CANDIDATE"))
        .body("registrar", is(registrar))
        .body("registrarName", is("Registrar " + registrar))
        .body("findings[0].month", is("2026-01"))
        .body("findings[0].runVersion", is(2))
        .body("findings[0].snapshotSha256", is(SNAPSHOT))
        .body("findings[0].score.domains", is(60))
        .body("findings[0].score.ratePer10k", is(60.0f))
        .body("findings[0].score.intervention.clauses[0].clause", is("COUNT"))
        .body("findings[0].score.intervention.clauses[0].values.minimum", is(5))
        .body("findings[0].score.intervention.notInUse", equalTo(java.util.List.of("RATE_RATIO")))
        .body("history[0].to", is("CANDIDATE"))
        .body("history[0].actor", is("olga"));
  }

  @Test
  void makesNothingNewOfTheSameRun() {
    int registrar = registrar();
    String run = scoringRun(Map.of(registrar, "HOLDS"));
    findCandidates(run).body("created", is(1));
    findCandidates(run).statusCode(201).body("created", is(0)).body("existing", is(1));
  }

  @Test
  void givesTheSameAnswerToTheSameKey() {
    String run = scoringRun(Map.of(registrar(), "HOLDS"));
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      officer()
          .header("Idempotency-Key", key)
          .body(Map.of("runId", run))
          .post("/v1/candidate-runs")
          .then()
          .statusCode(201)
          .body("created", is(1));
    }
  }

  @Test
  void joinsFurtherFindingsToTheOpenCase() {
    int registrar = registrar();
    String id = openCase(registrar);
    findCandidates(scoringRun(Map.of(registrar, "HOLDS")))
        .body("created", is(0))
        .body("joined", is(1));
    officer()
        .get("/v1/cases/{id}", id)
        .then()
        .body("findings.size()", is(2))
        .body("state", is("CONFIRMED"));
  }

  @Test
  void opensACaseWhenAPersonConfirms() {
    String candidate = candidate(registrar());
    confirm(candidate)
        .statusCode(201)
        .header("Location", containsString("/v1/cases/" + candidate))
        .body("state", is("CONFIRMED"))
        .body("reference", startsWith("AIP-2026-"))
        .body("openedBy", is("olga"))
        .body("openedAt", startsWith("2026-03-02T09:"))
        .body("nextEvents", equalTo(java.util.List.of("SEND_NOTICE", "CLOSE", "CLOSE_UNFOUNDED")));
    confirm(candidate)
        .statusCode(409)
        .body("type", is("urn:bailiwick:problem:state-conflict"))
        .body("nextSteps", equalTo(java.util.List.of("SEND_NOTICE", "CLOSE", "CLOSE_UNFOUNDED")));
    officer().get("/v1/candidates/{id}", candidate).then().body("state", is("CONFIRMED"));
  }

  @Test
  void letsAPersonDismissAndALaterRunFindAgain() {
    int registrar = registrar();
    String candidate = candidate(registrar);
    officer()
        .body(Map.of("reason", "A compromised host; the registrar acted within the hour."))
        .post("/v1/candidates/{id}/dismissal", candidate)
        .then()
        .statusCode(200)
        .body("state", is("DISMISSED"))
        .body("history[1].note", startsWith("A compromised host"));
    officer().get("/v1/cases/{id}", candidate).then().statusCode(404);
    assertThat(candidate(registrar)).isNotEqualTo(candidate);
  }

  @Test
  void pagesTheListAndGivesItAsCsv() {
    candidate(registrar());
    candidate(registrar());
    Response first = officer().queryParam("limit", 1).get("/v1/candidates");
    first.then().statusCode(200).body("items.size()", is(1)).body("next", notNullValue());
    officer()
        .queryParam("limit", 1)
        .queryParam("after", first.<String>path("next"))
        .get("/v1/candidates")
        .then()
        .statusCode(200)
        .body("items[0].id", not(is(first.<String>path("items[0].id"))));
    officer()
        .accept("text/csv")
        .get("/v1/candidates")
        .then()
        .statusCode(200)
        .body(startsWith("id,registrar,registrarName,state,caseReference,createdAt,findings"));
    officer().queryParam("after", "nonsense").get("/v1/candidates").then().statusCode(400);
  }

  @Test
  void saysSoWhenScoringHasNoSuchRunOrDoesNotAnswer() {
    findCandidates(UUID.randomUUID().toString())
        .statusCode(422)
        .body("violations[0].field", is("runId"));
    findCandidates(failingRun())
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("detail", startsWith("Waiting for scoring-service"));
  }

  @Test
  void refusesBadInputAndTheWrongPeople() {
    String run = scoringRun(Map.of(registrar(), "HOLDS"));
    officer()
        .body(Map.of("runId", run))
        .post("/v1/candidate-runs")
        .then()
        .statusCode(422)
        .body("violations[0].field", is("Idempotency-Key"));
    findCandidates("not-a-run").statusCode(422);
    String candidate = candidate(registrar());
    officer()
        .header("Idempotency-Key", "k")
        .body(Map.of("reason", " "))
        .post("/v1/candidates/{id}/confirmation", candidate)
        .then()
        .statusCode(422)
        .body("violations[0].field", is("reason"));
    decider()
        .header("Idempotency-Key", "k")
        .body(Map.of("reason", "Mine"))
        .post("/v1/candidates/{id}/confirmation", candidate)
        .then()
        .statusCode(403);
    As.nobody().get("/v1/candidates").then().statusCode(401);
    of(registrar()).get("/v1/candidates").then().statusCode(403);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/candidates/{id}", candidate).then().statusCode(403);
    officer().get("/v1/candidates/{id}", UUID.randomUUID()).then().statusCode(404);
    confirm(UUID.randomUUID().toString()).statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidate-runs",
        "candidates/0199f7c2-7a1e-7000-8000-00000000000b/confirmation",
        "candidates/0199f7c2-7a1e-7000-8000-00000000000b/dismissal",
        "limit-proposals/0199f7c2-7a1e-7000-8000-00000000000b/decision"
      })
  void letsNobodyWithoutATokenOrThePermissionDecide(String path) {
    As.nobody()
        .contentType("application/json")
        .body("{}")
        .post("/v1/" + path)
        .then()
        .statusCode(401);
    As.role(Role.AUDITOR)
        .contentType("application/json")
        .body("{}")
        .post("/v1/" + path)
        .then()
        .statusCode(403);
  }

  @Test
  void findsNothingUnderAnUnknownIdentifier() {
    officer()
        .body(Map.of("reason", "None."))
        .post("/v1/candidates/{id}/dismissal", UUID.randomUUID())
        .then()
        .statusCode(404);
    officer().get("/v1/candidates/{id}", "not-a-uuid").then().statusCode(400);
    As.nobody().get("/v1/candidates/{id}", UUID.randomUUID()).then().statusCode(401);
  }

  @Test
  void leavesOutWhatIsNotPublishedNotMatureOrFragile() {
    int unpublished = registrar();
    int immature = registrar();
    int fragile = registrar();
    int acute = registrar();
    findCandidates(
            scoringRun(
                Map.of(
                    unpublished,
                    "UNPUBLISHED",
                    immature,
                    "IMMATURE",
                    fragile,
                    "FRAGILE",
                    acute,
                    "ACUTE")))
        .statusCode(201)
        .body("notPublished", is(1))
        .body("notFirm", is(2))
        .body("created", is(1))
        // The acute candidate is also found by the intervention gate, which joins it.
        .body("joined", is(1));
    officer()
        .queryParam("limit", 1000)
        .get("/v1/candidates")
        .then()
        .body("items.registrar", hasItem(acute))
        .body("items.registrar", not(hasItem(unpublished)))
        .body("items.registrar", not(hasItem(immature)))
        .body("items.registrar", not(hasItem(fragile)));
  }

  @Test
  void showsTheFamilyAndMergesNothing() {
    int one = registrar();
    int other = registrar();
    String run = scoringRun(Map.of(one, "HOLDS", other, "HOLDS"));
    families(Map.of(one, "example-group", other, "example-group"));
    findCandidates(run).body("created", is(2)).body("joined", is(0));
    String id =
        officer()
            .queryParam("limit", 1000)
            .get("/v1/candidates")
            .path("items.find { it.registrar == " + one + " }.id");
    officer()
        .get("/v1/candidates/{id}", id)
        .then()
        .body("findings[0].family", is("example-group"))
        .body("family.registrar", equalTo(java.util.List.of(other)));
  }
}
