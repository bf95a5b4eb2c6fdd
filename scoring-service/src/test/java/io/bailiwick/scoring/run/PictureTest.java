package io.bailiwick.scoring.run;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.Ingest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test scores the March of a year of its own, when that March had just become mature. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class PictureTest {

  private static final String UNKNOWN = "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90";

  @BeforeEach
  void forgetPeers() {
    SuiteResource.resetPeers();
  }

  private static Month marchOf(int year) {
    TestClock.set(Instant.parse(year + "-06-15T12:00:00Z"));
    return Month.of(year, 3);
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

  @Test
  void drawsEveryAccreditedRegistrarForThoseWhoMaySeeThem() {
    Month march = marchOf(2021);
    Ingest.year(march);
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/runs/" + run(march) + "/funnel.svg")
        .then()
        .statusCode(200)
        .contentType("image/svg+xml")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
        .header("Cache-Control", "no-store")
        .body(startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""))
        .body(containsString("Registrar 90001 (IANA ID 90001): 12 of 5,000 names, 24 per 10,000"))
        .body(containsString("Registrar 90002 (IANA ID 90002): 0 of 200 names"))
        .body(containsString("3 accredited registrars with names, 2 of them without"))
        .body(not(containsString("IANA ID 90004")))
        .body(not(containsString("IANA ID 9999")));
  }

  @Test
  void drawsNobodyElseForARegistrar() {
    Month march = marchOf(2022);
    Ingest.year(march);
    String id = run(march);
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get("/v1/runs/" + id + "/funnel.svg")
        .then()
        .statusCode(200)
        .body(containsString("Registrar 90001 (IANA ID 90001): 12 of 5,000 names"))
        .body(containsString("fewer than five other registrars"))
        .body(not(containsString("90002")))
        .body(not(containsString("100,000")));
  }

  @Test
  void showsGroupsOfFiveAndMoreToARegistrar() {
    Month march = marchOf(2023);
    Ingest.year(march);
    Ingest more = Ingest.typical(march, 12);
    for (int other = 1; other <= 4; other++) {
      more.registrar(91000 + other, "ACCREDITED", 3_000L * other, other);
    }
    more.stub();
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/runs/" + run(march) + "/funnel.svg")
        .then()
        .statusCode(200)
        .body(containsString("6 other registrars of 100 to 1,000,000 names"))
        .body(containsString("data-kind=\"upper-998\""))
        .body(not(containsString("9100")));
  }

  @Test
  void drawsTheHistoryByTheVersionsThatStand() {
    Month march = marchOf(2024);
    Ingest.year(march);
    Ingest.typical(march.minus(13), 0).stub();
    run(march.minus(1));
    run(march);
    Ingest.typical(march, 3).stub();
    run(march);
    As.registrar(90001, Role.RESELLER_VIEW)
        .get("/v1/registrars/90001/history.svg")
        .then()
        .statusCode(200)
        .contentType("image/svg+xml")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("2024-02: 12 of 5,000 names, 24 per 10,000"))
        .body(containsString("2024-03: 3 of 5,000 names, 6 per 10,000"))
        .body(containsString(">v2<"));
    String one = As.role(Role.AUDITOR).get("/v1/registrars/90001/history.svg?months=4").asString();
    assertThat(one).contains("2024-03").doesNotContain("2024-02");
  }

  @Test
  void printsWhatOneVersionSaidOfOneRegistrar() {
    Month march = marchOf(2025);
    Ingest.year(march);
    stubLifetimes(march, 0);
    String first = run(march);
    Ingest.typical(march, 3).stub();
    run(march);
    String path = "/v1/runs/" + first + "/scores/90001/scorecard.html";
    String staff =
        As.role(Role.COMPLIANCE_OFFICER)
            .get(path)
            .then()
            .statusCode(200)
            .contentType(containsString("text/html"))
            .header("Content-Security-Policy", containsString("style-src 'sha256-"))
            .body(startsWith("<!DOCTYPE html>"))
            .body(containsString("version 2 stands"))
            .body(containsString("Registrar 90001"))
            .body(containsString("12 malicious domains were first seen abused in 2025-03"))
            .body(containsString("13.8541"))
            .body(containsString("Watch gate: "))
            .body(containsString("Acute gate: "))
            .body(containsString("Exit gate: "))
            .body(containsString("Malicious domains listed and in the zone, median of the days"))
            .body(containsString("Median hours from the first listing to the end"))
            .body(containsString("Months above the intervention threshold, of the 13 with a rate"))
            .body(containsString("id=\"history-title\""))
            .body(containsString("id=\"funnel-title\""))
            .body(not(containsString("Registrar 90002")))
            .extract()
            .asString();
    assertThat(As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).asString()).isEqualTo(staff);
  }

  /** Of four incidents that count, one ended after 24 hours and one after 96. */
  private static void stubLifetimes(Month month, int others) {
    StringBuilder registrars = new StringBuilder();
    for (int other = 0; other <= others; other++) {
      registrars.append(
          """
          %s{"registrar":%d,"tld":"org","stock":[],"survival":[
          {"threat":"PHISHING","clock":"LISTING","classification":"MALICIOUS","evidence":"CORROBORATED","action":"HOLD","actor":"REGISTRAR","hours":[24.0],"incidents":[1]},
          {"threat":"PHISHING","clock":"LISTING","classification":"MALICIOUS","evidence":"VALIDATED","action":"DELETE","actor":"REGISTRAR","hours":[96.0],"incidents":[1]},
          {"threat":"MALWARE","clock":"LISTING","classification":"MALICIOUS","evidence":"CORROBORATED","action":null,"actor":null,"hours":[720.0],"incidents":[2]},
          {"threat":"PHISHING","clock":"LISTING","classification":"MALICIOUS","evidence":"LISTED","action":"HOLD","actor":"REGISTRAR","hours":[1.0],"incidents":[50]},
          {"threat":"PHISHING","clock":"LISTING","classification":"COMPROMISED","evidence":"VALIDATED","action":"HOLD","actor":"REGISTRAR","hours":[1.0],"incidents":[50]}]}
          """
              .formatted(other == 0 ? "" : ",", 90001 + other));
    }
    SuiteResource.peers()
        .register(
            get(urlPathEqualTo("/ingest/v1/measures/zones"))
                .withQueryParam("month", WireMock.equalTo(month.toString()))
                .withHeader("Authorization", WireMock.equalTo("Bearer of-the-service"))
                .willReturn(
                    okJson(
                        "{\"month\":\"%s\",\"horizonHours\":720,\"registrars\":[%s]}"
                            .formatted(month, registrars))));
  }

  @Test
  void drawsHowLongAbuseLivedAsTheRunFroze() {
    Month march = marchOf(2027);
    Ingest.year(march);
    stubLifetimes(march, 2);
    String path = "/v1/runs/" + run(march) + "/scores/90001";
    // What ingest says later, or that it says nothing, changes no picture.
    SuiteResource.resetPeers();
    As.registrar(90001, Role.REGISTRAR_ABUSE)
        .get(path + "/survival.svg")
        .then()
        .statusCode(200)
        .contentType("image/svg+xml")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(
            containsString(
                "From the first listing: 4 incidents, still live 75 % after 24 hours, 50 % after 4 days, 50 % after 30 days;"
                    + " median 96 hours."))
        .body(containsString("From the notification of the registrar: no incidents."))
        .body(containsString("fewer than five other registrars"));
    As.role(Role.AUDITOR)
        .get(path + "/scorecard.html")
        .then()
        .statusCode(200)
        .body(containsString("id=\"survival-title\""));
  }

  @Test
  void drawsTheZoneBesideWhereFiveOthersHaveIncidents() {
    Month march = marchOf(2028);
    Ingest.year(march);
    Ingest more = Ingest.typical(march, 12);
    for (int other = 5; other <= 7; other++) {
      more.registrar(90000 + other, "ACCREDITED", 3_000, other);
    }
    more.stub();
    stubLifetimes(march, 6);
    // 90004 is terminated and no part of the zone: 90002, 90003, 90005, 90006 and 90007 are five.
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/runs/" + run(march) + "/scores/90001/survival.svg")
        .then()
        .statusCode(200)
        .body(containsString("The zone: 24 incidents, still live 75 % after 24 hours"));
    stubLifetimes(march, 5);
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/runs/" + run(march) + "/scores/90001/survival.svg")
        .then()
        .statusCode(200)
        .body(not(containsString("The zone:")));
  }

  @Test
  void cannotTellAnothersPicturesFromNone() {
    Month march = marchOf(2026);
    Ingest.year(march);
    String id = run(march);
    for (int other : List.of(90002, 95555)) {
      for (String path : ofRegistrar(id, other)) {
        As.registrar(90001, Role.REGISTRAR_ADMIN)
            .get(path)
            .then()
            .statusCode(404)
            .contentType("application/problem+json")
            .body("detail", containsString("no such score"));
      }
    }
    for (String path : ofRegistrar(id, 95555)) {
      As.role(Role.AUDITOR).get(path).then().statusCode(404);
    }
  }

  private static List<String> ofRegistrar(String run, int registrar) {
    return List.of(
        "/v1/runs/" + run + "/scores/" + registrar + "/scorecard.html",
        "/v1/runs/" + run + "/scores/" + registrar + "/survival.svg",
        "/v1/registrars/" + registrar + "/history.svg");
  }

  private static List<String> paths() {
    return List.of(
        "/v1/runs/" + UNKNOWN + "/funnel.svg",
        "/v1/runs/" + UNKNOWN + "/scores/90001/scorecard.html",
        "/v1/runs/" + UNKNOWN + "/scores/90001/survival.svg",
        "/v1/registrars/95555/history.svg");
  }

  @Test
  void asksForATokenAndThePermissionEverywhere() {
    for (String path : paths()) {
      As.nobody().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.role(Role.AUDITOR)
          .get(path)
          .then()
          .statusCode(404)
          .contentType("application/problem+json");
    }
  }

  @Test
  void refusesWhatCannotBeRead() {
    As.role(Role.AUDITOR).get("/v1/runs/17/funnel.svg").then().statusCode(400);
    As.role(Role.AUDITOR)
        .get("/v1/runs/" + UNKNOWN + "/scores/acme/scorecard.html")
        .then()
        .statusCode(400);
    As.role(Role.AUDITOR).get("/v1/registrars/acme/history.svg").then().statusCode(400);
    As.role(Role.AUDITOR)
        .get("/v1/registrars/90001/history.svg?months=37")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("months"))
        .body("status", equalTo(422));
  }
}
