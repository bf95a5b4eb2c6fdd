package io.bailiwick.aip.takeover;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bailiwick.aip.Programme.*;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class TakeoverTest {
  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  /**
   * The order begins on 24 March. The days before are 10 to 23 March, those after 25 and 26 March.
   * The sister had 2 names a day and has 20; a stranger doubles from 10 to 20, which is the factor
   * and no more; another goes from 1 to 40.
   */
  @Test
  void flagsTheSisterAndWhoRisesByMoreThanTheFactorWithTheirNumbers() {
    int limited = registrar();
    int sister = registrar();
    int doubles = registrar();
    int explodes = registrar();
    String order = order(limited, 14);
    List<String> rows = new ArrayList<>();
    for (int day = 10; day < 24; day++) {
      rows.add(row(day, limited, 30));
      rows.add(row(day, sister, 2));
      rows.add(row(day, doubles, 10));
      rows.add(row(day, explodes, 1));
    }
    rows.add(row(24, explodes, 500));
    for (int day = 25; day < 27; day++) {
      rows.add(row(day, sister, 20));
      rows.add(row(day, doubles, 20));
      rows.add(row(day, explodes, 40));
    }
    TestClock.set(Instant.parse("2026-03-27T08:00:00Z"));
    List<StubMapping> stubs =
        List.of(
            // For orders of other tests, which began on other days.
            SuiteResource.peers()
                .register(
                    get(urlPathEqualTo("/ingest/v1/registration-events/creates"))
                        .atPriority(10)
                        .willReturn(okJson("{\"items\": []}"))),
            SuiteResource.peers()
                .register(
                    get(urlPathEqualTo("/ingest/v1/registration-events/creates"))
                        .withQueryParam("from", equalTo("2026-03-10"))
                        .withQueryParam("until", equalTo("2026-03-27"))
                        .withQueryParam("after", absent())
                        .willReturn(okJson("{\"items\": [" + String.join(",", rows) + "]}"))),
            SuiteResource.peers()
                .register(
                    get(urlPathEqualTo("/ingest/v1/registrar-families"))
                        .withQueryParam("at", equalTo("2026-03-27"))
                        .willReturn(
                            okJson(
                                """
                                {"items": [
                                  {"id": "0199f7c2-7a1e-7000-8000-00000000000b", "family": "group", "registrar": %d},
                                  {"id": "0199f7c2-7a1e-7000-8000-00000000000c", "family": "group", "registrar": %d}]}
                                """
                                    .formatted(limited, sister)))));
    try {
      // Other tests' orders may run as well, and are looked at, too.
      officer().post("/v1/takeover-runs").then().statusCode(200);
      officer()
          .queryParam("order", order)
          .get("/v1/takeover-flags")
          .then()
          .statusCode(200)
          .body("items", hasSize(2))
          .body("items.find { it.registrar == " + sister + " }.family", is("group"))
          .body("items.find { it.registrar == " + sister + " }.factor", is(1))
          .body("items.find { it.registrar == " + sister + " }.createsBefore", is(28))
          .body("items.find { it.registrar == " + sister + " }.daysBefore", is(14))
          .body("items.find { it.registrar == " + sister + " }.createsAfter", is(40))
          .body("items.find { it.registrar == " + sister + " }.daysAfter", is(2))
          .body("items.find { it.registrar == " + explodes + " }.family", nullValue())
          .body("items.find { it.registrar == " + explodes + " }.factor", is(2))
          .body("items.find { it.registrar == " + explodes + " }.createsAfter", is(80));
      // The case tells of it, to the registry alone.
      String id = officer().get("/v1/restriction-orders/{id}", order).path("caseId");
      officer()
          .get("/v1/cases/{id}", id)
          .then()
          .body("takeovers.count", is(2))
          .body("takeovers.link", is("/v1/takeover-flags?case=" + id))
          .body(
              "history.findAll { it.event == 'FLAG_TAKEOVER' }.actor.unique()",
              is(List.of("bailiwick")))
          .body(
              "history.findAll { it.event == 'FLAG_TAKEOVER' }.note",
              hasItem(
                  "Registrar "
                      + sister
                      + ", of the family group, created 40 names in 2 days, and 28 in the 14 days before the limit."));
      of(limited)
          .get("/v1/cases/{id}", id)
          .then()
          .statusCode(200)
          .body("takeovers", nullValue())
          .body("history.event", not(hasItem("FLAG_TAKEOVER")));
      // A flag limits nobody, and is raised once.
      ask(sister, "domain:create").body("allowed", is(true));
      officer().post("/v1/takeover-runs").then().statusCode(200).body("flags", hasSize(0));
    } finally {
      stubs.forEach(SuiteResource.peers()::removeStubMapping);
    }
  }

  private static String row(int day, int registrar, int creates) {
    return "{\"day\": \"2026-03-%02d\", \"registrar\": %d, \"creates\": %d}"
        .formatted(day, registrar, creates);
  }

  @Test
  void waitsForIngestInsteadOfInventingNumbers() {
    order(registrar(), 14);
    TestClock.set(Instant.parse("2026-03-28T08:00:00Z"));
    StubMapping away =
        SuiteResource.peers()
            .register(
                get(urlPathEqualTo("/ingest/v1/registration-events/creates"))
                    .willReturn(serverError()));
    try {
      officer().post("/v1/takeover-runs").then().statusCode(503);
    } finally {
      SuiteResource.peers().removeStubMapping(away);
    }
  }

  @Test
  void isForTheRegistrysSide() {
    As.nobody().get("/v1/takeover-flags").then().statusCode(401);
    As.nobody().post("/v1/takeover-runs").then().statusCode(401);
    of(registrar()).get("/v1/takeover-flags").then().statusCode(403);
    decider().post("/v1/takeover-runs").then().statusCode(403);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/takeover-flags").then().statusCode(403);
    officer().queryParam("limit", 0).get("/v1/takeover-flags").then().statusCode(422);
    officer().queryParam("after", "x").get("/v1/takeover-flags").then().statusCode(400);
    decider()
        .queryParams(Map.of("case", "0199f7c2-7a1e-7000-8000-00000000000a"))
        .get("/v1/takeover-flags")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }
}
