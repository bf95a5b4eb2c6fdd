package io.bailiwick.ingest.health;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class TrustTest {

  @BeforeEach
  void begin() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-10T12:00:00Z"));
    Operate.csv("alpha-one", "alpha");
  }

  private static void classify(String name, String classification) {
    String id =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/incidents?name=" + name)
            .then()
            .body("items", hasSize(1))
            .extract()
            .path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", classification, "reason", "Looked at it."))
        .post("/v1/incidents/" + id + "/classification")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse post(String path, Map<String, ?> body) {
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(body)
        .post("/v1/feeds/alpha-one/" + path)
        .then();
  }

  @Test
  void saysWhatAFeedSawAloneHowEarlyAndHowOftenItWasWrong() {
    Operate.csv("alpha-two", "alpha");
    Operate.csv("beta", "beta");
    Operate.rows(
        "alpha-one",
        "d1.org,2026-03-01T00:00:00Z,,",
        "d2.org,2026-03-02T00:00:00Z,,",
        "d3.org,2026-03-03T00:00:00Z,malware,",
        "d4.org,2026-03-04T00:00:00Z,,",
        "long-ago.org,2025-12-11T23:00:00Z,,");
    // Of the same family, so no second opinion.
    Operate.rows("alpha-two", "d3.org,2026-02-28T00:00:00Z,,");
    // Ten hours later, two hours earlier, four hours later: the median lead is four.
    Operate.rows(
        "beta",
        "d1.org,2026-03-01T10:00:00Z,,",
        "d2.org,2026-03-01T22:00:00Z,,",
        "d4.org,2026-03-04T04:00:00Z,,");
    classify("d1.org", "FALSE_POSITIVE");
    classify("d2.org", "MALICIOUS");
    As.role(Role.AUDITOR)
        .get("/v1/feeds/alpha-one/trust?from=2026-03-01")
        .then()
        .statusCode(200)
        .body("family", equalTo("alpha"))
        .body("from", equalTo("2026-03-01"))
        .body("to", equalTo("2026-03-10"))
        .body("threats.threat", equalTo(java.util.List.of("PHISHING", "MALWARE")))
        .body("threats.domains", equalTo(java.util.List.of(3, 1)))
        .body("domains", equalTo(4))
        .body("domainsOfFamilyOnly", equalTo(1))
        .body("shareOfFamilyOnly", equalTo(0.25f))
        .body("medianLeadHours", equalTo(4.0f))
        .body("incidents", equalTo(4))
        .body("incidentsRuled", equalTo(2))
        .body("falsePositives", equalTo(1))
        .body("purity", equalTo(0.5f));
    // The usual 90 days begin on 11 December.
    As.role(Role.AUDITOR)
        .get("/v1/feeds/alpha-one/trust")
        .then()
        .body("from", equalTo("2025-12-11"))
        .body("domains", equalTo(5));
    As.role(Role.AUDITOR)
        .get("/v1/feeds/alpha-one/trust?to=2025-12-01")
        .then()
        .body("domains", equalTo(0))
        .body("shareOfFamilyOnly", nullValue())
        .body("medianLeadHours", nullValue())
        .body("purity", nullValue());
  }

  @Test
  void mutesAFeedFromATimeUntilAnother() {
    post("mute", Map.of("from", "2026-03-05T00:00:00Z", "reason", "It listed a content network."))
        .statusCode(200)
        .body("from", equalTo("2026-03-05T00:00:00Z"))
        .body("until", nullValue())
        .body("mutedBy", equalTo("abuse-analyst"));
    post("mute", Map.of("reason", "Again.")).statusCode(409);
    As.role(Role.AUDITOR)
        .get("/v1/feeds/alpha-one/trust")
        .then()
        .body("mutes.reason", equalTo(java.util.List.of("It listed a content network.")));
    post("unmute", Map.of("until", "2026-03-04T00:00:00Z", "reason", "x")).statusCode(422);
    post("unmute", Map.of("until", "2026-03-08T00:00:00Z", "reason", "It took them back."))
        .statusCode(200)
        .body("until", equalTo("2026-03-08T00:00:00Z"))
        .body("unmutedBy", equalTo("abuse-analyst"));
    post("unmute", Map.of("reason", "Again.")).statusCode(409);
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", hasItems("feed.muted", "feed.unmuted"));
    As.role(Role.AUDITOR)
        .get("/v1/events?limit=1000")
        .then()
        .body("items.type", hasItems("feed.muted", "feed.unmuted"));
  }

  @Test
  void takesWhatAMutedFeedSaysOutOfIncidentsAndBringsItBack() {
    Operate.csv("beta", "beta");
    Operate.rows(
        "alpha-one",
        "before.org,2026-03-04T00:00:00Z,,",
        "both.org,2026-03-06T00:00:00Z,,",
        "alone.org,2026-03-07T00:00:00Z,,");
    Operate.rows("beta", "both.org,2026-03-06T10:00:00Z,,");
    families("both.org", "alpha", "beta");
    post("mute", Map.of("from", "2026-03-05T00:00:00Z", "reason", "Wrong.")).statusCode(200);
    families("before.org", "alpha");
    families("both.org", "beta");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=alone.org")
        .then()
        .body("items.findAll { it.state != 'VOID' }", empty());
    // What comes while it is muted counts no more than what came before.
    Operate.rows("alpha-one", "late.org,2026-03-09T00:00:00Z,,", "both.org,2026-03-09T00:00:00Z,,");
    families("both.org", "beta");
    post("unmute", Map.of("until", "2026-03-05T00:00:00Z", "reason", "It was right."))
        .statusCode(200);
    families("both.org", "alpha", "beta");
    families("alone.org", "alpha");
    families("late.org", "alpha");
  }

  private static void families(String name, String... families) {
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=" + name)
        .then()
        .body("items", hasSize(1))
        .body("items[0].families", equalTo(java.util.List.of(families)));
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody().get("/v1/feeds/alpha-one/trust").then().statusCode(401);
    As.role(Role.REGISTRAR_ABUSE).get("/v1/feeds/alpha-one/trust").then().statusCode(403);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(Map.of("reason", "x"))
        .post("/v1/feeds/alpha-one/mute")
        .then()
        .statusCode(403);
    As.role(Role.AUDITOR).get("/v1/feeds/none/trust").then().statusCode(404);
    As.role(Role.AUDITOR).get("/v1/feeds/alpha-one/trust?from=soon").then().statusCode(400);
    As.role(Role.AUDITOR)
        .get("/v1/feeds/alpha-one/trust?from=2026-03-02&to=2026-03-01")
        .then()
        .statusCode(422);
    post("mute", Map.of("from", "2026-03-11T00:00:00Z", "reason", "x")).statusCode(422);
    post("mute", Map.of("reason", "")).statusCode(422);
    As.role(Role.AUDITOR).get("/v1/feeds/alpha-one/trust").then().body("mutes", empty());
  }
}
