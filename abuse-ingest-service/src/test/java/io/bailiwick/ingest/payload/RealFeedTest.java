package io.bailiwick.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.SharedData;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Two years of real reports under .org, more than half of them of one dynamic-DNS platform. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class RealFeedTest {
  private static final Logger LOG = Logger.getLogger(RealFeedTest.class);
  private static final String[] MALWARE = {
    "#malware", "#njrat", "#cobaltstrike", "#agenttesla", "#remcos", "#gootloader", "#redline",
    "#qakbot", "#emotet", "#maldoc", "#socgholish", "#guloader", "#ursnif", "#lazarus",
    "#asyncrat", "#ransomware", "#raccoon", "#lokibot", "#formbook", "#icedid", "#hancitor",
    "#log4j", "#log4shell", "#trickbot", "#squirrelwaffle", "#follina"
  };

  @Test
  void everyRowOfARealFileIsAccountedForOnce() throws IOException {
    Path file = SharedData.file("feeds/tweetfeed-org-2021-2023.csv.xz");
    Slate.clean();
    TestClock.set(Instant.parse("2026-11-21T00:00:00Z"));
    Map<String, String> threats = new HashMap<>();
    for (String word : MALWARE) {
      threats.put(word, "MALWARE");
    }
    threats.put("#phishing", "PHISHING");
    threats.put("#scam", "PHISHING");
    Operate.feed(
            Map.of(
                "name",
                "tweetfeed",
                "format",
                "GENERIC_CSV",
                "threats",
                threats,
                "columns",
                Map.of("value", "value", "time", "first_seen_utc", "type", "type", "tags", "tags")))
        .statusCode(201);
    byte[] bytes = Files.readAllBytes(file);
    long start = System.nanoTime();
    Response first = send(bytes);
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    JsonPath answer = first.then().statusCode(201).extract().jsonPath();
    LOG.infof("%d ms: %s", milliseconds, first.asString());
    assertThat(answer.getLong("rows.read")).isEqualTo(24_645);
    assertThat(answer.getLong("rows.read"))
        .isEqualTo(
            answer.getLong("rows.accepted")
                + answer.getLong("rows.duplicates")
                + answer.getLong("rows.rejected"));
    assertThat(
            answer.<String, Integer>getMap("rows.rejectedByReason").values().stream()
                .mapToLong(Integer::longValue)
                .sum())
        .isEqualTo(answer.getLong("rows.rejected"));
    assertThat(answer.getString("platformDomains[0].domain")).isEqualTo("duckdns.org");
    String before = incidents();
    send(bytes).then().statusCode(200).body("id", equalTo(answer.getString("id")));
    assertThat(incidents()).isEqualTo(before);
    assertThat(before.lines().count()).isEqualTo(answer.getLong("incidentsOpened"));
  }

  private static Response send(byte[] bytes) {
    return As.role(Role.DATA_OPERATOR)
        .contentType("application/x-xz")
        .body(bytes)
        .post("/v1/feeds/tweetfeed/payloads?historicalFrom=2021-08-01&historicalTo=2023-07-31");
  }

  private static String incidents() {
    return As.role(Role.ABUSE_ANALYST)
        .accept("application/x-ndjson")
        .get("/v1/incidents")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .strip();
  }
}
