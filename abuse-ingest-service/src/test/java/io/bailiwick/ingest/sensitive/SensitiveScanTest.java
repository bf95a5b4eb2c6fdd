package io.bailiwick.ingest.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/**
 * Lists a name that is registered, finds it, passes it on, and looks everywhere else: what anybody
 * without clearance can reach is the same as before, to the byte but for times.
 */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class SensitiveScanTest {
  private static final String LABEL = "zq7-marker-of-the-scan";
  private static final String NAME = LABEL + ".org";
  private static final String TIMES = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";

  @TestHTTPResource(value = "/metrics", management = true)
  URI metrics;

  /** Everything that is logged while the handler is there, with the whole of what was thrown. */
  private static final class Captured extends Handler {
    private final StringBuffer text = new StringBuffer();

    @Override
    public void publish(LogRecord record) {
      text.append(
          record instanceof ExtLogRecord extended
              ? extended.getFormattedMessage()
              : record.getMessage());
      for (Throwable thrown = record.getThrown(); thrown != null; thrown = thrown.getCause()) {
        text.append('\n').append(thrown);
      }
      text.append('\n');
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void nobodyWithoutClearanceCanLearnThatANameIsListed() throws Exception {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    registry();
    // Whatever happens once at the first call happens now.
    Cleared.check("quiet.org").statusCode(200);
    Map<String, String> surface = surface();
    Map<String, Long> database = database(NAME);
    NameDigests digests =
        new NameDigests(
            Base64.getDecoder()
                .decode(
                    ConfigProvider.getConfig().getValue("bailiwick.sensitive.key", String.class)));
    List<String> digested =
        List.of(
            HexFormat.of().formatHex(digests.of(SensitiveList.DOMAIN_ALERT, NAME)),
            HexFormat.of().formatHex(digests.of(SensitiveList.TLD_HOPPING, LABEL)));

    Captured log = new Captured();
    Logger.getLogger("").addHandler(log);
    try {
      listMatchAndHandOver();
      failEverywhere();
    } finally {
      Logger.getLogger("").removeHandler(log);
    }

    assertThat(log.text.toString())
        .contains("the store of sensitive listings failed")
        .doesNotContainIgnoringCase(LABEL)
        .doesNotContain(digested);
    assertThat(surface()).as("lists and exports of everybody").isEqualTo(surface);
    assertThat(surface.values().toString()).contains(NAME); // it is a registered name, after all
    assertThat(database(NAME)).as("ordinary tables").isEqualTo(database);
    for (String digest : digested) {
      assertThat(database(digest)).as("ordinary tables").isEmpty();
    }
    String measured = RestAssured.given().get(metrics).then().statusCode(200).extract().asString();
    assertThat(measured)
        .contains("http_server_requests_seconds_count")
        .doesNotContainIgnoringCase("sensitive")
        .doesNotContain(LABEL);
    assertThat(measured.lines().filter(line -> line.contains("/v1/incidents"))).isNotEmpty();
    for (String path : List.of("/v1/audit-entries", "/v1/events")) {
      assertThat(As.role(Role.AUDITOR).accept("application/x-ndjson").get(path).asString())
          .doesNotContain(LABEL)
          .doesNotContain(digested);
    }
    // Not even the store knows names.
    assertThat(count("table_schema = 'sensitive'", NAME)).isEmpty();
    assertThat(count("table_schema = 'sensitive'", LABEL)).isEmpty();
    assertThat(count("table_schema = 'sensitive'", digested.getFirst()))
        .containsOnlyKeys("sensitive.entry.digest", "sensitive.audit_entry.content");
  }

  private static void registry() {
    Operate.list("scan");
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains("quiet.org,Q-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,\n"))
        .statusCode(201);
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-11T00:00:00Z")
                .domains(NAME + ",M-ORG,r1,r1,2026-03-10T00:00:00Z,2027-03-10T00:00:00Z,\n"))
        .statusCode(201);
    Operate.send("scan", NAME + "\nquiet.org\n").statusCode(201);
  }

  private static void listMatchAndHandOver() {
    Cleared.upload("DOMAIN_ALERT", "", NAME + "\n").statusCode(200);
    Cleared.upload("TLD_HOPPING", "", LABEL + "\n").statusCode(200);
    Cleared.refresh();
    Cleared.check(NAME)
        .statusCode(200)
        .body("domainAlert", org.hamcrest.Matchers.equalTo("LISTED"));
    List<String> matches = Cleared.matches("").extract().path("items.id");
    assertThat(matches).hasSize(2);
    Cleared.handOver(matches.getFirst(), "registrar-90001", "Call the hotline").statusCode(201);
    String handOver =
        As.registrar(90001, Role.REGISTRAR_CLEARED)
            .get("/v1/sensitive/hand-overs")
            .then()
            .extract()
            .path("items[0].id");
    As.registrar(90001, Role.REGISTRAR_CLEARED)
        .post("/v1/sensitive/hand-overs/" + handOver + "/acknowledgement")
        .then()
        .statusCode(200);
  }

  /** Requests that fail on our side, or cannot be read, and name the name. */
  private static void failEverywhere() throws SQLException {
    As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body("{\"name\": \"" + NAME + "\", \"purpose\": ")
        .post("/v1/sensitive/checks")
        .then()
        .statusCode(400);
    As.role(Role.IWF_CLEARED)
        .contentType("application/json")
        .body(Map.of("name", NAME, "purpose", Cleared.PURPOSE, NAME, "x"))
        .post("/v1/sensitive/checks")
        .then()
        .statusCode(422);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("name", NAME, "purpose", Cleared.PURPOSE))
        .post("/v1/sensitive/checks")
        .then()
        .statusCode(403);
    try (Connection owner = owner();
        var statement = owner.createStatement()) {
      statement.execute("ALTER TABLE sensitive.entry RENAME TO away");
      try {
        String answer = Cleared.check(NAME).statusCode(500).extract().asString();
        assertThat(answer).doesNotContain(LABEL);
        Cleared.upload("DOMAIN_ALERT", "", NAME + "\n").statusCode(500);
      } finally {
        statement.execute("ALTER TABLE sensitive.away RENAME TO entry");
      }
      // A value in the message of a failure: the table refuses the very digest.
      statement.execute(
          "ALTER TABLE sensitive.entry ADD CONSTRAINT none CHECK (upload_id IS NULL) NOT VALID");
      try {
        Cleared.upload("DOMAIN_ALERT", "", NAME + "\n").statusCode(500);
      } finally {
        statement.execute("ALTER TABLE sensitive.entry DROP CONSTRAINT none");
      }
    }
  }

  /** What every uncleared role is shown: all lists in all formats, and the name by its paths. */
  private static Map<String, String> surface() {
    Map<String, Map<String, Object>> paths =
        As.nobody().get("/openapi?format=json").then().statusCode(200).extract().path("paths");
    List<String> lists =
        new ArrayList<>(
            paths.entrySet().stream()
                .filter(path -> path.getValue().containsKey("get"))
                .map(Map.Entry::getKey)
                .filter(path -> !path.contains("{") && !path.startsWith("/v1/sensitive"))
                // The trail of the test's own calls, and a clock that runs.
                .filter(path -> !path.startsWith("/v1/audit-") && !path.contains("clock"))
                .toList());
    lists.add("/v1/registrations/" + NAME);
    assertThat(lists).contains("/v1/incidents", "/v1/registration-events", "/v1/tallies");
    Map<String, String> shown = new TreeMap<>();
    for (Role role : Role.values()) {
      if (role == Role.IWF_CLEARED || role == Role.REGISTRAR_CLEARED) {
        continue;
      }
      for (String path : lists) {
        for (String type : List.of("application/json", "text/csv", "application/x-ndjson")) {
          RequestSpecification caller =
              role.isOfRegistrar() ? As.registrar(90001, role) : As.role(role);
          var response =
              caller
                  .accept(type)
                  .queryParam("month", "2026-03")
                  .queryParam("limit", 1000)
                  .get(path);
          shown.put(
              role + " " + path + " " + type,
              response.statusCode() + "\n" + response.asString().replaceAll(TIMES, "T"));
          if (response.statusCode() == 403) {
            break; // the same words in every format
          }
        }
      }
    }
    return shown;
  }

  @Test
  void theOrdinaryRoleCannotReachTheStoreByAnySql() throws Exception {
    var config = ConfigProvider.getConfig();
    try (Connection ordinary =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
        var statement = ordinary.createStatement()) {
      for (String table :
          List.of(
              "entry",
              "upload",
              "progress",
              "match",
              "hand_over",
              "break_glass",
              "day_of_use",
              "audit_entry")) {
        for (String sql :
            List.of(
                "SELECT count(*) FROM sensitive." + table,
                "INSERT INTO sensitive." + table + " DEFAULT VALUES",
                "DELETE FROM sensitive." + table,
                "COPY sensitive." + table + " TO STDOUT",
                "EXPLAIN ANALYZE SELECT 1 FROM sensitive." + table,
                "CREATE TEMPORARY TABLE copied AS TABLE sensitive." + table)) {
          assertThatThrownBy(() -> statement.execute(sql))
              .as(sql)
              .hasMessageContaining("permission denied for schema sensitive");
        }
      }
      assertThatThrownBy(() -> statement.execute("SET ROLE suite_sensitive"))
          .hasMessageContaining("permission denied");
      // What the planner noted of the values is hidden, too.
      try (var rows =
          statement.executeQuery("SELECT count(*) FROM pg_stats WHERE schemaname = 'sensitive'")) {
        rows.next();
        assertThat(rows.getLong(1)).isZero();
      }
    }
    try (Connection sensitive =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("bailiwick.database.sensitive-role", String.class),
                config.getValue("bailiwick.database.sensitive-password", String.class));
        var statement = sensitive.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT name FROM public.registration"))
          .hasMessageContaining("permission denied");
      for (String sql :
          List.of(
              "UPDATE sensitive.audit_entry SET actor = 'x'",
              "DELETE FROM sensitive.audit_entry")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .hasMessageContaining("permission denied for table audit_entry");
      }
    }
  }

  private static Connection owner() throws SQLException {
    var config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("quarkus.datasource.jdbc.url", String.class),
        config.getValue("quarkus.flyway.username", String.class),
        config.getValue("quarkus.flyway.password", String.class));
  }

  /**
   * Rows that hold the text, by column of the ordinary tables; columns without any are left out.
   */
  private static Map<String, Long> database(String text) throws SQLException {
    return count("table_schema NOT IN ('pg_catalog', 'information_schema', 'sensitive')", text);
  }

  private static Map<String, Long> count(String where, String text) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection owner = owner();
        var columns = owner.createStatement();
        var column =
            columns.executeQuery(
                "SELECT table_schema, table_name, column_name FROM information_schema.columns"
                    + " JOIN information_schema.tables USING (table_schema, table_name)"
                    + " WHERE table_type = 'BASE TABLE' AND "
                    + where)) {
      while (column.next()) {
        String name = column.getString(1) + "." + column.getString(2) + "." + column.getString(3);
        try (var query =
            owner.prepareStatement(
                "SELECT count(*) FROM %s.%s WHERE strpos(lower(\"%s\"::text), ?) > 0"
                    .formatted(column.getString(1), column.getString(2), column.getString(3)))) {
          query.setString(1, text);
          try (var rows = query.executeQuery()) {
            rows.next();
            if (rows.getLong(1) > 0) {
              counts.put(name, rows.getLong(1));
            }
          }
        }
      }
    }
    return counts;
  }
}
