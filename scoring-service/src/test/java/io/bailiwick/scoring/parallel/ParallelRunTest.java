package io.bailiwick.scoring.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test looks at Mays of years of its own; what it proposes is for the end of the century. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class ParallelRunTest {

  private static final String SHIPPED = CanonicalJson.text(ScoringPolicy.shipped());

  @Inject DataSource database;

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2026-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
  }

  private static String propose(String was, String is) {
    return propose("2099-01-01", was, is);
  }

  private static String propose(String from, String was, String is) {
    assertThat(SHIPPED).contains(was);
    return As.user("paula", Role.POLICY_EDITOR)
        .contentType("application/json")
        .body(
            "{\"kind\":\"scoring\",\"effectiveFrom\":\"%s\",\"reason\":\"review\",\"document\":%s}"
                .formatted(from, SHIPPED.replace(was, is)))
        .post("/v1/policies")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse approve(String policy) {
    return As.user("quentin", Role.POLICY_APPROVER)
        .contentType("application/json")
        .body(Map.of("reason", "checked"))
        .post("/v1/policies/" + policy + "/approval")
        .then();
  }

  private static Response score(Month month) {
    Ingest.year(month);
    Response run =
        As.role(Role.SCORING_OPERATOR)
            .contentType("application/json")
            .body(Map.of("month", month.toString()))
            .post("/v1/runs");
    run.then().statusCode(201);
    return run;
  }

  private static Response beside(String policy, Month month) {
    return As.role(Role.SCORING_OPERATOR)
        .contentType("application/json")
        .body(Map.of("policyId", policy, "month", month.toString()))
        .post("/v1/parallel-runs");
  }

  /**
   * With evidence of a person alone nobody in the zone has any abuse: 90001 would hold the reward.
   */
  @Test
  void saysWhatTheProposedPolicyWouldSayAndChangesNothing() {
    Month may = Month.of(2001, 5);
    Response run = score(may);
    String scores = As.role(Role.AUDITOR).get("/v1/runs/" + run.path("id") + "/scores").asString();
    String policy =
        propose("\"minimumEvidence\":\"CORROBORATED\"", "\"minimumEvidence\":\"VALIDATED\"");
    Response parallel = beside(policy, may);
    parallel
        .then()
        .statusCode(201)
        .header("Location", containsString("/v1/parallel-runs/" + parallel.path("id")))
        .body("policyId", equalTo(policy))
        .body("runId", equalTo(run.path("id")))
        .body("snapshotSha256", equalTo(run.path("snapshotSha256")))
        .body("mature", equalTo(true))
        .body("registrars", equalTo(5))
        .body("changed", equalTo(1));
    String path = "/v1/parallel-runs/" + parallel.path("id");
    As.role(Role.POLICY_APPROVER)
        .get(path + "/comparison?changed=true")
        .then()
        .statusCode(200)
        .body("items.registrar", equalTo(List.of(90001)))
        .body("items[0].gates.find{it.gate=='INTERVENTION'}.now", equalTo("HOLDS"))
        .body("items[0].gates.find{it.gate=='INTERVENTION'}.then", equalTo("DOES_NOT_HOLD"))
        .body("items[0].gates.find{it.gate=='REWARD'}.now", equalTo("DOES_NOT_HOLD"))
        .body("items[0].gates.find{it.gate=='REWARD'}.then", equalTo("HOLDS"));
    As.role(Role.AUDITOR).get(path + "/comparison").then().body("items", hasSize(5));
    As.role(Role.POLICY_EDITOR)
        .get("/v1/parallel-runs?policy=" + policy)
        .then()
        .body("items", hasSize(1));
    As.role(Role.AUDITOR).get(path).then().statusCode(200).body("changed", equalTo(1));
    // Again: the same.
    beside(policy, may).then().statusCode(200).body("id", equalTo(parallel.path("id")));
    assertThat(As.role(Role.AUDITOR).get("/v1/runs/" + run.path("id") + "/scores").asString())
        .isEqualTo(scores);
    As.role(Role.AUDITOR).get("/v1/runs?month=" + may).then().body("items", hasSize(1));
    String events =
        As.role(Role.AUDITOR).accept("application/x-ndjson").get("/v1/events").asString();
    assertThat(events).doesNotContain(parallel.<String>path("id"));
  }

  @Test
  void aChangedDefinitionIsApprovedOnlyAfterThreeMatureMonths() {
    String policy = propose("\"maturityDays\":30", "\"maturityDays\":45");
    approve(policy)
        .statusCode(409)
        .body("nextSteps[0]", containsString("maturityDays"))
        .body("nextSteps[0]", containsString("so far on none"));
    for (int year : new int[] {2002, 2003}) {
      score(Month.of(year, 5));
      beside(policy, Month.of(year, 5)).then().statusCode(201);
    }
    // May 2026 ends on 31 May: with 45 days it is mature on 15 July, with 30 on 1 July.
    score(Month.of(2026, 5));
    beside(policy, Month.of(2026, 5)).then().statusCode(201).body("mature", equalTo(false));
    approve(policy)
        .statusCode(409)
        .body("nextSteps[0]", containsString("so far on 2002-05, 2003-05"));
    score(Month.of(2004, 5));
    beside(policy, Month.of(2004, 5)).then().statusCode(201);
    approve(policy).statusCode(200).body("state", equalTo("APPROVED"));
    beside(policy, Month.of(2004, 5)).then().statusCode(409);
  }

  @Test
  void aChangedThresholdNeedsNone() {
    String policy = propose("2097-01-01", "\"minimumDomains\":5", "\"minimumDomains\":7");
    approve(policy).statusCode(200);
  }

  @Test
  void needsAProposedPolicyAndAScoredMonth() {
    String policy = propose("\"maturityDays\":30", "\"maturityDays\":46");
    beside(policy, Month.of(2005, 5))
        .then()
        .statusCode(409)
        .body("nextSteps[0]", containsString("/v1/runs"));
    beside("0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90", Month.of(2005, 5)).then().statusCode(404);
    for (String body : List.of("{}", "{\"policyId\":\"x\",\"month\":\"2005-05\"}")) {
      As.role(Role.SCORING_OPERATOR)
          .contentType("application/json")
          .body(body)
          .post("/v1/parallel-runs")
          .then()
          .statusCode(422);
    }
  }

  @Test
  void neitherProgrammesNorRegistrarsSeeIt() {
    String unknown = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";
    for (String path :
        List.of(
            "/v1/parallel-runs",
            "/v1/parallel-runs/" + unknown,
            "/v1/parallel-runs/" + unknown + "/comparison")) {
      As.nobody().get(path).then().statusCode(401);
      for (Role role :
          List.of(Role.SERVICE, Role.ACCOUNT_MANAGER, Role.FINANCE, Role.COMPLIANCE_OFFICER)) {
        As.role(role).get(path).then().statusCode(403);
      }
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
    }
    As.role(Role.AUDITOR).get("/v1/parallel-runs/" + unknown).then().statusCode(404);
    As.role(Role.POLICY_EDITOR)
        .contentType("application/json")
        .body(Map.of("policyId", unknown, "month", "2005-05"))
        .post("/v1/parallel-runs")
        .then()
        .statusCode(403);
    As.nobody()
        .contentType("application/json")
        .body(Map.of("policyId", unknown, "month", "2005-05"))
        .post("/v1/parallel-runs")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE parallel_run SET changed = 0", "DELETE FROM parallel_run"})
  void theApplicationCannotChangeWhatCameOut(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }
}
