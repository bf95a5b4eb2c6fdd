package io.bailiwick.ingest.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ReferenceTest {
  private static final String LIST =
      """
      {"version":2,"tld":"org","domainListDate":"2026-03-10","domainsInZone":-1,"uniqueAbuseDomains":6,"domainListData":[
        {"threatType":"phishing","count":5,"domains":["a.org","c.org","n.org","h.org","e.org"]},
        {"threatType":"malware","count":2,"domains":["f.org","a.org"]},
        {"threatType":"spam","count":-1,"domains":[]}]}
      """;

  @BeforeEach
  void registry() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-09T12:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-02T00:00:00Z")
                .registrars("r1,One,90001,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    c.org,C,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    h.org,H,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    e.org,E,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    f.org,F,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """)
                .statuses("a.org,ok,\nh.org,serverHold,\n"))
        .statusCode(201);
    Operate.list("alpha");
    Operate.send("alpha", "text/plain", "a.org\nb.org\nf.org\n".getBytes(StandardCharsets.UTF_8))
        .statusCode(201);
    String id = As.role(Role.ABUSE_ANALYST).get("/v1/incidents?name=f.org").path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", "FALSE_POSITIVE", "reason", "Checked"))
        .post("/v1/incidents/" + id + "/classification")
        .then()
        .statusCode(200);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("name", "e.org", "reason", "SEIZED", "from", "2026-03-01", "note", "Order"))
        .post("/v1/exclusions")
        .then()
        .statusCode(201);
    TestClock.set(Instant.parse("2026-04-15T00:00:00Z"));
  }

  private static ValidatableResponse send(String json) {
    return As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(json)
        .post("/v1/reference-series/metrica")
        .then();
  }

  @Test
  void namesThatOnlyTheyOrOnlyWeListHaveAReason() {
    String id =
        send(LIST)
            .statusCode(201)
            .header("Location", containsString("/v1/reference-series/"))
            .body("day", equalTo("2026-03-10"))
            .body("domainsInZone", nullValue())
            .body("uniqueDomains", equalTo(6))
            .body("threats.threat", contains("malware", "phishing", "spam"))
            .body("threats.names", contains(2, 5, 0))
            .body("threats[2].count", nullValue())
            .extract()
            .path("id");
    send(LIST).statusCode(200).body("id", equalTo(id));
    As.role(Role.AUDITOR)
        .get("/v1/reference-series/differences?tld=org&date=2026-03-10")
        .then()
        .statusCode(200)
        .body(
            "items.collect{it.name + ' ' + it.side + ' ' + it.reason}",
            contains(
                "b.org OURS_ONLY NOT_LISTED_BY_THEM",
                "c.org THEIRS_ONLY NOT_LISTED_BY_US",
                "e.org THEIRS_ONLY EXCLUDED",
                "f.org THEIRS_ONLY DISPUTED",
                "h.org THEIRS_ONLY ON_HOLD",
                "n.org THEIRS_ONLY NOT_REGISTERED"))
        .body("items[0].threats", contains("PHISHING"));
    As.role(Role.AUDITOR)
        .get("/v1/reference-series/agreement?tld=org&date=2026-03-10")
        .then()
        .statusCode(200)
        .body("theirs", equalTo(6))
        .body("ours", equalTo(2))
        .body("both", equalTo(1))
        .body("differences", hasSize(6));
    As.role(Role.AUDITOR).get("/v1/reference-series/" + id).then().body("tld", equalTo("org"));
    As.role(Role.AUDITOR).get("/v1/reference-series").then().body("items.id", contains(id));
    // No list of a day is nothing to compare with.
    As.role(Role.AUDITOR)
        .get("/v1/reference-series/differences?tld=org&date=2026-03-11")
        .then()
        .statusCode(404);
  }

  @Test
  void isNeverANumerator() {
    String before = As.role(Role.SERVICE).get("/v1/tallies?month=2026-03").asString();
    String incidents = As.role(Role.ABUSE_ANALYST).get("/v1/incidents").asString();
    send(LIST).statusCode(201);
    assertThat(As.role(Role.SERVICE).get("/v1/tallies?month=2026-03").asString()).isEqualTo(before);
    assertThat(As.role(Role.ABUSE_ANALYST).get("/v1/incidents").asString()).isEqualTo(incidents);
  }

  @Test
  void isForThoseWhoMay() {
    send("{}").statusCode(422);
    send(LIST.replace("\"org\"", "\"ngo\"")).statusCode(422);
    send(LIST.replace("2026-03-10", "2026-05-10")).statusCode(422);
    String some = "/v1/reference-series/00000000-0000-7000-8000-000000000000";
    As.role(Role.AUDITOR).get(some).then().statusCode(404);
    for (String path :
        new String[] {
          "/v1/reference-series",
          some,
          "/v1/reference-series/differences?tld=org&date=2026-03-10",
          "/v1/reference-series/agreement?tld=org&date=2026-03-10"
        }) {
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
    }
    As.role(Role.AUDITOR).get("/v1/reference-series/differences?tld=org").then().statusCode(422);
    As.role(Role.AUDITOR).get("/v1/reference-series/agreement?date=x").then().statusCode(400);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(LIST)
        .post("/v1/reference-series/metrica")
        .then()
        .statusCode(403);
  }
}
