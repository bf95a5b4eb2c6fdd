package io.bailiwick.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ChangesTest {

  @BeforeEach
  void march() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.csv("beta", "beta");
  }

  private static void registry() {
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    young.org,Y-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    other.org,O-ORG,r2,r2,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
  }

  private static ValidatableResponse changes(String query) {
    return As.role(Role.SERVICE).get("/v1/incident-changes" + query).then().statusCode(200);
  }

  private static ValidatableResponse tallies(String query) {
    return As.role(Role.SERVICE).get("/v1/tally-changes" + query).then().statusCode(200);
  }

  /** Where a reader stands after having read all that there is. */
  private static String end(ValidatableResponse page) {
    return "?after=" + page.extract().path("items[-1].cursor");
  }

  private static void classify(String id, String classification) {
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", classification, "reason", "Seen"))
        .post("/v1/incidents/" + id + "/classification")
        .then()
        .statusCode(200);
  }

  @Test
  void tellEachChangeWithItsCauseAndWhatItTouches() {
    Operate.rows("alpha", "http://young.org/,2026-03-02 00:00:00,,");
    String id = As.role(Role.SERVICE).get("/v1/incidents?name=young.org").path("items[0].id");
    ValidatableResponse opened =
        changes("")
            .body("items", hasSize(1))
            .body("items[0].incidentId", equalTo(id))
            .body("items[0].cause", equalTo("OBSERVATIONS"))
            .body("items[0].monthBefore", nullValue())
            .body("items[0].monthAfter", equalTo("2026-03"))
            .body("items[0].registrarAfter", nullValue())
            .body("items[0].tallied", equalTo(true));
    assertThat(Instant.parse(opened.extract().path("items[0].at")))
        .isBetween(Instant.parse("2026-03-31T00:00:00Z"), Instant.parse("2026-03-31T00:05:00Z"));
    registry();
    ValidatableResponse bound =
        changes(end(opened))
            .body("items.cause", contains("REGISTRATION"))
            .body("items[0].monthBefore", equalTo("2026-03"))
            .body("items[0].registrarBefore", nullValue())
            .body("items[0].registrarAfter", equalTo(90001));
    // Listed again by the same family: no number changes.
    Operate.rows("alpha", "http://young.org/2,2026-03-03 00:00:00,,");
    ValidatableResponse again =
        changes(end(bound))
            .body("items.cause", contains("OBSERVATIONS"))
            .body("items.tallied", contains(false));
    classify(id, "COMPROMISED");
    ValidatableResponse said =
        changes(end(again))
            .body("items.cause", contains("PERSON"))
            .body("items.tallied", contains(true));
    // An earlier listing moves it into another month.
    Operate.rows("beta", "http://young.org/0,2026-02-20 00:00:00,,");
    changes(end(said))
        .body("items.cause", contains("OBSERVATIONS"))
        .body("items[0].monthBefore", equalTo("2026-03"))
        .body("items[0].monthAfter", equalTo("2026-02"));
    // What was answered once is answered again.
    changes("?limit=1")
        .body("items[0].incidentId", equalTo(id))
        .body("items[0].cause", equalTo("OBSERVATIONS"));
  }

  @Test
  void tellOfAMergeThatOneIncidentNoLongerCounts() {
    registry();
    Operate.rows("alpha", "http://young.org/1,2026-02-02 00:00:00,,");
    Operate.rows("alpha", "http://young.org/3,2026-03-10 00:00:00,,");
    String cursor = end(changes(""));
    Operate.rows("beta", "http://young.org/2,2026-02-20 00:00:00,,");
    ValidatableResponse merged = changes(cursor).body("items", hasSize(2));
    merged.body("items.find{it.monthBefore=='2026-03'}.monthAfter", nullValue());
    merged.body("items.find{it.monthBefore=='2026-03'}.registrarBefore", equalTo(90001));
    merged.body("items.find{it.monthBefore=='2026-03'}.registrarAfter", nullValue());
    merged.body("items.find{it.monthBefore=='2026-02'}.monthAfter", equalTo("2026-02"));
  }

  @Test
  void tellThatAFeedWasMutedAndSpeaksAgain() {
    registry();
    Operate.rows("alpha", "http://young.org/,2026-03-02 00:00:00,,");
    ValidatableResponse opened = changes("");
    mute("mute", Map.of("from", "2026-03-01T00:00:00Z", "reason", "It listed a content network"));
    ValidatableResponse muted =
        changes(end(opened))
            .body("items.cause", contains("MUTE"))
            .body("items[0].registrarBefore", equalTo(90001))
            .body("items[0].registrarAfter", nullValue())
            .body("items[0].tallied", equalTo(true));
    mute("unmute", Map.of("until", "2026-03-01T00:00:00Z", "reason", "It was right"));
    changes(end(muted))
        .body("items.cause", contains("MUTE"))
        .body("items[0].registrarAfter", equalTo(90001));
  }

  private static void mute(String step, Map<String, ?> body) {
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(body)
        .post("/v1/feeds/alpha/" + step)
        .then()
        .statusCode(200);
  }

  @Test
  void condenseIntoTheMonthsAndRegistrarsToReadAgain() {
    registry();
    Operate.rows(
        "alpha",
        "http://young.org/,2026-03-02 00:00:00,,",
        "http://young.org/m,2026-03-02 00:00:00,malware,",
        "http://other.org/,2026-02-20 00:00:00,,");
    ValidatableResponse first =
        tallies("")
            .body("items", hasSize(2))
            .body("items.find{it.registrar==90001}.month", equalTo("2026-03"))
            .body("items.find{it.registrar==90001}.incidents", equalTo(2))
            .body("items.find{it.registrar==90002}.month", equalTo("2026-02"));
    tallies(end(first)).body("items", empty());
    Operate.rows("alpha", "http://young.org/again,2026-03-03 00:00:00,,");
    tallies(end(first)).body("items", empty());
    Operate.rows("beta", "http://other.org/,2026-02-21 00:00:00,,");
    tallies(end(first))
        .body("items", hasSize(1))
        .body("items[0].registrar", equalTo(90002))
        .body("items[0].causes", contains("OBSERVATIONS"));
    // Page by page it is the same list.
    List<Object> paged = new ArrayList<>();
    String next = "?limit=1";
    while (next != null) {
      var page = tallies(next).extract();
      paged.addAll(page.path("items"));
      String after = page.path("next");
      next = after == null ? null : "?limit=1&after=" + after;
    }
    assertThat(paged).isEqualTo(tallies("").extract().path("items"));
  }

  private static Connection application() throws SQLException {
    var config = ConfigProvider.getConfig();
    Connection connection =
        DriverManager.getConnection(
            config.getValue("quarkus.datasource.jdbc.url", String.class),
            config.getValue("quarkus.datasource.username", String.class),
            config.getValue("quarkus.datasource.password", String.class));
    connection.setAutoCommit(false);
    return connection;
  }

  private static void touch(Connection connection, String id) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE incident SET last_seen_at = last_seen_at, change = nextval('change_number') WHERE id = ?")) {
      update.setObject(1, UUID.fromString(id));
      update.executeUpdate();
    }
  }

  /**
   * The first to change is the last to commit; a number that is passed over is never seen again.
   */
  @Test
  void areNotMissedByAReaderWhenTheyCommitLate() throws Exception {
    Operate.rows(
        "alpha",
        "http://young.org/,2026-03-02 00:00:00,,",
        "http://other.org/,2026-03-02 00:00:00,,");
    String early = As.role(Role.SERVICE).get("/v1/incidents?name=young.org").path("items[0].id");
    String late = As.role(Role.SERVICE).get("/v1/incidents?name=other.org").path("items[0].id");
    String cursor = end(changes(""));
    try (Connection first = application();
        Connection second = application();
        Connection watch = application()) {
      touch(first, early);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> {
                try {
                  touch(second, late);
                  second.commit();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                try (var query =
                        watch.prepareStatement(
                            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
                    var row = query.executeQuery()) {
                  return row.next() && row.getLong(1) == 1;
                } finally {
                  watch.rollback();
                }
              });
      assertThat(other).isNotDone();
      changes(cursor).body("items", empty());
      first.commit();
      other.get(20, TimeUnit.SECONDS);
    }
    ValidatableResponse both = changes(cursor).body("items.incidentId", contains(early, late));
    List<Integer> sequences = both.extract().path("items.sequence");
    assertThat(sequences).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void areForServicesAndAnalystsAndNoRegistrar() {
    for (String path : List.of("/v1/incident-changes", "/v1/tally-changes")) {
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN, Role.ABUSE_ANALYST)
          .get(path)
          .then()
          .statusCode(403);
      As.role(Role.ABUSE_ANALYST).get(path).then().statusCode(200);
      As.role(Role.SERVICE).get(path + "?after=!").then().statusCode(400);
      As.role(Role.SERVICE).get(path + "?after=YQ").then().statusCode(400);
      As.role(Role.SERVICE).get(path + "?limit=0").then().statusCode(422);
      As.role(Role.SERVICE).accept("text/csv").get(path).then().statusCode(200);
    }
  }
}
