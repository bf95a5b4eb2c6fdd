package io.bailiwick.aip.contest;

import static io.bailiwick.aip.Programme.*;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ContestTest {
  private static final String OTHER = "0199f7c2-7a1e-7000-8000-0000000000ff";

  @Inject ContestWork work;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  private static io.restassured.response.ValidatableResponse ofCase(String id) {
    return officer().get("/v1/cases/{id}", id).then();
  }

  @Test
  void letsTheTimeToRespondStandStillAndFollowsTheOutcome() {
    int registrar = registrar();
    String id = openCase(registrar);
    sendNotice(id, notice()).statusCode(201);
    contests(registrar, Map.of(OTHER, "FILED"));
    work.round();
    ofCase(id).body("contests.size()", is(0)).body("clocks.state", not(hasItem("PAUSED")));
    TestClock.set(Instant.parse("2026-03-05T18:00:00Z"));
    contests(registrar, Map.of(INCIDENT, "FILED"));
    work.round();
    work.round();
    ofCase(id)
        .body("contests.state", contains("FILED"))
        .body("clocks.state", contains("RUNNING", "PAUSED", "PAUSED"))
        .body("clocks.contested", contains(false, true, true));
    TestClock.set(RESPONSE_OVER);
    propose(id, limit(14)).statusCode(409);
    TestClock.set(Instant.parse("2026-03-30T08:00:00Z"));
    contests(registrar, Map.of(INCIDENT, "REFUSED"));
    work.round();
    // Twelve business days were left: 31 March, 1 to 3, 6 to 10, 13 to 15 April.
    ofCase(id)
        .body("contests.state", contains("REFUSED"))
        .body("clocks[2].state", is("RUNNING"))
        .body("clocks[2].lastDay", is("2026-04-15"));
    TestClock.set(Instant.parse("2026-04-16T00:00:00Z"));
    propose(id, limit(14)).statusCode(201);
  }

  @Test
  void takesTheEvidenceAwayThatWasContestedRightly() {
    int registrar = registrar();
    String id = answeredCase(registrar);
    contests(registrar, Map.of(INCIDENT, "ACCEPTED"));
    work.round();
    propose(id, limit(14))
        .statusCode(409)
        .body(
            "nextSteps",
            contains(
                "Send a notice that names the incidents, so that the registrar can look at the evidence."));
  }
}
