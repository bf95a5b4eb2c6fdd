package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

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

/** Each test scores the March of a year of its own. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class DifferenceTest {

  @BeforeEach
  void standInSummer() {
    TestClock.set(Instant.parse("2099-07-01T12:00:00Z"));
    SuiteResource.resetPeers();
  }

  private static String run(Month month) {
    return As.role(Role.SCORING_OPERATOR)
        .contentType("application/json")
        .body(Map.of("month", month.toString()))
        .post("/v1/runs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static Response differences(Role role, String run, String query) {
    return As.role(role).get("/v1/runs/" + run + "/differences" + query);
  }

  /** Three instead of twelve bad domains, and half the names for another registrar. */
  private static Month corrected(int year) {
    Month march = Month.of(year, 3);
    Ingest.year(march);
    return march;
  }

  @Test
  void saysWhatChangedOfWhomAndWhy() {
    Month march = corrected(2016);
    String first = run(march);
    Ingest.typical(march, 3).stub();
    String second = run(march);
    differences(Role.AUDITOR, second, "")
        .then()
        .statusCode(200)
        .body("items.registrar", hasItem(90001))
        .body("items[0].fromVersion", equalTo(1))
        .body("items[0].toVersion", equalTo(2))
        .body("items[0].fromRunId", equalTo(first))
        .body("items[0].toRunId", equalTo(second))
        .body("items[0].month", equalTo("2016-03"))
        .body(mine("figures.find{it.figure=='domains'}.from"), equalTo("12"))
        .body(mine("figures.find{it.figure=='domains'}.to"), equalTo("3"))
        .body(mine("figures.find{it.figure=='ratePer10k'}.from"), equalTo("24"))
        .body(mine("figures.find{it.figure=='ratePer10k'}.to"), equalTo("6"))
        .body(mine("figures.find{it.figure=='split.malicious'}.to"), equalTo("3"))
        .body(mine("figures.figure"), hasItems("wilsonLower", "clopperPearsonLowerOneSided"))
        .body(mine("gates.find{it.gate=='INTERVENTION'}.from"), equalTo("HOLDS"))
        .body(mine("gates.find{it.gate=='INTERVENTION'}.to"), equalTo("DOES_NOT_HOLD"))
        .body(
            mine(
                "gates.find{it.gate=='INTERVENTION'}.clauses.find{it.clause=='COUNT'}.fromSentence"),
            containsString("12 malicious domains"))
        .body(
            mine("gates.find{it.gate=='INTERVENTION'}.clauses.find{it.clause=='COUNT'}.toSentence"),
            containsString("3 malicious domains"))
        .body(mine("causes"), equalTo(List.of(Map.of("reason", "TALLIES", "month", "2016-03"))))
        .body(mine("told"), hasSize(0));
    // The other direction, and a version with itself.
    differences(Role.AUDITOR, first, "?from=" + second)
        .then()
        .statusCode(200)
        .body(mine("figures.find{it.figure=='domains'}.to"), equalTo("12"));
    differences(Role.AUDITOR, first, "?from=" + first).then().body("items", hasSize(0));
    // The earlier version says what it said.
    As.role(Role.AUDITOR)
        .get("/v1/runs/" + first + "/scores")
        .then()
        .body("items.find{it.registrar==90001}.domains", equalTo(12));
  }

  private static String mine(String path) {
    return "items.find{it.registrar==90001}." + path;
  }

  @Test
  void showsARegistrarItsOwnAndOfOthersOnlyThatSomethingChanged() {
    Month march = corrected(2018);
    run(march);
    Ingest.typical(march, 3).stub();
    String second = run(march);
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/runs/" + second + "/differences")
        .then()
        .statusCode(200)
        .body("items.registrar", equalTo(List.of(90001)));
    String other =
        As.registrar(90003, Role.REGISTRAR_ADMIN)
            .accept("application/x-ndjson")
            .get("/v1/runs/" + second + "/differences")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(other).doesNotContain("90001", "Registrar 90001", "TALLIES");
    assertThat(other.lines().filter(line -> !line.isBlank()))
        .allSatisfy(line -> assertThat(line).contains("\"registrar\":90003"));
    As.registrar(95555, Role.RESELLER_VIEW)
        .get("/v1/runs/" + second + "/differences")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }

  @Test
  void isAListLikeOthers() {
    Month march = corrected(2019);
    run(march);
    Ingest.in(march)
        .registrar(90003, "ACCREDITED", 90_000, 1)
        .registrar(90001, "ACCREDITED", 5_000, 4)
        .registrar(90002, "ACCREDITED", 100, 0)
        .stub();
    String second = run(march);
    Response page = differences(Role.AUDITOR, second, "?limit=2");
    page.then().statusCode(200).body("items.registrar", equalTo(List.of(9999, 90001)));
    As.role(Role.AUDITOR)
        .queryParam("after", page.<String>path("next"))
        .get("/v1/runs/" + second + "/differences?limit=5")
        .then()
        .body("items.registrar", equalTo(List.of(90002, 90003, 90004)));
    String csv =
        As.role(Role.AUDITOR)
            .accept("text/csv")
            .get("/v1/runs/" + second + "/differences")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(csv).startsWith("registrar,registrarName,month,fromRunId");
    assertThat(csv.lines()).hasSize(6);
  }

  @Test
  void comparesVersionsOfOneMonthOnly() {
    Month march = corrected(2020);
    String first = run(march);
    differences(Role.AUDITOR, first, "")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:bailiwick:problem:state-conflict"))
        .body("nextSteps", notNullValue());
    Ingest.typical(march.minus(13), 0).stub();
    String february = run(march.minus(1));
    differences(Role.AUDITOR, first, "?from=" + february)
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("from"));
    String unknown = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";
    differences(Role.AUDITOR, unknown, "").then().statusCode(404);
    differences(Role.AUDITOR, first, "?from=" + unknown).then().statusCode(404);
    differences(Role.AUDITOR, first, "?from=17").then().statusCode(400);
    As.nobody().get("/v1/runs/" + first + "/differences").then().statusCode(401);
    differences(Role.FINANCE, first, "").then().statusCode(403);
  }
}
