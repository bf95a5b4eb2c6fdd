package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test scores the March of a year of its own; figures are by hand. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class MeasureTest {

  private static final String UNKNOWN = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";

  private static final String STOCK =
      """
      [{"threat":"TOTAL","minimumEvidence":"CORROBORATED","names":4,"daily":[2,2,2,2,2,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,2,2]},
       {"threat":"TOTAL","minimumEvidence":"LISTED","names":9,"daily":[9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9]}]
      """;

  /** The method's ten incidents; and one that has too little evidence. */
  private static final String SURVIVAL =
      """
      [{"threat":"PHISHING","clock":"LISTING","classification":"MALICIOUS","evidence":"CORROBORATED","action":"HOLD","actor":"REGISTRAR","hours":[2.0,5.0,8.0,12.0,40.0],"incidents":[1,1,1,1,1]},
       {"threat":"MALWARE","clock":"LISTING","classification":"MALICIOUS","evidence":"VALIDATED","action":"DELETE","actor":"REGISTRAR","hours":[96.0],"incidents":[1]},
       {"threat":"PHISHING","clock":"LISTING","classification":"MALICIOUS","evidence":"CORROBORATED","action":null,"actor":null,"hours":[30.0,72.0,720.0],"incidents":[1,1,2]},
       {"threat":"PHISHING","clock":"LISTING","classification":"MALICIOUS","evidence":"LISTED","action":"HOLD","actor":"REGISTRY","hours":[1.0],"incidents":[9]},
       {"threat":"PHISHING","clock":"NOTIFICATION","classification":"MALICIOUS","evidence":"CORROBORATED","action":"HOLD","actor":"REGISTRAR","hours":[1.0,6.0],"incidents":[1,1]}]
      """;

  @BeforeEach
  void forgetPeers() {
    SuiteResource.resetPeers();
  }

  private static Month marchOf(int year) {
    TestClock.set(Instant.parse(year + "-06-15T12:00:00Z"));
    return Month.of(year, 3);
  }

  /**
   * 90001 has 4,000 names in org and 1,000 in ngo, with 8 and 4 bad ones in the month and the two
   * before; it and 90002 belong together.
   */
  private static void stub(Month march) {
    Ingest.year(march);
    for (int back = 0; back < 3; back++) {
      two(march.minus(back)).stub();
    }
  }

  private static Ingest two(Month month) {
    return Ingest.typical(month, 12)
        .place(90001, "org", 4_000, 8)
        .place(90001, "ngo", 1_000, 4)
        .family(90001, "example-group")
        .family(90002, "example-group")
        .feed("urlhaus", 31, false)
        .feed("phishlist", 31, false)
        .lives(90001, "org", STOCK, SURVIVAL);
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

  private static ValidatableResponse measures(String run, String query) {
    return As.role(Role.ABUSE_ANALYST)
        .get("/v1/runs/" + run + "/measures" + query)
        .then()
        .statusCode(200);
  }

  @Test
  void putsStockFlowAndCohortSideBySide() {
    Month march = marchOf(2031);
    stub(march);
    String id = run(march);
    measures(id, "?registrar=90001&tld=ALL&threat=TOTAL")
        .body("items", hasSize(1))
        .rootPath("items[0]")
        .body("registrarName", equalTo("Registrar 90001"))
        .body("kind", equalTo("ACCREDITED"))
        .body("family", nullValue())
        .body("flow.definition", equalTo("flow-rate/3"))
        .body("flow.rate.numerator", equalTo(12))
        .body("flow.rate.denominator", equalTo(5000))
        .body("flow.rate.ratePer10k", equalTo(24))
        .body("flow.rate.lower", equalTo(13.7347f))
        .body("flow.rate.upper", equalTo(41.9055f))
        .body("stock.definition", equalTo("stock-median/1"))
        .body("stock.rate.numerator", equalTo(1))
        .body("stock.rate.ratePer10k", equalTo(2))
        .body("stock.names", equalTo(4))
        .body("cohort.definition", equalTo("new-registration-cohort/1"))
        .body("cohort.days", equalTo(30))
        .body("cohort.mature", equalTo(true))
        // Three of each zone's 200 creates, of which 150 were kept.
        .body("cohort.gross.numerator", equalTo(6))
        .body("cohort.gross.denominator", equalTo(400))
        .body("cohort.gross.ratePer10k", equalTo(150))
        .body("cohort.kept.denominator", equalTo(300))
        .body("cohort.kept.ratePer10k", equalTo(200))
        .body("cohort.agpDeletes", equalTo(80))
        .body("split.malicious", equalTo(12))
        .body("split.compromised", equalTo(4))
        .body("split.platform", equalTo(0))
        .body("split.unknown", equalTo(2))
        .body("split.ifNoneOfTheUnknown.ratePer10k", equalTo(24))
        .body("split.ifAllOfTheUnknown.ratePer10k", equalTo(28))
        .body("recurrence.monthsAbove", equalTo(3))
        .body("recurrence.months", equalTo(13))
        .body("recurrence.linePer10k", equalTo(10))
        // One campaign of 11, and one domain alone: (121 + 1) / 144.
        .body("concentration.clusters", equalTo(2))
        .body("concentration.largestShare", equalTo(0.9167f))
        .body("concentration.herfindahl", equalTo(0.8472f))
        .body("comparison.comparisonOnly", equalTo(true))
        // 0.0024 ln 12
        .body("comparison.spamhausBadness", equalTo(0.006f))
        .body("comparison.interisleScore", equalTo(24))
        .body("basis.from", equalTo("2031-03-01"))
        .body("basis.to", equalTo("2031-03-31"))
        .body("basis.days", equalTo(31))
        .body("basis.sourceFamilies", equalTo(List.of("phishlist", "urlhaus")))
        .body("basis.minimumEvidence", equalTo("CORROBORATED"))
        .body("basis.intervalMethod", equalTo("WILSON"))
        .body("basis.confidence", equalTo(0.95f))
        .body("basis.rounding", containsString("half up, once"))
        .body("basis.snapshotDefinition", equalTo("flow-rate/3"))
        .body("basis.policyVersion", equalTo(1));
  }

  @Test
  void saysHowLongAbuseLivedOnTwoClocksAndWhoEndedIt() {
    Month march = marchOf(2032);
    stub(march);
    String id = run(march);
    measures(id, "?registrar=90001&tld=org&threat=TOTAL")
        .rootPath("items[0].persistence")
        .body("clock", equalTo(List.of("LISTING", "NOTIFICATION")))
        .body("incidents", equalTo(List.of(10, 2)))
        .body("ended", equalTo(List.of(6, 2)))
        .body("[0].unmitigated.hours", equalTo(List.of(24, 96, 720)))
        .body("[0].unmitigated.share", equalTo(List.of(0.6f, 0.32f, 0.32f)))
        .body("[0].medianHours", equalTo(40))
        .body("[0].p90Hours", nullValue())
        .body("[1].medianHours", equalTo(1))
        .body("[1].p90Hours", equalTo(6))
        .body("[0].endings.actor", equalTo(List.of("REGISTRAR", "REGISTRAR")))
        .body("[0].endings.action", equalTo(List.of("DELETE", "HOLD")))
        .body("[0].endings.share", equalTo(List.of(0.1667f, 0.8333f)));
    measures(id, "?registrar=90001&tld=org&threat=MALWARE")
        .body("items[0].persistence.incidents", equalTo(List.of(1, 0)))
        .body("items[0].persistence[1].unmitigated", hasSize(0))
        .body("items[0].concentration", nullValue());
  }

  @Test
  void hasARowForEachZoneAndClassAndForFamiliesBeside() {
    Month march = marchOf(2033);
    stub(march);
    String id = run(march);
    ValidatableResponse all = measures(id, "?limit=1000");
    // Five registrars and a family: with org and ngo three of them have three places, else two; six
    // classes each.
    all.body("items", hasSize((2 + 3 + 2 + 2 + 2 + 3) * 6))
        .body("items.findAll{it.registrar!=null}.registrar.unique()", hasSize(5))
        .body("items.take(12).registrar.unique()", equalTo(List.of(9999)))
        .body("items.last().family", equalTo("example-group"))
        .body(
            "items.findAll{it.registrar==90001}.tld.unique()",
            equalTo(List.of("ALL", "ngo", "org")))
        .body(
            "items.findAll{it.registrar==90004 && it.tld=='ALL'}.kind.unique()",
            equalTo(List.of("TERMINATED")));
    measures(id, "?registrar=90001&threat=PHISHING")
        .body("items.tld", equalTo(List.of("ALL", "ngo", "org")))
        .body("items.flow.rate.numerator", equalTo(List.of(12, 4, 8)))
        .body("items.flow.rate.denominator", equalTo(List.of(5000, 1000, 4000)))
        .body("items.flow.rate.ratePer10k", equalTo(List.of(24, 40, 20)));
    // 12 of 5,000 and 0 of 200 names.
    measures(id, "?family=example-group&tld=ALL&threat=TOTAL")
        .body("items", hasSize(1))
        .body("items[0].registrar", nullValue())
        .body("items[0].kind", nullValue())
        .body("items[0].members", equalTo(List.of(90001, 90002)))
        .body("items[0].flow.rate.numerator", equalTo(12))
        .body("items[0].flow.rate.denominator", equalTo(5200))
        .body("items[0].recurrence.months", equalTo(3));
    // The family changes nothing of its members' rows.
    measures(id, "?registrar=90002&tld=ALL&threat=TOTAL")
        .body("items[0].flow.rate.denominator", equalTo(200));
    measures(id, "?tld=ngo&threat=TOTAL")
        .body("items.registrar", equalTo(Arrays.asList(90001, null)));
    measures(id, "?tld=charity").body("items", hasSize(0));
    measures(id, "?family=nobodys-group").body("items", hasSize(0));
  }

  @Test
  void givesThemPageByPageAsLinesAndAsATable() {
    Month march = marchOf(2034);
    stub(march);
    String path = "/v1/runs/" + run(march) + "/measures";
    Response first = As.role(Role.AUDITOR).get(path + "?limit=83");
    first.then().statusCode(200).body("items", hasSize(83));
    As.role(Role.AUDITOR)
        .queryParam("after", first.<String>path("next"))
        .get(path)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].family", equalTo("example-group"))
        .body("next", nullValue());
    As.role(Role.AUDITOR).get(path + "?after=garbage").then().statusCode(400);
    String lines = As.role(Role.AUDITOR).accept("application/x-ndjson").get(path).asString();
    assertThat(lines.lines()).hasSize(84);
    assertThat(JsonPath.from(lines.lines().findFirst().orElseThrow()).getInt("registrar"))
        .isEqualTo(9999);
    String table =
        As.role(Role.AUDITOR)
            .accept("text/csv")
            .get(path + "?registrar=90001&tld=ALL&threat=TOTAL")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(table.lines().findFirst().orElseThrow())
        .contains("registrar", "flow", "persistence");
    assertThat(table).contains("Registrar 90001", "flow-rate/3");
  }

  @Test
  void anOldRunsMeasuresNeverChange() {
    Month march = marchOf(2035);
    stub(march);
    String first = run(march);
    String before = measures(first, "?limit=1000").extract().asString();
    Ingest.typical(march, 3).stub();
    String second = run(march);
    measures(second, "?registrar=90001&tld=ALL&threat=TOTAL")
        .body("items[0].flow.rate.numerator", equalTo(3));
    SuiteResource.resetPeers();
    assertThat(measures(first, "?limit=1000").extract().asString()).isEqualTo(before);
  }

  @Test
  void saysWhenTheCohortIsNotMature() {
    Month march = Month.of(2036, 3);
    stub(march);
    TestClock.set(Instant.parse("2036-04-30T23:59:59Z"));
    measures(run(march), "?registrar=90001&tld=ALL&threat=TOTAL")
        .body("items[0].cohort.mature", equalTo(false));
  }

  @Test
  void showsARegistrarItsOwnRowsAndNoSumOfOthers() {
    Month march = marchOf(2037);
    stub(march);
    String path = "/v1/runs/" + run(march) + "/measures";
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get(path + "?limit=1000")
        .then()
        .statusCode(200)
        .body("items", hasSize(18))
        .body("items.registrar", everyItem(is(90001)));
    for (String query :
        List.of("?registrar=90002", "?registrar=95555", "?family=example-group", "?family=none")) {
      As.registrar(90001, Role.REGISTRAR_ADMIN)
          .get(path + query)
          .then()
          .statusCode(404)
          .body("detail", containsString("no such measure"));
    }
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/runs/" + UNKNOWN + "/measures")
        .then()
        .statusCode(404);
  }

  @Test
  void asksForATokenThePermissionAndSense() {
    String path = "/v1/runs/" + UNKNOWN + "/measures";
    As.nobody().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
    As.role(Role.FINANCE).get(path).then().statusCode(403);
    As.role(Role.AUDITOR).get(path).then().statusCode(404);
    As.role(Role.AUDITOR).get("/v1/runs/17/measures").then().statusCode(400);
    As.role(Role.AUDITOR).get(path + "?threat=LOVE").then().statusCode(400);
    As.role(Role.AUDITOR).get(path + "?registrar=acme").then().statusCode(400);
    As.role(Role.AUDITOR)
        .get(path + "?tld=.ORG")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("tld"));
    As.role(Role.AUDITOR).get(path + "?family=No!").then().statusCode(422);
  }
}
