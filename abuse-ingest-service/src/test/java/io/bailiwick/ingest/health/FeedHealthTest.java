package io.bailiwick.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class FeedHealthTest {

  @Inject HealthComputing computing;
  @Inject Sql sql;
  @Inject MeterRegistry meters;

  @BeforeEach
  void begin() {
    Slate.clean();
    at("2026-03-01T09:00:00Z");
    Operate.csv("one", "family");
  }

  private static void at(String time) {
    TestClock.set(Instant.parse(time));
  }

  private void computedAt(String time) {
    at(time);
    computing.compute();
  }

  private static void expect(String every, boolean wholeList) {
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(Map.of("every", every, "wholeList", wholeList))
        .put("/v1/feeds/one/expectation")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse days(String from, String to) {
    return As.role(Role.AUDITOR)
        .get("/v1/feed-health?feed=one&from=" + from + "&to=" + to)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse epochs(String query) {
    return As.role(Role.AUDITOR).get("/v1/feed-epochs?" + query).then().statusCode(200);
  }

  /** A payload of the feed with so many new listings, as the intake would have kept it. */
  private void received(String at, long accepted) {
    sql.update(
        """
        INSERT INTO payload (id, feed_id, sha256, bytes, received_at, received_by, suffix_list, rows_read, rows_accepted,
                             rows_duplicate, rows_rejected, rejected_by_reason, platform_rows, platform_domains, distinct_domains,
                             incidents_opened, incidents_touched, unattributed)
        SELECT ?::uuid, id, md5(?) || md5('x'), 1, ?, 'data-operator', 'x', ?::bigint, ?::bigint, 0, 0, '{}', 0, '[]', 0, 0, 0, 0
        FROM feed WHERE name = 'one'
        """,
        Ids.next(),
        at,
        Instant.parse(at),
        accepted,
        accepted);
  }

  @Test
  void addsUpADayWithItsRowsAndItsLag() {
    expect("PT24H", false);
    Operate.rows(
        "one", "http://a.example.org/,2026-03-01T06:00:00Z,,", "192.0.2.1,,,", "bad host!,,,");
    at("2026-03-01T20:00:00Z");
    // The same bytes again are a sign of life.
    Operate.send(
            "one",
            "value,time,tags,hacked\nhttp://a.example.org/,2026-03-01T06:00:00Z,,\n192.0.2.1,,,\nbad host!,,,\n")
        .statusCode(200);
    computedAt("2026-03-02T03:00:00Z");
    // Gauges show what the run before computed.
    computing.compute();
    days("2026-03-01", "2026-03-01")
        .body("items", hasSize(1))
        .body("items[0].status", equalTo("HEALTHY"))
        .body("items[0].reasons", empty())
        .body("items[0].fetchesGood", equalTo(2))
        .body("items[0].rowsRead", equalTo(3))
        .body("items[0].rowsAccepted", equalTo(1))
        .body("items[0].rowsRejected", equalTo(2))
        .body("items[0].rowsFaulty", equalTo(1))
        .body("items[0].rejectRate", equalTo(2.0f / 3))
        .body("items[0].newestSourceAt", equalTo("2026-03-01T06:00:00Z"))
        // From six in the morning to midnight.
        .body("items[0].lagSeconds", equalTo(18 * 3600))
        .body("items[0].levelZ", nullValue())
        .body("items[0].complete", equalTo(true));
    As.role(Role.SERVICE)
        .accept("application/x-ndjson")
        .get("/v1/feed-health?feed=one")
        .then()
        .statusCode(200)
        .body(containsString("2026-03-02"));
    assertThat(meters.get("bailiwick.feed.lag").tags("feed", "one").gauge().value()).isPositive();
    // What is settled is not computed again, and the day after is.
    days("2026-03-02", "2026-03-02").body("items[0].complete", equalTo(false));
    assertThat(
            sql.number(
                "SELECT count(*) FROM feed_day WHERE day = '2026-03-01' AND computed_at < ?",
                Instant.parse("2026-03-02T03:01:00Z")))
        .isEqualTo(1);
    computedAt("2026-03-02T09:00:00Z");
    assertThat(
            sql.number(
                "SELECT count(*) FROM feed_day WHERE day = '2026-03-01' AND computed_at > ?",
                Instant.parse("2026-03-02T03:01:00Z")))
        .isZero();
  }

  @Test
  void opensAnEpochAfterThreeSilentDaysAndOnlyOne() {
    expect("PT6H", false);
    at("2026-03-01T08:30:00Z");
    Operate.rows("one", "http://a.example.org/,,,");
    // 18 hours are tolerated: silent since 8:30 of the first, so bad from 2:30 of the second.
    computedAt("2026-03-03T03:00:00Z");
    days("2026-03-01", "2026-03-02")
        .body("items.status", equalTo(java.util.List.of("HEALTHY", "UNHEALTHY")))
        .body("items[1].reasons[0].reason", equalTo("NO_GOOD_FETCH"))
        .body(
            "items[1].reasons[0].sentence",
            equalTo("No good fetch for 39 hours; 18 hours are tolerated."));
    epochs("open=true").body("items", empty());
    computedAt("2026-03-06T03:00:00Z");
    epochs("open=true&feed=one")
        .body("items", hasSize(1))
        .body("items[0].from", equalTo("2026-03-02"))
        .body("items[0].cause", equalTo("UNHEALTHY_STREAK"))
        .body("items[0].openedBy", equalTo("bailiwick"));
    computedAt("2026-03-09T03:00:00Z");
    epochs("limit=10").body("items", hasSize(1));
    As.role(Role.AUDITOR)
        .get("/v1/events?limit=1000")
        .then()
        .body("items.type", hasItem("feed-epoch.opened"));
  }

  @Test
  void seesALevelShiftAndLearnsFromThePersonWhatItWas() {
    // The series of the method, section 7, from 1 March on; then three days of 140.
    long[] series = {
      100, 104, 98, 101, 97, 103, 99, 102, 100, 96, 105, 101, 98, 100, 104, 140, 140, 140
    };
    LocalDate day = LocalDate.of(2026, 3, 1);
    for (long level : series) {
      received(day + "T10:00:00Z", level);
      day = day.plusDays(1);
    }
    computedAt("2026-03-19T03:00:00Z");
    days("2026-03-15", "2026-03-16")
        .body("items[0].levelZ", equalTo(1.3489815f))
        // 15 days before it now, with the 104 of the 15th: median 100, MAD 2 still.
        .body("items[1].levelZ", equalTo(13.489815f))
        .body("items[1].status", equalTo("HEALTHY"));
    days("2026-03-18", "2026-03-18")
        .body("items[0].status", equalTo("UNHEALTHY"))
        .body("items[0].reasons[0].reason", equalTo("LEVEL_SHIFT"));
    String epoch =
        epochs("open=true")
            .body("items", hasSize(1))
            .body("items[0].cause", equalTo("LEVEL_SHIFT"))
            .body("items[0].from", equalTo("2026-03-16"))
            .extract()
            .path("items[0].id");
    // An open epoch's days are no measure: the next day of 140 is still far away.
    received("2026-03-19T10:00:00Z", 140);
    computedAt("2026-03-20T03:00:00Z");
    days("2026-03-19", "2026-03-19").body("items[0].levelZ", equalTo(13.489815f));

    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("verdict", "NEW_LEVEL", "until", "2026-03-19", "reason", "It now lists more."))
        .post("/v1/feed-epochs/" + epoch + "/closure")
        .then()
        .statusCode(200)
        .body("until", equalTo("2026-03-19"))
        .body("closedBy", equalTo("abuse-analyst"));
    received("2026-03-20T10:00:00Z", 140);
    computedAt("2026-03-21T03:00:00Z");
    // Four days at the new level say nothing yet, and the old ones are no measure any more.
    days("2026-03-20", "2026-03-20")
        .body("items[0].levelZ", nullValue())
        .body("items[0].status", equalTo("HEALTHY"));
    epochs("open=true").body("items", empty());
  }

  @Test
  void suspectsAListThatHasShrunk() {
    expect("PT24H", true);
    received("2026-03-01T10:00:00Z", 1000);
    received("2026-03-02T10:00:00Z", 1010);
    received("2026-03-03T10:00:00Z", 990);
    received("2026-03-04T10:00:00Z", 400);
    computedAt("2026-03-05T03:00:00Z");
    days("2026-03-03", "2026-03-04")
        .body("items[0].status", equalTo("HEALTHY"))
        .body("items[1].reasons[0].reason", equalTo("SHRUNKEN"))
        .body(
            "items[1].reasons[0].sentence",
            equalTo(
                "A list had 40 % of the rows that lists before it had; at least 50 % are usual."));
  }

  @Test
  void countsFailedFetchesOfAPulledFeed() {
    UUID feed = sql.first("SELECT id FROM feed", row -> row.id("id")).orElseThrow();
    sql.update(
        """
        INSERT INTO feed_pull (feed_id, url, connector, every_seconds, enabled, version, changed_at, changed_by, next_at)
        VALUES (?, 'https://feeds.test/', 'PLAIN', 3600, true, 1, ?, 'dana', ?)
        """,
        feed,
        Instant.parse("2026-03-01T00:00:00Z"),
        Instant.parse("2026-03-01T00:00:00Z"));
    for (int hour = 0; hour < 24; hour++) {
      Instant at = LocalDate.of(2026, 3, 1).atTime(hour, 0).toInstant(ZoneOffset.UTC);
      boolean failed = hour >= 10 && hour < 13;
      sql.update(
          "INSERT INTO pull_fetch (id, feed_id, started_at, ended_at, outcome, reason) VALUES (?, ?, ?, ?, ?, ?)",
          Ids.next(),
          feed,
          at,
          at,
          failed ? "FAILED" : "UNCHANGED",
          failed ? "TRUNCATED" : null);
    }
    computedAt("2026-03-02T03:00:00Z");
    days("2026-03-01", "2026-03-01")
        .body("items[0].fetchesGood", equalTo(21))
        .body("items[0].fetchesFailed", equalTo(3))
        // 3 of 24 is more than 10 %; four hours without a good one are less than six.
        .body("items[0].reasons.reason", equalTo(java.util.List.of("TRUNCATED")));
  }

  @Test
  void answersScoringWithAMonth() {
    for (int day = 1; day <= 20; day++) {
      received(LocalDate.of(2026, 3, day) + "T10:00:00Z", 100);
    }
    computedAt("2026-04-02T03:00:00Z");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("feed", "one", "from", "2026-03-30", "reason", "The source moves."))
        .post("/v1/feed-epochs")
        .then()
        .statusCode(201);
    Operate.list("never-heard-of");
    As.role(Role.SERVICE)
        .get("/v1/feed-health/months/2026-03")
        .then()
        .statusCode(200)
        .body("month", equalTo("2026-03"))
        .body("days", equalTo(31))
        .body("feeds", hasSize(1))
        .body("feeds[0].feed", equalTo("one"))
        .body("feeds[0].family", equalTo("family"))
        .body("feeds[0].healthyDays", equalTo(20))
        .body("feeds[0].unhealthyDays", equalTo(0))
        .body("feeds[0].notJudgedDays", equalTo(11))
        .body("feeds[0].completeDays", equalTo(31))
        .body("feeds[0].muted", equalTo(false))
        .body("feeds[0].epochs", hasSize(1))
        .body("feeds[0].epochs[0].cause", equalTo("REVIEW"));
    As.role(Role.SERVICE)
        .get("/v1/feed-health/months/2026-02")
        .then()
        .statusCode(200)
        .body("feeds", empty());
    As.role(Role.SERVICE).get("/v1/feed-health/months/march").then().statusCode(400);
  }

  @Test
  void isExpectedAsAPersonSays() {
    As.role(Role.AUDITOR).get("/v1/feeds/one/expectation").then().statusCode(404);
    expect("PT24H", true);
    As.role(Role.AUDITOR)
        .get("/v1/feeds/one/expectation")
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("every", equalTo("PT24H"))
        .body("wholeList", equalTo(true));
    var change = Map.of("every", "P2D", "wholeList", false);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(change)
        .put("/v1/feeds/one/expectation")
        .then()
        .statusCode(412);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .header("If-Match", "\"1\"")
        .body(change)
        .put("/v1/feeds/one/expectation")
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("every", equalTo("PT48H"));
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .header("If-Match", "\"2\"")
        .body(Map.of("every", "daily", "wholeList", false))
        .put("/v1/feeds/one/expectation")
        .then()
        .statusCode(422);
  }

  @Test
  void opensAndClosesEpochsForPersonsWhoMay() {
    Map<String, String> epoch = Map.of("feed", "one", "from", "2026-03-01", "reason", "Why.");
    As.nobody().get("/v1/feed-epochs").then().statusCode(401);
    As.nobody().get("/v1/feed-health").then().statusCode(401);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(epoch)
        .post("/v1/feed-epochs")
        .then()
        .statusCode(403);
    var analyst = As.role(Role.ABUSE_ANALYST).contentType("application/json");
    analyst
        .body(Map.of("feed", "none", "from", "2026-03-01", "reason", "Why."))
        .post("/v1/feed-epochs")
        .then()
        .statusCode(404);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("feed", "one", "from", "2026-03-02", "reason", "Why."))
        .post("/v1/feed-epochs")
        .then()
        .statusCode(422);
    String location =
        As.role(Role.ABUSE_ANALYST)
            .contentType("application/json")
            .body(epoch)
            .post("/v1/feed-epochs")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(epoch)
        .post("/v1/feed-epochs")
        .then()
        .statusCode(409);
    As.role(Role.AUDITOR).get(location).then().statusCode(200).body("until", nullValue());
    Map<String, String> closure = Map.of("verdict", "BACK_TO_NORMAL", "reason", "Repaired.");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("verdict", "BACK_TO_NORMAL", "until", "2026-02-28", "reason", "x"))
        .post(location + "/closure")
        .then()
        .statusCode(422);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(closure)
        .post(location + "/closure")
        .then()
        .statusCode(200)
        .body("until", equalTo("2026-03-01"));
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(closure)
        .post(location + "/closure")
        .then()
        .statusCode(409);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(closure)
        .post("/v1/feed-epochs/" + Ids.next() + "/closure")
        .then()
        .statusCode(404);
    As.role(Role.AUDITOR).get("/v1/feed-health?from=yesterday").then().statusCode(400);
    As.role(Role.AUDITOR)
        .get("/v1/feed-epochs?open=false")
        .then()
        .body("items.verdict", everyItem(equalTo("BACK_TO_NORMAL")));
  }
}
