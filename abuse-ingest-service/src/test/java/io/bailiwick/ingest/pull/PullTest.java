package io.bailiwick.ingest.pull;

import static io.bailiwick.ingest.pull.Peer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class PullTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  @Inject PullWork work;
  @Inject PullRepository pulls;
  @Inject Sql sql;
  @Inject MeterRegistry meters;

  private Peer peer;
  private String feed = "one";

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(NOON);
    Operate.list("one");
    peer = new Peer();
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private static Map<String, Object> pull(String url) {
    return new HashMap<>(
        Map.of("url", url, "interval", "PT5M", "connector", "PLAIN", "enabled", true));
  }

  private static ValidatableResponse put(String feed, Map<String, ?> pull) {
    return As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(pull)
        .put("/v1/feeds/" + feed + "/pull")
        .then();
  }

  private void pulled(Connector connector, String path) {
    Map<String, Object> pull = pull(peer.url(path));
    pull.put("connector", connector);
    put(feed, pull).statusCode(201);
  }

  /** The feed that the test goes on with. */
  private void feed(String format) {
    feed = "of-" + format.toLowerCase(Locale.ROOT).replace('_', '-');
    Operate.feed(Map.of("name", feed, "format", format, "defaultThreat", "PHISHING"))
        .statusCode(201);
  }

  /** Names that came in, sorted. */
  private List<String> domains() {
    return sql.list(
        "SELECT DISTINCT domain FROM observation ORDER BY 1", row -> row.text("domain"));
  }

  private static String indicator(int number, String domain) {
    return """
        {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-00000000000%d",
         "created":"2026-03-09T08:00:00.000Z","modified":"2026-03-09T08:00:00.000Z","pattern_type":"stix",
         "pattern":"[domain-name:value = '%s']","valid_from":"2026-03-09T08:00:00Z"}"""
        .formatted(number, domain);
  }

  /** One round of the schedule; the newest fetch when nothing runs any more. */
  private JsonPath round() {
    work.look();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> sql.number("SELECT count(*) FROM feed_pull WHERE lease_fetch IS NOT NULL") == 0);
    return As.role(Role.AUDITOR)
        .get("/v1/feeds/" + feed + "/pulls?limit=1")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .setRootPath("items[0]");
  }

  private JsonPath round(Duration later) {
    TestClock.set(NOON.plus(later));
    return round();
  }

  private long fetches() {
    return sql.number("SELECT count(*) FROM pull_fetch");
  }

  @Test
  void takesWhatIsNewAndAsksOnlyForWhatChanged() {
    AtomicInteger edition = new AtomicInteger(1);
    peer.answers(
        exchange -> {
          String etag = "\"" + edition + "\"";
          if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            send(exchange, 304, Map.of("ETag", etag), "");
          } else {
            send(exchange, 200, Map.of("ETag", etag), "http://a" + edition + ".example.org/\n");
          }
        });
    pulled(Connector.PLAIN, "/list.txt");

    JsonPath first = round();
    assertThat(first.getString("outcome")).isEqualTo("NEW");
    assertThat(first.getInt("httpStatus")).isEqualTo(200);
    assertThat(first.getLong("bytes")).isEqualTo("http://a1.example.org/\n".length());
    assertThat(first.getString("requestedBy")).isNull();
    String payload = first.getString("payloads[0]");
    As.role(Role.AUDITOR)
        .get("/v1/payloads/" + payload)
        .then()
        .body("feed", equalTo("one"))
        .body("rows.accepted", equalTo(1));
    assertThat(sql.first("SELECT received_by FROM payload", row -> row.text("received_by")))
        .contains("schedule");
    assertThat(
            sql.first(
                "SELECT actor FROM audit_entry WHERE subject = ?",
                row -> row.text("actor"),
                "payload/" + payload))
        .contains("bailiwick");

    // Not due yet.
    round(Duration.ofMinutes(4));
    assertThat(fetches()).isEqualTo(1);

    JsonPath second = round(Duration.ofMinutes(6));
    assertThat(second.getString("outcome")).isEqualTo("UNCHANGED");
    assertThat(second.getInt("httpStatus")).isEqualTo(304);
    assertThat(second.getList("payloads")).isEmpty();

    edition.set(2);
    JsonPath third = round(Duration.ofMinutes(12));
    assertThat(third.getString("outcome")).isEqualTo("NEW");
    assertThat(sql.number("SELECT count(*) FROM payload")).isEqualTo(2);
  }

  @Test
  void callsTheSameBytesUnchangedWhereTheSourceDoesNotSaySo() {
    peer.answers(exchange -> send(exchange, 200, Map.of(), "http://a.example.org/\n"));
    pulled(Connector.PLAIN, "/");
    String payload = round().getString("payloads[0]");
    JsonPath again = round(Duration.ofMinutes(6));
    assertThat(again.getString("outcome")).isEqualTo("UNCHANGED");
    assertThat(again.getString("payloads[0]")).isEqualTo(payload);
  }

  @Test
  void failsWithTheReasonAndTriesAgainAtGrowingIntervalsUntilItRecovers() {
    AtomicInteger status = new AtomicInteger(500);
    peer.answers(
        exchange ->
            send(
                exchange,
                status.get(),
                Map.of(),
                status.get() == 200 ? "http://a.example.org/\n" : "stack trace"));
    pulled(Connector.PLAIN, "/");
    JsonPath failed = round();
    assertThat(failed.getString("outcome")).isEqualTo("FAILED");
    assertThat(failed.getString("reason")).isEqualTo("HTTP_STATUS");
    assertThat(failed.getInt("httpStatus")).isEqualTo(500);
    assertThat(failed.getString("message")).isEqualTo("The source answered 500.");
    // 5 minutes, then 10: not due at minute 14, due at 16.
    round(Duration.ofMinutes(6));
    assertThat(fetches()).isEqualTo(2);
    round(Duration.ofMinutes(14));
    assertThat(fetches()).isEqualTo(2);
    status.set(200);
    assertThat(round(Duration.ofMinutes(17)).getString("outcome")).isEqualTo("NEW");
    As.role(Role.AUDITOR).get("/v1/feeds/one/pull").then().body("failures", equalTo(0));
  }

  @Test
  void keepsNothingOfWhatIsNoFeed() {
    peer.answers(
        exchange -> send(exchange, 200, Map.of("ETag", "\"1\""), "<!DOCTYPE html><p>Sign in"));
    pulled(Connector.PLAIN, "/");
    JsonPath page = round();
    assertThat(page.getString("reason")).isEqualTo("NOT_DATA");
    assertThat(page.getString("message")).isEqualTo("The content is an HTML page, not a feed.");
    peer.answers(exchange -> send(exchange, 200, Map.of(), ""));
    assertThat(round(Duration.ofMinutes(6)).getString("reason")).isEqualTo("NOT_DATA");
    peer.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          exchange.getResponseBody().write("http://a.example.org/\n".getBytes(UTF_8));
          exchange.getResponseBody().flush();
        });
    assertThat(round(Duration.ofMinutes(20)).getString("reason")).isEqualTo("TRUNCATED");
    assertThat(sql.number("SELECT count(*) FROM payload")).isZero();
    assertThat(sql.number("SELECT count(*) FROM pull_mark")).isZero();
  }

  @Test
  void isPulledOnceHoweverManyReplicasLook() throws Exception {
    for (int i = 0; i < 5; i++) {
      Operate.list("list-" + i);
      put("list-" + i, pull(peer.url("/" + i))).statusCode(201);
    }
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> claimed =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      replicas.submit(
                          () -> {
                            go.await();
                            int count = 0;
                            while (pulls
                                .claimDue(Ids.next(), NOON.plusSeconds(5), Duration.ofMinutes(2))
                                .isPresent()) {
                              count++;
                            }
                            return count;
                          }))
              .toList();
      go.countDown();
      int sum = 0;
      for (Future<Integer> one : claimed) {
        sum += one.get();
      }
      assertThat(sum).isEqualTo(5);
    }
    assertThat(sql.number("SELECT count(DISTINCT feed_id) FROM pull_fetch")).isEqualTo(5);
    assertThat(fetches()).isEqualTo(5);
  }

  @Test
  void isTakenOverWhenTheReplicaThatWasAtItIsGone() {
    peer.answers(exchange -> send(exchange, 200, Map.of(), "http://a.example.org/\n"));
    pulled(Connector.PLAIN, "/");
    UUID lost = Ids.next();
    var claim = pulls.claimDue(lost, NOON.plusSeconds(1), Duration.ofMinutes(2)).orElseThrow();
    work.look();
    assertThat(fetches()).isEqualTo(1);
    // Its lease runs out.
    sql.update("UPDATE feed_pull SET lease_until = now() - interval '1 second'");
    assertThat(round().getString("outcome")).isEqualTo("NEW");
    As.role(Role.AUDITOR)
        .get("/v1/feeds/one/pulls/" + lost)
        .then()
        .body("outcome", equalTo("FAILED"))
        .body("reason", equalTo("ABANDONED"));
    // Should it come back after all, it changes nothing.
    pulls.end(
        claim,
        NOON,
        new PullRepository.End(
            FetchOutcome.NEW, null, 200, 1, List.of(), "", 0, NOON.plus(Duration.ofDays(9))));
    As.role(Role.AUDITOR)
        .get("/v1/feeds/one/pulls/" + lost)
        .then()
        .body("outcome", equalTo("FAILED"));
    assertThat(
            sql.number(
                "SELECT count(*) FROM feed_pull WHERE next_at > ?", NOON.plus(Duration.ofDays(1))))
        .isZero();
  }

  @Test
  void isFetchedAtOnceForAPerson() {
    CountDownLatch held = new CountDownLatch(1);
    peer.answers(
        exchange -> {
          held.await();
          send(exchange, 200, Map.of(), "http://a.example.org/\n");
        });
    Map<String, Object> off = pull(peer.url("/"));
    off.put("enabled", false);
    put("one", off).statusCode(201);
    work.look();
    assertThat(fetches()).isZero();
    String location =
        As.role(Role.DATA_OPERATOR)
            .post("/v1/feeds/one/pull/run")
            .then()
            .statusCode(202)
            .body("requestedBy", equalTo("data-operator"))
            .body("outcome", nullValue())
            .extract()
            .header("Location");
    As.role(Role.DATA_OPERATOR)
        .post("/v1/feeds/one/pull/run")
        .then()
        .statusCode(409)
        .body("nextSteps", hasSize(1));
    held.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> As.role(Role.AUDITOR).get(location).then().body("outcome", equalTo("NEW")));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", hasItem("feed.pull-requested"));
  }

  @Test
  void isSetReadReplacedAndRemoved() {
    put("one", pull(peer.url("/a")))
        .statusCode(201)
        .header("ETag", "\"1\"")
        .header("Location", containsString("/v1/feeds/one/pull"))
        .body("interval", equalTo("PT5M"))
        .body("nextAt", notNullValue());
    put("one", pull(peer.url("/b"))).statusCode(412);
    var change = As.role(Role.DATA_OPERATOR).contentType("application/json");
    change
        .header("If-Match", "\"7\"")
        .body(pull(peer.url("/b")))
        .put("/v1/feeds/one/pull")
        .then()
        .statusCode(412);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .header("If-Match", "\"1\"")
        .body(pull(peer.url("/b")))
        .put("/v1/feeds/one/pull")
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("url", equalTo(peer.url("/b")));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/feeds/one/pull")
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"");
    As.role(Role.DATA_OPERATOR).delete("/v1/feeds/one/pull").then().statusCode(412);
    As.role(Role.DATA_OPERATOR)
        .header("If-Match", "\"2\"")
        .delete("/v1/feeds/one/pull")
        .then()
        .statusCode(204);
    As.role(Role.ABUSE_ANALYST).get("/v1/feeds/one/pull").then().statusCode(404);
  }

  @Test
  void isRefusedWithoutPermissionOrSense() {
    As.nobody().get("/v1/feeds/one/pull").then().statusCode(401);
    As.role(Role.ABUSE_ANALYST).post("/v1/feeds/one/pull/run").then().statusCode(403);
    As.role(Role.REGISTRAR_ABUSE).get("/v1/feeds/one/pulls").then().statusCode(403);
    As.role(Role.DATA_OPERATOR).post("/v1/feeds/none/pull/run").then().statusCode(404);
    As.role(Role.DATA_OPERATOR).post("/v1/feeds/one/pull/run").then().statusCode(404);
    put("none", pull(peer.url("/"))).statusCode(404);
    for (String url : List.of("https://169.254.169.254/", "https://evil.test/", "file:///x")) {
      put("one", pull(url)).statusCode(422).body("violations[0].field", equalTo("url"));
    }
    for (String interval : List.of("PT59S", "P32D", "5 minutes", "PT9999999999999999H")) {
      Map<String, Object> wrong = pull(peer.url("/"));
      wrong.put("interval", interval);
      put("one", wrong).statusCode(422).body("violations[0].field", equalTo("interval"));
    }
    Operate.feed(
            Map.of(
                "name",
                "whole",
                "format",
                "LIST",
                "defaultThreat",
                "PHISHING",
                "delisting",
                Map.of("by", "BY_ABSENCE")))
        .statusCode(201);
    Map<String, Object> pages = pull(peer.url("/"));
    pages.put("connector", "TAXII");
    put("whole", pages).statusCode(422).body("violations[0].field", equalTo("connector"));
    Map<String, Object> unknown = pull(peer.url("/"));
    unknown.put("credential", Map.of("name", "quarkus", "header", "Auth-Key"));
    put("one", unknown).statusCode(422).body("violations[0].field", equalTo("credential.name"));
    unknown.put("credential", Map.of("name", "testkey", "header", "Host"));
    put("one", unknown).statusCode(422).body("violations[0].field", equalTo("credential.header"));
  }

  @Test
  void refusesToStartWithLoopbackAllowedOutsideDevelopmentAndTest() {
    assertThatThrownBy(() -> PullWork.check(true, List.of("prod")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bailiwick.pull.allow-loopback");
    PullWork.check(false, List.of("prod"));
    PullWork.check(true, List.of("development"));
  }

  @Test
  void sendsTheSecretThatItKnowsByNameOnlyAndShowsItToNobody() {
    peer.answers(
        exchange ->
            send(
                exchange,
                "the-secret".equals(exchange.getRequestHeaders().getFirst("Auth-Key")) ? 200 : 403,
                Map.of(),
                "http://a.example.org/\n"));
    Map<String, Object> pull = pull(peer.url("/"));
    pull.put("credential", Map.of("name", "testkey", "header", "Auth-Key"));
    put("one", pull).statusCode(201).body(not(containsString("the-secret")));
    assertThat(round().getString("outcome")).isEqualTo("NEW");
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body(not(containsString("the-secret")));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/feeds/one/pulls")
        .then()
        .statusCode(200)
        .body(containsString("NEW"))
        .body(not(containsString("the-secret")));
    var counter =
        meters
            .get("bailiwick.pull.fetches")
            .tags("feed", "one", "outcome", "NEW", "reason", "")
            .counter();
    assertThat(counter.count()).isPositive();
    assertThat(counter.getId().toString()).doesNotContain("testkey").doesNotContain("the-secret");
  }

  @Test
  void walksATaxiiCollectionPageByPageAndGoesOnWhereItStopped() {
    // TAXII 2.1, section 5.4: more, next, and the time at which the last object was added.
    peer.answers(
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getRawQuery());
          assertThat(exchange.getRequestHeaders().getFirst("Accept"))
              .isEqualTo("application/taxii+json;version=2.1");
          Map<String, String> added =
              Map.of("X-TAXII-Date-Added-Last", "2026-03-10T11:00:00.123456Z");
          if (query.contains("added_after")) {
            send(exchange, 200, Map.of(), "{}");
          } else if (query.contains("next=two%2F2")) {
            send(
                exchange,
                200,
                added,
                "{\"more\":false,\"objects\":[" + indicator(2, "b.org") + "]}");
          } else {
            send(
                exchange,
                200,
                Map.of("X-TAXII-Date-Added-Last", "2026-03-10T10:00:00.000000Z"),
                "{\"more\":true,\"next\":\"two/2\",\"objects\":[" + indicator(1, "a.org") + "]}");
          }
        });
    feed("STIX");
    pulled(
        Connector.TAXII,
        "/api/collections/c/objects/?match[type]=indicator"
            .replace("[", "%5B")
            .replace("]", "%5D"));
    JsonPath first = round();
    assertThat(first.getString("outcome")).isEqualTo("NEW");
    assertThat(first.getList("payloads")).hasSize(2);
    assertThat(domains()).containsExactly("a.org", "b.org");
    JsonPath second = round(Duration.ofMinutes(6));
    assertThat(second.getString("outcome")).isEqualTo("UNCHANGED");
    String path = "/api/collections/c/objects/?match%5Btype%5D=indicator";
    assertThat(peer.seen())
        .containsExactly(
            path, path + "&next=two%2F2", path + "&added_after=2026-03-10T11%3A00%3A00.123456Z");
  }

  @Test
  void fetchesTheEventsOfAMispFeedThatAreNewOrChanged() {
    String a = "5a3b0c6e-1111-4000-8000-000000000001";
    String b = "5a3b0c6e-2222-4000-8000-000000000002";
    String gone = "5a3b0c6e-3333-4000-8000-000000000003";
    Map<String, String> editions = new HashMap<>(Map.of(a, "1770000200", b, "1770000100"));
    peer.answers(
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/feed/manifest.json")) {
            StringBuilder manifest = new StringBuilder("{");
            editions.forEach(
                (uuid, edition) ->
                    manifest
                        .append(manifest.length() > 1 ? "," : "")
                        .append(
                            "\"%s\":{\"info\":\"x\",\"timestamp\":\"%s\"}"
                                .formatted(uuid, edition)));
            send(exchange, 200, Map.of(), manifest.append("}").toString());
          } else if (path.contains(gone)) {
            send(exchange, 404, Map.of(), "");
          } else {
            String uuid = path.substring("/feed/".length(), path.length() - ".json".length());
            send(
                exchange,
                200,
                Map.of(),
                """
                {"Event":{"uuid":"%s","timestamp":"%s","Attribute":[{"type":"domain","value":"e%s.org",
                 "category":"Network activity","to_ids":true,"timestamp":"1773050000"}]}}"""
                    .formatted(uuid, editions.get(uuid), uuid.charAt(uuid.length() - 1)));
          }
        });
    feed("MISP");
    pulled(Connector.MISP, "/feed/");
    assertThat(round().getList("payloads")).hasSize(2);
    assertThat(domains()).containsExactly("e1.org", "e2.org");
    assertThat(peer.seen())
        .containsExactly("/feed/manifest.json", "/feed/" + b + ".json", "/feed/" + a + ".json");
    assertThat(round(Duration.ofMinutes(6)).getString("outcome")).isEqualTo("UNCHANGED");
    editions.put(b, "1770000300");
    editions.put(gone, "1770000250");
    peer.seen().clear();
    JsonPath third = round(Duration.ofMinutes(12));
    assertThat(third.getString("outcome")).isEqualTo("NEW");
    assertThat(third.getString("message")).contains(gone);
    assertThat(peer.seen())
        .containsExactly("/feed/manifest.json", "/feed/" + gone + ".json", "/feed/" + b + ".json");
  }

  @Test
  void followsThePagesOfEcxAndAsksFromThereNextTime() {
    peer.answers(
        exchange -> {
          String uri = exchange.getRequestURI().toString();
          if (uri.contains("page=2")) {
            send(
                exchange,
                200,
                Map.of(),
                "{\"_embedded\":{\"phish\":[{\"id\":2,\"url\":\"http://b.org/\",\"date_discovered\":1773050000}]},"
                    + "\"_links\":{\"self\":{\"href\":\"x\"}}}");
          } else {
            send(
                exchange,
                200,
                Map.of(),
                "{\"_embedded\":{\"phish\":[{\"id\":1,\"url\":\"http://a.org/\",\"date_discovered\":1773050000}]},"
                    + "\"_links\":{\"next\":{\"href\":\"%s\"}}}".formatted(uri + "&page=2"));
          }
        });
    feed("APWG_JSON");
    pulled(Connector.ECX, "/phish?dd_date_start={since}");
    assertThat(round().getList("payloads")).hasSize(2);
    assertThat(domains()).containsExactly("a.org", "b.org");
    // 90 days before noon of 10 March 2026 is noon of 10 December 2025, plus the time the test
    // takes.
    assertThat(peer.seen().getFirst()).startsWith("/phish?dd_date_start=17653680");
    assertThat(peer.seen().get(1)).endsWith("&page=2");
    peer.seen().clear();
    round(Duration.ofMinutes(6));
    // An hour before the first fetch: 11:00 of 10 March 2026.
    assertThat(peer.seen().getFirst()).startsWith("/phish?dd_date_start=17731404");
  }

  @Test
  void doesNotWalkInCirclesNorTakeWhatIsNoPage() {
    peer.answers(
        exchange ->
            send(
                exchange,
                200,
                Map.of(),
                "{\"_embedded\":{\"phish\":[]},\"_links\":{\"next\":{\"href\":\"/phish\"}}}"));
    pulled(Connector.ECX, "/phish");
    assertThat(round().getString("reason")).isEqualTo("MALFORMED_PAGE");
    assertThat(peer.seen()).hasSize(1);
    peer.answers(exchange -> send(exchange, 200, Map.of(), "<html>"));
    assertThat(round(Duration.ofMinutes(6)).getString("reason")).isEqualTo("MALFORMED_PAGE");
    peer.answers(exchange -> send(exchange, 200, Map.of(), "{\"total_items\":0}"));
    assertThat(round(Duration.ofMinutes(20)).getString("outcome")).isEqualTo("UNCHANGED");
    assertThat(sql.number("SELECT count(*) FROM payload")).isZero();
  }
}
