package io.bailiwick.qpi.evaluation;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.hamcrest.Matchers.containsString;
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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A policy of a registry's own, in force in 2040 so that it touches no other test: a window of two
 * months, an imported series, a gate on DNSSEC, linear and logarithmic scales.
 */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class RegistryPolicyTest {
  private static final int FIRST = 90101;
  private static final int UNSIGNED = 90107;

  /**
   * By hand: 90101 has what 90001 has in the golden file, 49.14. The five others of its size have
   * no mailboxes, so that 5 % more are spread: (903.089986992 + 1500 + 0 + 750 + 277.777…) / 75 =
   * 45.744…; 90107 has 9 % signed.
   */
  @Test
  void evaluatesByAPolicyThatUsesAllOfIt() throws IOException {
    comeIntoForce();
    SuiteResource.resetPeers();
    TestClock.set(Instant.parse("2040-03-15T00:00:00Z"));
    As.role(Role.ACCOUNT_MANAGER)
        .contentType("text/csv")
        .body("month,registrar,numerator,denominator\n2040-02," + FIRST + ",812,1000\n")
        .post("/v1/series?series=mail-hygiene")
        .then()
        .statusCode(201);
    month("2040-01", 100, 70, 20, 10);
    month("2040-02", 100, 82, 40, 30);
    String id =
        As.role(Role.ACCOUNT_MANAGER)
            .contentType("application/json")
            .body("{\"month\": \"2040-02\"}")
            .post("/v1/evaluations")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    As.role(Role.AUDITOR)
        .get("/v1/evaluations/" + id + "/results")
        .then()
        .body("items", hasSize(7))
        .body("items[0].index.toString()", is("49.14"))
        .body("items[0].gates.state", is(List.of("PASSED", "PASSED")))
        .body("items[0].kpis[1].numerator", is(112))
        .body("items[0].kpis[1].denominator", is(140))
        .body("items[0].kpis[3].counted", is("AS_ZERO"))
        .body("items[0].kpis[6].value.toString()", is("81.2"))
        .body("items[1].index.toString()", is("45.74"))
        .body("items[1].kpis[6].counted", is("WEIGHT_SPREAD"))
        .body("items[6].state", is("GATE_FAILED"))
        .body("items[6].index", nullValue())
        .body("items[6].sentence", containsString("The gate dnssec-share is not passed"));
    As.registrar(FIRST, Role.REGISTRAR_ADMIN)
        .get("/v1/evaluations/" + id + "/results/" + FIRST + "/explanation")
        .then()
        .statusCode(200)
        .body("peers.index.peers", is(5))
        .body("peers.index.lower", is(46))
        .body("peers.index.median", is(46))
        .body("peers.index.upper", is(46))
        .body("indicators[1].inputs.month", is(List.of("2040-02", "2040-01")))
        .body("indicators[1].inputs[1].quantities.FIRST_RENEWALS_DONE", is("10"));
    // 10 % of 1,000 names are ten more than the 90 that are signed.
    As.registrar(UNSIGNED, Role.REGISTRAR_ADMIN)
        .get("/v1/evaluations/" + id + "/results/" + UNSIGNED + "/nearest-ways?baseline=40")
        .then()
        .body("ways[4].kpi", is("DNSSEC"))
        .body("ways[4].change", is(10));
    resellersOverTwoMonths();
  }

  /**
   * A reseller with the same two months and no mailboxes has the index that is worked out above.
   */
  private static void resellersOverTwoMonths() {
    String table = "reseller,quantity,value\nshop-1,RENEWALS_DUE,100\nshop-1,RENEWALS_DONE,%d\n";
    String first = "shop-1,FIRST_RENEWALS_DUE,%d\nshop-1,FIRST_RENEWALS_DONE,%d\n";
    upload("2040-01", table.formatted(70) + first.formatted(20, 10));
    String id =
        upload(
            "2040-02",
            table.formatted(82)
                + first.formatted(40, 30)
                + """
                shop-1,ABUSE_GATE,CLEAR
                shop-1,ABUSIVE_DOMAINS,5
                shop-1,MEAN_DOMAINS,10000
                shop-1,SIGNED_NAMES,350
                shop-1,CLOSING_DOMAINS,1000
                shop-1,TERM_YEARS,150
                shop-1,ADD_GRACE_TERM_YEARS,10
                shop-1,CREATES,100
                shop-1,ADD_GRACE_DELETES,10
                """);
    As.registrar(FIRST, Role.REGISTRAR_ADMIN)
        .get("/v1/reseller-portfolios/" + id + "/results")
        .then()
        .body("items[0].index.toString()", is("45.74"))
        .body("items[0].kpis[1].denominator", is(140));
  }

  private static String upload(String month, String table) {
    return As.registrar(FIRST, Role.REGISTRAR_ADMIN)
        .contentType("text/csv")
        .body(table)
        .post("/v1/reseller-portfolios?registrar=" + FIRST + "&month=" + month)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void comeIntoForce() throws IOException {
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
    String policy =
        As.user("ed", Role.POLICY_EDITOR)
            .contentType("application/json")
            .body(
                "{\"kind\": \"qpi-index\", \"effectiveFrom\": \"2040-01-01\", \"reason\": \"Own\","
                    + " \"document\": "
                    + document()
                    + "}")
            .post("/v1/policies")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    As.user("amy", Role.POLICY_APPROVER)
        .contentType("application/json")
        .body("{\"reason\": \"As agreed\"}")
        .post("/v1/policies/" + policy + "/approval")
        .then()
        .statusCode(200);
  }

  private static String document() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(
            RegistryPolicyTest.class.getResourceAsStream("golden-policy.json"))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void month(String month, int due, int done, int firstDue, int firstDone) {
    UUID run = UUID.randomUUID();
    Peers.runs(month, run, 2);
    List<String> scores = new ArrayList<>();
    List<String> portfolios = new ArrayList<>();
    for (int registrar = FIRST; registrar <= UNSIGNED; registrar++) {
      scores.add(
          """
          {"registrar": %d, "registrarName": "Registrar %d", "domains": 5, "dumSum": 310000,
           "days": 31, "reward": {"state": "HOLDS", "summary": "As stubbed."}}
          """
              .formatted(registrar, registrar));
      portfolios.add(
          """
          {"registrar": %d, "name": "Registrar %d", "closingDum": 1000, "creates": 100,
           "createsKept": 90, "renewalsDue": %d, "renewalsDone": %d, "firstRenewalsDue": %d,
           "firstRenewalsDone": %d, "signedNames": %d, "termYears": 150, "termYearsKept": 140}
          """
              .formatted(
                  registrar,
                  registrar,
                  due,
                  done,
                  firstDue,
                  firstDone,
                  registrar == UNSIGNED ? 90 : 350));
    }
    answer("/scoring/v1/runs/" + run + "/scores", "{\"items\": " + scores + "}");
    answer("/scoring/v1/runs/" + run + "/measures", "{\"items\": []}");
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/portfolios"))
                .withQueryParam("month", equalTo(month))
                .willReturn(
                    okJson("{\"month\": \"" + month + "\", \"registrars\": " + portfolios + "}")));
  }

  private static void answer(String path, String body) {
    SuiteResource.peers().register(get(urlPathEqualTo(path)).willReturn(okJson(body)));
  }
}
