package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test scores the October of a year of its own. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class ExplanationTest {

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2026-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
  }

  private static Response run(Month month) {
    Response answer =
        As.role(Role.SCORING_OPERATOR)
            .contentType("application/json")
            .body(Map.of("month", month.toString()))
            .post("/v1/runs");
    answer.then().statusCode(201);
    return answer;
  }

  private static String path(Response run, int registrar) {
    return "/v1/runs/" + run.path("id") + "/scores/" + registrar + "/explanation";
  }

  @Test
  void explainsEveryGateWithItsFormulasAndWhatWouldChangeIt() {
    Month october = Month.of(2005, 10);
    Ingest.year(october);
    Response run = run(october);
    As.role(Role.ABUSE_ANALYST)
        .get(path(run, 90001))
        .then()
        .statusCode(200)
        .body("registrar", equalTo(90001))
        .body("gates.gate", equalTo(List.of("REWARD", "INTERVENTION", "WATCH", "ACUTE", "EXIT")))
        .body(
            "gates[1].clauses.find{it.clause=='LOWER_BOUND'}.withValues",
            equalTo("10,000 × L(12; 5000; confidence 0.95) = 13.8541, threshold 10"))
        .body(
            "gates[1].clauses.find{it.clause=='LOWER_BOUND'}.source",
            containsString("Clopper and Pearson"))
        .body("gates[1].notInUse", hasSize(0))
        // Ten are the fewest on 5,000 names with a lower bound above 10: see the method.
        .body("gates[1].whatIf.fewerDomains", equalTo(3))
        .body("gates[1].whatIf.becomesWithFewer", equalTo("DOES_NOT_HOLD"))
        .body("gates[1].whatIf.atMost", equalTo(false))
        // Two months before had twelve each, and the reward gate looks back.
        .body("gates[0].whatIf.fewerDomains", nullValue())
        .body("gates[0].whatIf.becomesWithMore", equalTo("HOLDS"))
        .body(
            "gates[0].whatIf.sentences",
            hasItem(containsString("No number of malicious domains fewer in 2005-10 alone")))
        .body("gates[4].whatIf.inTheWay", equalTo(List.of("LOW_MONTHS")))
        .body("peers", nullValue())
        .body("origin.snapshotSha256", equalTo(run.path("snapshotSha256")))
        .body("origin.policyVersion", equalTo(1))
        .body("origin.definition", containsString("/"))
        .body("months.month[0]", equalTo("2005-10"))
        .body("months[0].domains", equalTo(12))
        .body("months[0].usedFor", hasItem("SCORED"))
        .body("months[12].usedFor", hasItem("WINDOW_CHOICE"))
        .body("steps.path", hasItem("/v1/snapshots/" + run.path("snapshotId")))
        .body("steps.path", hasItem("/v1/incidents/{incident}/evidence"));
  }

  @Test
  void isTheSameWhateverIsKnownNow() {
    Month october = Month.of(2006, 10);
    Ingest.year(october);
    Response run = run(october);
    String first = As.role(Role.AUDITOR).get(path(run, 90001)).asString();
    Ingest.typical(october, 3).stub();
    run(october).then().body("version", equalTo(2));
    SuiteResource.resetPeers();
    TestClock.set(Instant.parse("2026-09-01T12:00:00Z"));
    assertThat(As.role(Role.AUDITOR).get(path(run, 90001)).asString()).isEqualTo(first);
  }

  @Test
  void canBeReadAsPlainText() {
    Month october = Month.of(2007, 10);
    Ingest.year(october);
    Response run = run(october);
    String text =
        As.registrar(90001, Role.REGISTRAR_ABUSE)
            .accept("text/plain")
            .get(path(run, 90001))
            .then()
            .statusCode(200)
            .contentType(containsString("text/plain"))
            .extract()
            .asString();
    assertThat(text)
        .startsWith(
            "In 2007-10, 12 malicious domains of Registrar 90001 (IANA ID 90001) were first seen abused; 3 source families"
                + " named them.\n")
        .contains("24 per 10,000; chance alone would let it lie anywhere from 13.7347 to 41.9055")
        .contains("The intervention gate holds: every clause in use is met.")
        .contains("With 3 malicious domains fewer in 2007-10, and everything else as it is,")
        .contains("clauses that compare with fewer than five other registrars are left out")
        // Two others with 100,200 names.
        .doesNotContain("100200");
  }

  @Test
  void aRegistrarReadsItsOwnOnly() {
    Month october = Month.of(2008, 10);
    Ingest.year(october);
    Response run = run(october);
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get(path(run, 90001))
        .then()
        .statusCode(200)
        .body("gates[1].whatIf.atMost", equalTo(true))
        .body("gates[1].clauses.find{it.clause=='RATE_RATIO'}.withValues", nullValue());
    for (int other : new int[] {90002, 95555}) {
      As.registrar(90001, Role.REGISTRAR_ADMIN)
          .get(path(run, other))
          .then()
          .statusCode(404)
          .body("detail", containsString("no such score"));
    }
    As.role(Role.AUDITOR).get(path(run, 95555)).then().statusCode(404);
    As.role(Role.AUDITOR).get(path(run, 90001).replace("90001", "acme")).then().statusCode(400);
    As.role(Role.FINANCE).get(path(run, 90001)).then().statusCode(403);
    As.nobody().get(path(run, 90001)).then().statusCode(401);
    As.role(Role.AUDITOR)
        .get("/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/explanation")
        .then()
        .statusCode(404);
  }

  /**
   * Six others of 2,000 names with 0 to 5 domains: 0, 5, 10, 15, 20 and 25 per 10,000. The two
   * clean ones of other sizes are too few for a group of their own.
   */
  @Test
  void placesARegistrarAmongFiveAndMoreOfItsSize() {
    Month october = Month.of(2009, 10);
    Ingest.year(october);
    Ingest month = Ingest.typical(october, 12);
    for (int i = 0; i < 6; i++) {
      month.registrar(90010 + i, "ACCREDITED", 2_000, i);
    }
    month.stub();
    Response run = run(october);
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get(path(run, 90001))
        .then()
        .statusCode(200)
        // Of 0, 0, 0, 5, 10, 15, 20 and 25, between neighbours in proportion: 0, 7.5 and 16.25.
        .body("peers.registrars", equalTo(8))
        .body("peers.lowerQuartile", equalTo(0.0f))
        .body("peers.median", equalTo(7.5f))
        .body("peers.upperQuartile", equalTo(16.3f))
        .body("peers.position", equalTo("ABOVE_THE_MIDDLE_HALF"))
        .body("summary", hasItem(containsString("above the middle half")));
    As.registrar(90003, Role.REGISTRAR_ABUSE)
        .get(path(run, 90003))
        .then()
        .statusCode(200)
        .body("peers", nullValue());
  }
}
