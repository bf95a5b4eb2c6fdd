package io.bailiwick.qpi.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class EvaluationTest {

  @BeforeEach
  void lateEnoughForAllMonths() {
    SuiteResource.resetPeers();
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  void evaluatesEveryRegistrarThatAPeerKnows() {
    UUID run = Peers.scored("2025-01", 3);
    String id =
        evaluate("2025-01")
            .statusCode(201)
            .header("Location", containsString("/v1/evaluations/"))
            .body("month", is("2025-01"))
            .body("version", is(1))
            .body("supersedes", nullValue())
            .body("policyVersion", is(1))
            .body("purpose", is("PROVISIONAL"))
            .body("scoresRead", is("NEWEST"))
            .body("scoringRunId", is(run.toString()))
            .body("scoringPolicyVersion", is(3))
            .extract()
            .path("id");
    // By hand: (30·100 + 20·100 + 10·75 + 10·75) / 70 = 92.857…; usage and SSL are not there.
    As.role(Role.ACCOUNT_MANAGER)
        .get("/v1/evaluations/" + id + "/results")
        .then()
        .statusCode(200)
        .body("items.registrar", is(List.of(90001, 90002, 90003, 90004, 90005)))
        .body("items[0].state", is("ASSESSED"))
        .body("items[0].index.toString()", is("92.86"))
        .body("items[0].registrarName", is("Registrar 90001"))
        .body(
            "items[0].kpis.state",
            is(
                List.of(
                    "ASSESSED",
                    "ASSESSED",
                    "NOT_ASSESSABLE",
                    "NOT_ASSESSABLE",
                    "ASSESSED",
                    "ASSESSED",
                    "ASSESSED",
                    "ASSESSED")))
        // (3000 + 2000 + 750 + 750) / 70 in lowest terms.
        .body("items[0].exactIndex", is("650/7"))
        .body("items[0].gates.state", is(List.of("PASSED")))
        // Wilson for 82 of 100, by hand: 73.3326 to 88.2998.
        .body("items[0].kpis[1].intervalMethod", is("WILSON"))
        .body("items[0].kpis[1].lower.toString()", is("73.3326"))
        .body("items[0].kpis[1].upper.toString()", is("88.2998"))
        .body("items[0].kpis[5].intervalMethod", is("NONE"))
        // Of 10 incidents 0.3 were up after 96 hours; shown beside, without weight.
        .body("items[0].kpis[6].numerator", is(3))
        .body("items[0].kpis[6].value", is(30))
        .body("items[0].kpis[6].weight", is(0))
        .body("items[0].kpis[7].numerator", is(1))
        .body("items[0].kpis[7].denominator", is(13))
        .body("items[0].kpis[1].numerator", is(82))
        .body("items[0].kpis[1].points", is(100))
        .body("items[0].kpis[2].sentence", containsString("no names have been probed for usage"))
        .body("items[1].state", is("VETOED"))
        .body("items[1].index", nullValue())
        // By hand: 1 of 200 names is 50 per 10,000: no points; (20·30 + 10·25) / 60 = 14.166…
        .body("items[2].index.toString()", is("14.17"))
        .body("items[2].kpis[4].sentence", containsString("no DNSSEC records"))
        .body("items[3].state", is("NOT_ASSESSABLE"))
        .body("items[4].state", is("NOT_ASSESSABLE"))
        .body("items[4].kpis[0].sentence", containsString("no abuse score"))
        .body("items[4].kpis[1].sentence", containsString("auto-renew grace"));
  }

  @Test
  void freezesTheInputsWhoseDigestItNames() {
    Peers.scored("2025-02", 1);
    ValidatableResponse made = evaluate("2025-02").statusCode(201);
    String id = made.extract().path("id");
    String inputs =
        As.role(Role.AUDITOR)
            .get("/v1/evaluations/" + id + "/inputs")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(Hashes.sha256Hex(inputs)).isEqualTo(made.extract().path("inputsSha256"));
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/evaluations/" + id + "/inputs")
        .then()
        .statusCode(404);
  }

  @Test
  void answersTheSameAgainAndMakesALinkedVersionWhenInputsChange() {
    Peers.scored("2025-03", 1);
    String first = evaluate("2025-03").statusCode(201).extract().path("id");
    evaluate("2025-03").statusCode(200).body("id", is(first)).body("version", is(1));
    Peers.portfolios("2025-03", 40);
    evaluate("2025-03").statusCode(201).body("version", is(2)).body("supersedes", is(first));
    As.role(Role.AUDITOR)
        .get("/v1/evaluations?month=2025-03")
        .then()
        .body("items.version", is(List.of(1, 2)));
    // 40 of 100 renewed earns nothing: (3000 + 750 + 750) / 70 = 64.285…
    As.role(Role.AUDITOR)
        .get("/v1/results?month=2025-03&registrar=90001")
        .then()
        .body("items", hasSize(1))
        .body("items[0].index.toString()", is("64.29"));
  }

  @Test
  void showsARegistrarItsOwnResultsOnly() {
    Peers.scored("2025-04", 1);
    String id = evaluate("2025-04").statusCode(201).extract().path("id");
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/evaluations/" + id + "/results")
        .then()
        .statusCode(200)
        .body("items.registrar", is(List.of(90003)));
    As.registrar(90003, Role.REGISTRAR_FINANCE)
        .get("/v1/results")
        .then()
        .statusCode(200)
        .body("items.registrar", everyItem(equalTo(90003)));
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/results?registrar=90001")
        .then()
        .statusCode(404);
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .accept("text/csv")
        .get("/v1/evaluations/" + id + "/results")
        .then()
        .statusCode(200)
        .body(containsString("90003"))
        .body(not(containsString("90001")));
  }

  @Test
  void givesPagesAndWholeListsAsCsvAndNdjson() {
    Peers.scored("2025-05", 1);
    String id = evaluate("2025-05").statusCode(201).extract().path("id");
    String next =
        As.role(Role.AUDITOR)
            .get("/v1/evaluations/" + id + "/results?limit=2")
            .then()
            .body("items.registrar", is(List.of(90001, 90002)))
            .header("Link", containsString("rel=\"next\""))
            .extract()
            .path("next");
    As.role(Role.AUDITOR)
        .get("/v1/evaluations/" + id + "/results?limit=2&after=" + next)
        .then()
        .body("items.registrar", is(List.of(90003, 90004)));
    String lines =
        As.role(Role.AUDITOR)
            .accept("application/x-ndjson")
            .get("/v1/evaluations/" + id + "/results?limit=2")
            .asString();
    assertThat(lines.strip().lines()).hasSize(5);
    String csv =
        As.role(Role.AUDITOR).accept("text/csv").get("/v1/results?month=2025-05").asString();
    assertThat(csv.strip().lines()).hasSize(6);
    assertThat(csv)
        .startsWith(
            "evaluationId,month,registrar,registrarName,index,state,exactIndex,gates,kpis,");
  }

  @Test
  void waitsForTheEndOfTheMonthAndForItsScores() {
    evaluate("2026-03").statusCode(409).body("nextSteps[0]", containsString("2026-04-01"));
    Peers.notScored();
    evaluate("2025-06")
        .statusCode(409)
        .body("detail", containsString("no scoring run"))
        .body("nextSteps", hasSize(1));
  }

  @Test
  void saysThatItWaitsForAPeerAndWritesNothing() {
    Peers.scored("2025-07", 1);
    Peers.away("/ingest/v1/portfolios");
    evaluate("2025-07")
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", is("10"))
        .body("detail", containsString("the ingest service"));
    As.role(Role.AUDITOR).get("/v1/evaluations?month=2025-07").then().body("items", hasSize(0));
    SuiteResource.resetPeers();
    Peers.away("/scoring/v1/runs");
    evaluate("2025-07").statusCode(503).body("detail", containsString("the scoring service"));
  }

  @Test
  void refusesARequestThatIsNotAMonth() {
    for (String body : new String[] {"{}", "{\"month\": \"March\"}", "{\"moth\": \"2025-01\"}"}) {
      As.role(Role.ACCOUNT_MANAGER)
          .contentType("application/json")
          .body(body)
          .post("/v1/evaluations")
          .then()
          .statusCode(422);
    }
    As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{")
        .post("/v1/evaluations")
        .then()
        .statusCode(400);
  }

  @Test
  void refusesAPolicyWhoseWeightsTotalNinetyNine() throws Exception {
    ObjectNode document =
        (ObjectNode) CanonicalJson.tree(CanonicalJson.text(new QpiIndexPolicy().shippedDefault()));
    ((ObjectNode) document.path("kpis").path(0)).put("weight", new BigDecimal("29"));
    propose(document)
        .statusCode(422)
        .body("violations.field", hasItem("document.kpis"))
        .body("violations.message", hasItem("the weights must total exactly 100, not 99"));
    document.remove("statement");
    propose(document).statusCode(422);
    ((ObjectNode) document.path("kpis").path(0)).put("weight", new BigDecimal("30"));
    document.put("statement", "The registry's own.");
    propose(document).statusCode(201);
  }

  @Test
  void readsPublishedScoresToQualifyAndSaysSo() {
    Peers.portfolios("2025-09", 82);
    Peers.unpublished("2025-09");
    evaluate("2025-09", "QUALIFYING")
        .statusCode(409)
        .body("detail", is("No scores of 2025-09 are published."));
    UUID provisional = Peers.scored("2025-09", 1);
    String first =
        evaluate("2025-09")
            .statusCode(201)
            .body("purpose", is("PROVISIONAL"))
            .body("scoringRunId", is(provisional.toString()))
            .extract()
            .path("id");
    UUID run = Peers.published("2025-09");
    String second =
        evaluate("2025-09", "QUALIFYING")
            .statusCode(201)
            .body("purpose", is("QUALIFYING"))
            .body("scoresRead", is("PUBLISHED"))
            .body("scoringRunId", is(run.toString()))
            .body("scoringPolicyVersion", is(1))
            .body("supersedes", is(first))
            .extract()
            .path("id");
    // 90002 was held back: it has a portfolio and no published score.
    As.role(Role.AUDITOR)
        .get("/v1/evaluations/" + second + "/results")
        .then()
        .body("items.registrar", is(List.of(90001, 90002, 90003, 90005)))
        .body("items[0].index.toString()", is("92.86"))
        .body("items[1].state", is("NOT_ASSESSABLE"))
        .body("items[1].sentence", containsString("there is no abuse score of the month"));
    evaluate("2025-09")
        .statusCode(409)
        .body("detail", containsString("a look ahead cannot supersede it"));
    // What changed: the vetoed 90002 is now open, 90003 and 90004 have no score any more.
    As.role(Role.AUDITOR)
        .get("/v1/evaluations/" + second + "/differences")
        .then()
        .statusCode(200)
        .body("items.registrar", is(List.of(90002, 90003, 90004)))
        .body("items[0].stateBefore", is("VETOED"))
        .body("items[0].stateAfter", is("NOT_ASSESSABLE"))
        .body("items[1].indexBefore.toString()", is("14.17"))
        .body("items[1].indexAfter", nullValue())
        .body("items[2].stateAfter", nullValue())
        .body("items[0].causes", is(List.of("INPUTS", "SCORES", "PURPOSE")));
    As.role(Role.AUDITOR)
        .get("/v1/evaluations/" + first + "/differences")
        .then()
        .body("items", hasSize(0));
    As.registrar(90003, Role.REGISTRAR_ADMIN)
        .get("/v1/evaluations/" + second + "/differences")
        .then()
        .body("items.registrar", is(List.of(90003)));
  }

  @Test
  void leavesATraceInTheTrailAndForOthersToFollow() {
    Peers.scored("2025-08", 1);
    String id = evaluate("2025-08").statusCode(201).extract().path("id");
    assertThat(
            As.role(Role.AUDITOR)
                .accept("application/x-ndjson")
                .get("/v1/audit-entries")
                .asString())
        .contains("evaluation/" + id);
    assertThat(As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/events").asString())
        .contains("evaluation/" + id);
    As.role(Role.AUDITOR).get("/v1/audit-verification").then().statusCode(200);
  }

  private static ValidatableResponse propose(ObjectNode document) {
    return As.user("ed", Role.POLICY_EDITOR)
        .contentType("application/json")
        .body(
            "{\"kind\": \"qpi-index\", \"effectiveFrom\": \"2030-01-01\", \"reason\": \"Review\","
                + " \"document\": "
                + document
                + "}")
        .post("/v1/policies")
        .then();
  }

  private static ValidatableResponse evaluate(String month, String purpose) {
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"month\": \"%s\", \"purpose\": \"%s\"}".formatted(month, purpose))
        .post("/v1/evaluations")
        .then();
  }

  private static ValidatableResponse evaluate(String month) {
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"month\": \"" + month + "\"}")
        .post("/v1/evaluations")
        .then();
  }
}
