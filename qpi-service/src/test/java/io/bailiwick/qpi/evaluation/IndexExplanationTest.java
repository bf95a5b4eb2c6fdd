package io.bailiwick.qpi.evaluation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Peers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class IndexExplanationTest {

  @BeforeEach
  void lateEnoughForAllMonths() {
    SuiteResource.resetPeers();
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
  }

  /** By hand: (30·100 + 20·100 + 10·75 + 10·75) / 70 = 6500/70 = 650/7 = 92.857…. */
  @Test
  void explainsAnIndexWithItsNumbers() {
    evaluation("2024-01");
    String id = evaluation("2024-02");
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get(path(id, 90001) + "/explanation")
        .then()
        .statusCode(200)
        .body("index.toString()", is("92.86"))
        .body("exactIndex", is("650/7"))
        .body("arithmetic", is("(30 × 100 + 20 × 100 + 10 × 75 + 10 × 75) / 70 = 650/7 = 92.86"))
        .body("gates[0].sentence", containsString("REWARD of version 1"))
        .body("indicators.result.kpi", hasItem("ABUSE_RECURRENCE"))
        .body("indicators[1].formula", is("82 / 100 × 100 = 82 % of names due for renewal"))
        .body("indicators[1].definition.bands[0].bound", is(80))
        .body("indicators[1].inputs[0].month", is("2024-02"))
        .body("indicators[1].inputs[0].quantities.RENEWALS_DONE", is("82"))
        .body("indicators[1].result.exactContribution", is("200/7"))
        .body("indicators[2].formula", nullValue())
        .body("trend.month", is(List.of("2024-01", "2024-02")))
        .body("trend.index[1].toString()", is("92.86"))
        .body("peers.sizeClass", is("1000 to 9999 names"))
        .body("peers.index", nullValue())
        .body("peers.sentence", containsString("Fewer than five"))
        .body("abusiveNames", endsWith("/scores/90001/incidents"));
    // The earlier month knows nothing of the later one.
    As.role(Role.AUDITOR)
        .get(path(evaluation("2024-01"), 90001) + "/explanation")
        .then()
        .body("trend.month", is(List.of("2024-01")));
  }

  /** By hand: 40 of 100 renewals earn nothing: 4500/70 = 450/7 = 64.285…. */
  @Test
  void saysWhatOtherNumbersWouldGiveAndStoresNothing() {
    String id = evaluation("2024-03");
    whatIf(As.registrar(90001, Role.REGISTRAR_ADMIN), id, 90001, "{\"RENEWALS_DONE\": 40}")
        .statusCode(200)
        .body("indexNow.toString()", is("92.86"))
        .body("index.toString()", is("64.29"))
        .body("exactIndex", is("450/7"))
        .body("kpis[1].value", is(40));
    // With 800 of 1000 in use the 20 % of usage count too: (6500 + 2000) / 90 = 850/9.
    whatIf(
            As.role(Role.ACCOUNT_MANAGER),
            id,
            90001,
            "{\"NAMES_IN_USE\": 800, \"NAMES_PROBED_FOR_USE\": 1000}")
        .body("exactIndex", is("850/9"));
    whatIf(As.role(Role.ACCOUNT_MANAGER), id, 90001, "{\"ABUSIVE_DOMAINS\": 1000000000000}")
        .statusCode(200);
    As.role(Role.AUDITOR)
        .get("/v1/results?month=2024-03&registrar=90001")
        .then()
        .body("items", hasSize(1))
        .body("items[0].index.toString()", is("92.86"));
    for (String bad :
        new String[] {
          "{\"RENEWED\": 1}",
          "{\"CREATES\": -1}",
          "{\"CREATES\": 1e15}",
          "{\"CREATES\": null}",
          "{}"
        }) {
      whatIf(As.role(Role.ACCOUNT_MANAGER), id, 90001, bad).statusCode(422);
    }
  }

  /**
   * By hand: 95 · 70 = 6650, so 150 are missing. DNSSEC from 75 to 100 points gives 250 at 600 of
   * 1,000 names, which are 250 more; the term likewise at 200 years of 100 creates, 50 more.
   */
  @Test
  void findsTheNearestWayToABaseline() {
    String id = evaluation("2024-04");
    As.registrar(90001, Role.REGISTRAR_FINANCE)
        .get(path(id, 90001) + "/nearest-ways?baseline=95")
        .then()
        .statusCode(200)
        .body("reached", is(false))
        .body("sentence", is("The index 92.86 is 2.14 below 95."))
        .body("ways.kpi", is(List.of("ABUSE", "RENEWAL", "USAGE", "SSL", "DNSSEC", "TERM")))
        .body(
            "ways.outcome",
            is(
                List.of(
                    "NOT_ALONE",
                    "NOT_ALONE",
                    "NOT_ASSESSABLE",
                    "NOT_ASSESSABLE",
                    "CHANGE",
                    "CHANGE")))
        .body("ways[4].change", is(250))
        .body("ways[5].change", is(50))
        .body("ways[5].index.toString()", is("96.43"));
    As.role(Role.AUDITOR)
        .get(path(id, 90002) + "/nearest-ways?baseline=60")
        .then()
        .body("sentence", containsString("Vetoed by the gate abuse"))
        .body("ways.outcome", hasItem("NOT_ALONE"));
    // 1 of 200 abusive names: one fewer is 100 points of 30 more, (3000 + 850) / 60 = 64.17.
    As.role(Role.AUDITOR)
        .get(path(id, 90003) + "/nearest-ways?baseline=60")
        .then()
        .body("ways[0].change", is(1))
        .body("ways[0].index.toString()", is("64.17"));
    for (String bad : new String[] {"", "?baseline=-1", "?baseline=100.01", "?baseline=1e99"}) {
      As.role(Role.AUDITOR).get(path(id, 90001) + "/nearest-ways" + bad).then().statusCode(422);
    }
  }

  @Test
  void isForThatRegistrarOnly() {
    String id = evaluation("2024-05");
    for (int other : new int[] {90002, 99999}) {
      As.registrar(90001, Role.REGISTRAR_ADMIN)
          .get(path(id, other) + "/explanation")
          .then()
          .statusCode(404);
      As.registrar(90001, Role.REGISTRAR_ADMIN)
          .get(path(id, other) + "/nearest-ways?baseline=60")
          .then()
          .statusCode(404);
      whatIf(As.registrar(90001, Role.REGISTRAR_ADMIN), id, other, "{\"CREATES\": 1}")
          .statusCode(404);
    }
    As.role(Role.AUDITOR).get(path(id, 99999) + "/explanation").then().statusCode(404);
  }

  private static io.restassured.response.ValidatableResponse whatIf(
      RequestSpecification as, String id, int registrar, String quantities) {
    return as.contentType("application/json")
        .body("{\"quantities\": " + quantities + "}")
        .post(path(id, registrar) + "/what-if")
        .then();
  }

  private static String path(String id, int registrar) {
    return "/v1/evaluations/" + id + "/results/" + registrar;
  }

  private static String evaluation(String month) {
    Peers.scored(month, 1);
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{\"month\": \"" + month + "\"}")
        .post("/v1/evaluations")
        .then()
        .extract()
        .path("id");
  }
}
