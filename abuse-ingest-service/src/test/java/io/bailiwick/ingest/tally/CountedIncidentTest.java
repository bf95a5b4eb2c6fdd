package io.bailiwick.ingest.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class CountedIncidentTest {

  private static final List<String> LEVELS = List.of("LISTED", "CORROBORATED", "VALIDATED");

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-05-15T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2026-02-02T00:00:00Z,2027-02-02T00:00:00Z,
                    c.org,C,r1,r1,2020-02-02T00:00:00Z,2027-02-02T00:00:00Z,
                    d.org,D,r2,r2,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.rows(
        "alpha",
        "http://a.org/1,2026-03-02 00:00:00,,",
        "http://a.org/2,2026-03-05 00:00:00,malware,",
        "http://b.org/1,2026-03-02 00:00:00,,",
        "http://c.org/1,2026-03-02 00:00:00,,",
        "http://d.org/1,2026-03-07 00:00:00,,",
        "http://unknown.org/1,2026-03-02 00:00:00,,");
    Operate.rows("beta", "http://a.org/1,2026-03-03 00:00:00,,");
  }

  private static Response list(String query) {
    return As.role(Role.SERVICE).get("/v1/tallies/incidents?month=2026-03" + query);
  }

  @Test
  void listsWhatTheTalliesAreSumsOf() {
    Response listed = list("&limit=1000");
    // Two threats on a.org and one on each of the others; nobody is known to sponsor unknown.org.
    listed
        .then()
        .statusCode(200)
        .body("items", hasSize(5))
        .body("items[0]", not(hasKey("name")))
        .body("items.month", hasItem("2026-03"))
        .body("items.findAll{it.registrar==90001}", hasSize(4))
        .body("items.find{it.registrar==90002}.threat", equalTo("PHISHING"));
    Map<String, Set<Long>> subjects = new HashMap<>();
    for (Map<String, Object> row : listed.jsonPath().<Map<String, Object>>getList("items")) {
      for (int level = 0; level <= LEVELS.indexOf(row.get("evidence")); level++) {
        for (Object threat : List.of("TOTAL", row.get("threat"))) {
          subjects
              .computeIfAbsent(
                  String.join(
                      " ",
                      String.valueOf(row.get("registrar")),
                      String.valueOf(threat),
                      String.valueOf(row.get("classification")),
                      LEVELS.get(level)),
                  key -> new HashSet<>())
              .add(((Number) row.get("subject")).longValue());
        }
      }
    }
    Map<String, Integer> sums = new HashMap<>();
    subjects.forEach((cell, of) -> sums.put(cell, of.size()));
    JsonPath tallies = As.role(Role.SERVICE).get("/v1/tallies?month=2026-03").jsonPath();
    Map<String, Integer> expected = new HashMap<>();
    for (Map<String, Object> registrar : tallies.<Map<String, Object>>getList("registrars")) {
      for (Object tally : (List<?>) registrar.get("tallies")) {
        Map<?, ?> cell = (Map<?, ?>) tally;
        expected.put(
            String.join(
                " ",
                String.valueOf(registrar.get("registrar")),
                String.valueOf(cell.get("threat")),
                String.valueOf(cell.get("classification")),
                String.valueOf(cell.get("minimumEvidence"))),
            ((Number) cell.get("domains")).intValue());
      }
    }
    assertThat(sums).isEqualTo(expected).isNotEmpty();
    assertThat(sums).containsEntry("90001 TOTAL MALICIOUS CORROBORATED", 1);
  }

  @Test
  void goesPageByPage() {
    List<String> ids = new ArrayList<>();
    String after = null;
    do {
      Response page =
          after == null
              ? list("&limit=2")
              : As.role(Role.SERVICE)
                  .queryParam("after", after)
                  .get("/v1/tallies/incidents?month=2026-03&limit=2");
      ids.addAll(page.jsonPath().getList("items.id"));
      after = page.path("next");
    } while (after != null);
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    list("&after=garbage").then().statusCode(400);
    As.role(Role.SERVICE).get("/v1/tallies/incidents").then().statusCode(422);
  }

  private static Response today(
      io.restassured.specification.RequestSpecification caller, Object... ids) {
    return caller
        .contentType("application/json")
        .body(Map.of("ids", List.of(ids)))
        .post("/v1/tallies/incidents/today");
  }

  @Test
  void saysHowIncidentsCountToday() {
    String mine = list("").jsonPath().getString("items.find{it.registrar==90001}.id");
    String others = list("").jsonPath().getString("items.find{it.registrar==90002}.id");
    String unknown = UUID.randomUUID().toString();
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", "FALSE_POSITIVE", "reason", "Seen"))
        .post("/v1/incidents/" + mine + "/classification")
        .then()
        .statusCode(200);
    today(As.role(Role.SERVICE), mine, others, unknown)
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items.find{it.id=='%s'}.classification".formatted(mine), equalTo("FALSE_POSITIVE"))
        .body("items.find{it.id=='%s'}.tallied".formatted(mine), equalTo(true))
        .body("items.find{it.id=='%s'}.mergedInto".formatted(mine), nullValue())
        .body("items.find{it.id=='%s'}.name".formatted(others), equalTo("d.org"))
        .body("items.find{it.id=='%s'}.families".formatted(others), equalTo(List.of("alpha")));
    today(As.registrar(90001, Role.REGISTRAR_ABUSE), mine, others)
        .then()
        .statusCode(200)
        .body("items.id", equalTo(List.of(mine)))
        .body("items[0].name", notNullValue());
  }

  @Test
  void keepsToPermissionsAndBounds() {
    String path = "/v1/tallies/incidents";
    As.nobody().get(path + "?month=2026-03").then().statusCode(401);
    As.registrar(90001, Role.REGISTRAR_ABUSE).get(path + "?month=2026-03").then().statusCode(403);
    today(As.nobody(), UUID.randomUUID()).then().statusCode(401);
    today(As.role(Role.SCORING_OPERATOR), UUID.randomUUID()).then().statusCode(403);
    today(As.role(Role.SERVICE)).then().statusCode(422);
    today(As.role(Role.SERVICE), "seventeen").then().statusCode(422);
    Object[] tooMany = new Object[1001];
    for (int i = 0; i < tooMany.length; i++) {
      tooMany[i] = UUID.randomUUID();
    }
    today(As.role(Role.SERVICE), tooMany).then().statusCode(422);
  }
}
