package io.bailiwick.scoring.policy;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

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
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ScoringPolicyKindTest {

  private static final String SHIPPED = CanonicalJson.text(ScoringPolicy.shipped());

  private static ValidatableResponse propose(String from, String document) {
    return As.user("paula", Role.POLICY_EDITOR)
        .contentType("application/json")
        .body(
            "{\"kind\":\"scoring\",\"effectiveFrom\":\"%s\",\"reason\":\"review\",\"document\":%s}"
                .formatted(from, document))
        .post("/v1/policies")
        .then();
  }

  private static ValidatableResponse run(String month) {
    return As.role(Role.SCORING_OPERATOR)
        .contentType("application/json")
        .body(Map.of("month", month))
        .post("/v1/runs")
        .then();
  }

  @Test
  void shipsNumbersThatSayWhoseTheyAre() {
    As.role(Role.AUDITOR)
        .get("/v1/policies?kind=scoring&limit=1")
        .then()
        .statusCode(200)
        .body("items[0].origin", equalTo("SHIPPED"))
        .body("items[0].document.intervention.thresholdPer10k", equalTo(10))
        .body("items[0].document.reward.thresholdPer10k", equalTo(5));
  }

  @Test
  void refusesAThresholdBelowThePriorAndAMissingNumber() {
    TestClock.set(Instant.parse("2032-01-10T00:00:00Z"));
    propose("2032-02-01", SHIPPED.replace("\"thresholdPer10k\":5", "\"thresholdPer10k\":3"))
        .statusCode(422)
        .body("violations.field", hasItem("document.reward.thresholdPer10k"));
    propose("2032-02-01", SHIPPED.replace("\"provisionalMaximumDomains\":1,", ""))
        .statusCode(422)
        .body("violations.field", hasItem("document.reward.provisionalMaximumDomains"));
    propose("2032-02-01", SHIPPED.replace("\"minimumDomains\":5", "\"minimumDomain\":5"))
        .statusCode(422);
  }

  @Test
  void scoresAMonthByThePolicyOfItsFirstDay() {
    TestClock.set(Instant.parse("2033-02-01T00:00:00Z"));
    String id =
        propose("2033-03-01", SHIPPED.replace("\"minimumDomains\":5", "\"minimumDomains\":13"))
            .statusCode(201)
            .extract()
            .path("id");
    TestClock.set(Instant.parse("2033-03-01T08:00:00Z"));
    Ingest.year(Month.of(2033, 3));
    Ingest.year(Month.of(2033, 2));
    int before = run("2033-03").statusCode(201).extract().path("policyVersion");
    As.user("quentin", Role.POLICY_APPROVER)
        .contentType("application/json")
        .body(Map.of("reason", "checked"))
        .post("/v1/policies/" + id + "/approval")
        .then()
        .statusCode(200);
    // The same tallies under another policy are another version; the month before keeps its policy.
    run("2033-03")
        .statusCode(201)
        .body("version", equalTo(2))
        .body("policyId", equalTo(id))
        .body("policyVersion", not(equalTo(before)));
    run("2033-02").statusCode(201).body("policyVersion", equalTo(before));
  }
}
