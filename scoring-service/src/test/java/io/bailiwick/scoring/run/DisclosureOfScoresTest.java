package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scores in a zone of three accredited registrars, as different callers read them. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class DisclosureOfScoresTest {

  private static final String RATIO =
      "items.find{it.registrar==90001}.intervention.clauses.find{it.clause=='RATE_RATIO'}.";

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2026-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
  }

  private static String run(int year) {
    Month month = Month.of(year, 10);
    Ingest.year(month);
    return As.role(Role.SCORING_OPERATOR)
        .contentType("application/json")
        .body(Map.of("month", month.toString()))
        .post("/v1/runs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  void aRegistrarIsToldTheStateAndNoNumberOfTwoOthers() {
    String path = "/v1/runs/" + run(2001) + "/scores";
    for (RequestSpecification caller :
        List.of(
            As.registrar(90001, Role.REGISTRAR_ABUSE),
            As.registrar(90001, Role.REGISTRAR_ADMIN, Role.ABUSE_ANALYST),
            // What a machine reads is passed on, to registrars among others.
            As.role(Role.SERVICE))) {
      caller
          .get(path)
          .then()
          .statusCode(200)
          .body(RATIO + "state", equalTo("HOLDS"))
          .body(RATIO + "values", not(hasKey("restDomains")))
          .body(RATIO + "values", not(hasKey("ratio")))
          .body(RATIO + "values", not(hasKey("lowerBound")))
          .body(RATIO + "values.minimumRatio", equalTo(2));
    }
    String lines =
        As.registrar(90001, Role.REGISTRAR_ABUSE)
            .accept("text/csv")
            .get("/v1/scores?registrar=90001&month=2001-10")
            .asString();
    // The two others have 100,200 names together.
    assertThat(lines).contains("held back").doesNotContain("100200", "targetPer10k", "adjustedP");
  }

  @Test
  void theRegistrysOwnPeopleReadEveryNumber() {
    String path = "/v1/runs/" + run(2002) + "/scores";
    for (Role role : List.of(Role.ABUSE_ANALYST, Role.COMPLIANCE_OFFICER, Role.AUDITOR)) {
      As.role(role)
          .get(path)
          .then()
          .statusCode(200)
          .body(RATIO + "values.restDomains", equalTo(0))
          .body(RATIO + "values.restMeanDum", equalTo(100_200))
          .body(RATIO + "values.others", equalTo(2));
    }
  }

  @Test
  void theScorecardHoldsNoMoreThanTheRegistrarMaySeeWhoeverPrintsIt() {
    String id = run(2003);
    assertThat(
            As.role(Role.ABUSE_ANALYST)
                .get("/v1/runs/" + id + "/scores/90001/scorecard.html")
                .then()
                .statusCode(200)
                .extract()
                .asString())
        .contains("held back")
        .doesNotContain("100200", "100,200");
  }
}
