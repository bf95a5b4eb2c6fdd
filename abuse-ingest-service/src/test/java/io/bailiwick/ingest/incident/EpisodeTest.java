package io.bailiwick.ingest.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
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
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class EpisodeTest {
  @Inject Incidents incidents;

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
  }

  private static ValidatableResponse list(String query) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/incidents" + query).then().statusCode(200);
  }

  private static String dump() {
    return As.role(Role.ABUSE_ANALYST).accept("text/csv").get("/v1/incidents").asString();
  }

  @Test
  void growingGivesWhatComputingFromEverythingGives() {
    Operate.feed(
            Map.of(
                "name",
                "list",
                "format",
                "LIST",
                "defaultThreat",
                "PHISHING",
                "delisting",
                Map.of("by", "BY_ABSENCE", "absences", 1, "largestDropPercent", 100)))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.full("F1", "2026-01-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    n0.org,N0-ORG,r1,r1,2025-12-01T00:00:00Z,2027-02-01T00:00:00Z,
                    n1.org,N1-ORG,r1,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    n2.org,N2-ORG,r2,r2,2025-06-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
    Random random = new Random(11);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Instant now = start;
    for (int step = 0; step < 24; step++) {
      now = now.plusSeconds(4 * 86_400L);
      TestClock.set(now);
      List<String> names = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        if (random.nextInt(3) == 0) {
          names.add("http://n" + n + ".org/");
        }
      }
      if (step % 2 == 0 && !names.isEmpty()) {
        Operate.send("list", "# " + step + "\n" + String.join("\n", names) + "\n").statusCode(201);
      } else {
        List<String> rows = new ArrayList<>();
        for (String name : names) {
          Instant at = now.minusSeconds(random.nextInt(80) * 86_400L);
          rows.add("%sx%d,%s,%s,".formatted(name, step, at, random.nextBoolean() ? "malware" : ""));
        }
        if (!rows.isEmpty()) {
          Operate.rows(random.nextBoolean() ? "alpha" : "beta", rows.toArray(String[]::new));
        }
      }
      String grown = dump();
      QuarkusTransaction.requiringNew()
          .run(() -> incidents.recompute("SELECT DISTINCT domain, threat FROM observation"));
      assertThat(dump()).as("after step " + step).isEqualTo(grown);
    }
    assertThat(dump().lines().count()).isGreaterThan(8);
  }

  @Test
  void namesOfOneBurstAreJudgedTogetherHoweverLateTheyComeIn() {
    StringBuilder domains = new StringBuilder();
    // Twenty names in ten minutes, a year before they are listed, and one an hour later.
    for (int i = 0; i < 20; i++) {
      domains.append(
          "b%d.org,B%d-ORG,r1,r1,2025-03-01T00:%02d:00Z,2027-03-01T00:00:00Z,\n"
              .formatted(i, i, i / 2));
    }
    domains.append("late.org,L-ORG,r1,r1,2025-03-01T01:00:00Z,2027-03-01T00:00:00Z,\n");
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\n")
                .domains(domains.toString()))
        .statusCode(201);
    for (int i = 0; i < 19; i++) {
      Operate.rows("alpha", "http://b%d.org/,2026-03-02 00:00:00,,".formatted(i));
    }
    Operate.rows("alpha", "http://late.org/,2026-03-02 00:00:00,,");
    list("?classification=MALICIOUS").body("items", hasSize(0));
    Operate.rows("beta", "http://b19.org/,2026-03-03 00:00:00,,");
    list("?classification=MALICIOUS&limit=100")
        .body("items", hasSize(20))
        .body("items[0].confidence", equalTo("MEDIUM"))
        .body("items[0].classificationReason", containsString("one of many names"));
    list("?name=late.org").body("items[0].classification", equalTo("UNKNOWN"));
  }

  @Test
  void aNameOnACautionListWaitsForAPersonAndAPlatformListExcuses() {
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body("{\"name\":\"Top\",\"version\":7,\"type\":\"hostname\",\"list\":[\"popular.org\"]}")
        .post("/v1/name-lists/CAUTION?name=top-sites")
        .then()
        .statusCode(201)
        .body("version", equalTo("7"))
        .body("entries", equalTo(1))
        .body("inForce", equalTo(true));
    As.role(Role.DATA_OPERATOR)
        .contentType("text/plain")
        .body("# ours\npages.example.org\n")
        .post("/v1/name-lists/PLATFORM?name=ours&version=1")
        .then()
        .statusCode(201);
    Operate.rows(
            "alpha",
            "http://www.popular.org/x,2026-03-02 00:00:00,,",
            "http://me.pages.example.org/,2026-03-02 00:00:00,,",
            "http://www.example.org/,2026-03-02 00:00:00,malware,")
        .body("judgement.nameLists.name", contains("ours", "top-sites"))
        .body("platformDomains[0].domain", equalTo("pages.example.org"));
    list("?name=popular.org")
        .body("items[0].classification", equalTo("UNKNOWN"))
        .body("items[0].classificationReason", containsString("top-sites"));
    list("?name=example.org&threat=PHISHING").body("items[0].classification", equalTo("PLATFORM"));
    list("?name=example.org&threat=MALWARE").body("items[0].classification", equalTo("UNKNOWN"));
    As.role(Role.DATA_OPERATOR).delete("/v1/name-lists/PLATFORM/ours").then().statusCode(204);
    Operate.rows("beta", "http://me.pages.example.org/2,2026-03-02 00:00:00,,")
        .body("platformRows", equalTo(0))
        .body("judgement.nameLists.name", contains("top-sites"));
    As.nobody().get("/v1/name-lists").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/name-lists").then().statusCode(403);
    As.role(Role.DATA_OPERATOR)
        .contentType("text/plain")
        .body("// not a list\n")
        .post("/v1/name-lists/PUBLIC_SUFFIX")
        .then()
        .statusCode(422);
  }

  @Test
  void aNewerSuffixListIsUsedFromThenOn() {
    Operate.rows("alpha", "http://me.newplatform.org/,2026-03-02 00:00:00,,")
        .body("platformRows", equalTo(0));
    As.role(Role.DATA_OPERATOR)
        .contentType("text/plain")
        .body(
            "// VERSION: test-2\n// ===BEGIN ICANN DOMAINS===\norg\ncom\n// ===END ICANN DOMAINS===\n"
                + "// ===BEGIN PRIVATE DOMAINS===\nnewplatform.org\n// ===END PRIVATE DOMAINS===\n")
        .post("/v1/name-lists/PUBLIC_SUFFIX")
        .then()
        .statusCode(201)
        .body("version", equalTo("test-2"));
    Operate.rows("beta", "http://me.newplatform.org/,2026-03-02 00:00:00,,")
        .body("platformRows", equalTo(1))
        .body("judgement.suffixList", equalTo("test-2"));
  }

  @Test
  void showsWhatEndedItOnTwoClocks() {
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\n")
                .domains(
                    """
                    held.org,H-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    live.org,L-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """)
                .statuses("held.org,ok,\nlive.org,ok,\n"))
        .statusCode(201);
    Operate.rows(
        "alpha",
        "http://held.org/,2026-03-02 00:00:00,,",
        "http://live.org/,2026-03-02 00:00:00,,");
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-04T00:00:00Z")
                .domains("held.org,H-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,\n")
                .statuses("held.org,clientHold,\n"))
        .statusCode(201);
    list("?name=live.org").body("items[0].mitigation", nullValue());
    String id =
        list("?name=held.org")
            .body("items[0].mitigation.action", equalTo("HOLD"))
            .body("items[0].mitigation.actor", equalTo("REGISTRAR"))
            // Nobody proved that the registrar was told: that clock is not known.
            .body("items[0].mitigation.hoursFromNotification", nullValue())
            .extract()
            .path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents/" + id)
        .then()
        .body("history.kind", hasItems("SEEN", "STATUS_SET"));
  }

  @Test
  void keepsTheBytesAndJudgesThemAgain() {
    String text =
        "value,time,tags,hacked\nhttp://a.org/,2026-03-02 00:00:00,,\nhttp://b.org/,2026-04-02 00:00:00,,\n";
    String id =
        Operate.send("alpha", text)
            .statusCode(201)
            .body("rows.rejectedByReason.FUTURE_TIME", equalTo(1))
            .extract()
            .path("id");
    assertThat(As.role(Role.ABUSE_ANALYST).get("/v1/payloads/" + id + "/content").asString())
        .isEqualTo(text);
    TestClock.set(Instant.parse("2026-04-03T00:00:00Z"));
    As.role(Role.DATA_OPERATOR)
        .post("/v1/payloads/" + id + "/replays")
        .then()
        .statusCode(201)
        .body("rows.read", equalTo(2))
        .body("rows.accepted", equalTo(1))
        .body("rows.known", equalTo(1))
        .body("rows.rejected", equalTo(0));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + id + "/rejections")
        .then()
        .body("items[0].acceptedLater", equalTo(true));
    // Never later than the fetch.
    list("?name=b.org").body("items[0].openedAt", containsString("2026-03-31T00:00"));
    As.role(Role.DATA_OPERATOR)
        .post("/v1/payloads/" + id + "/replays")
        .then()
        .statusCode(201)
        .body("rows.accepted", equalTo(0));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + id + "/replays")
        .then()
        .body("items", hasSize(2));
    As.role(Role.ABUSE_ANALYST).post("/v1/payloads/" + id + "/replays").then().statusCode(403);
    As.nobody().get("/v1/payloads/" + id + "/content").then().statusCode(401);
  }

  @Test
  void sendersOfTheSamePayloadAtOnceGetOneResult() throws InterruptedException {
    StringBuilder text = new StringBuilder("value,time,tags,hacked\n");
    for (int i = 0; i < 200; i++) {
      text.append("http://n%d.org/,2026-03-02 00:00:00,,\n".formatted(i));
    }
    List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      statuses.add(Operate.send("alpha", text.toString()).extract().statusCode())));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200);
    list("?limit=1000").body("items", hasSize(200)).body("items.observations.sum()", equalTo(200));
    As.role(Role.ABUSE_ANALYST).get("/v1/payloads").then().body("items", hasSize(1));
  }
}
