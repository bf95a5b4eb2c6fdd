package io.bailiwick.common.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class AuditTest {

  @Inject DataSource database;
  @Inject AuditTrail trail;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  private static void order(String key) {
    As.user("fiona", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(Map.of("count", 5, "registrar", 90001))
        .post("/v1/samples")
        .then()
        .statusCode(200);
  }

  private AuditEntry last() {
    AuditEntry last = null;
    List<AuditEntry> batch = trail.entries(0, 1000);
    while (!batch.isEmpty()) {
      last = batch.getLast();
      batch = trail.entries(last.sequence(), 1000);
    }
    return last;
  }

  @Test
  void hashesAsDescribedSoThatAnybodyCanCheck() throws Exception {
    // Computed apart from the code: printf '[1,"2026-01-01T00:00:00Z","a","b","c","<64 zeros>","<64
    // zeros>"]' | sha256sum
    String zeros = "0".repeat(64);
    java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
    String text =
        "[1,\"2026-01-01T00:00:00Z\",\"a\",\"b\",\"c\",\"" + zeros + "\",\"" + zeros + "\"]";
    String expected =
        java.util.HexFormat.of()
            .formatHex(sha.digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(
            AuditChain.hash(1, Instant.parse("2026-01-01T00:00:00Z"), "a", "b", "c", zeros, zeros))
        .isEqualTo(expected);
  }

  @Test
  void saysWhoDidWhatAndVerifies() {
    order("audit-1");
    AuditEntry entry = last();
    assertThat(entry.actor()).isEqualTo("fiona");
    assertThat(entry.action()).isEqualTo("sample.tried");
    assertThat(entry.content().path("count").asInt()).isEqualTo(5);
    As.role(Role.AUDITOR)
        .get("/v1/audit-verification")
        .then()
        .statusCode(200)
        .body("valid", equalTo(true))
        .body("entries", greaterThan(0));
  }

  @Test
  void redactionErasesTheContentAndKeepsTheChainValid() {
    order("audit-2");
    long sequence = last().sequence();
    As.role(Role.OPERATOR)
        .contentType("application/json")
        .body(Map.of("reason", "erasure request"))
        .post("/v1/audit-entries/" + sequence + "/redaction")
        .then()
        .statusCode(204);
    assertThat(trail.entries(sequence - 1, 1).getFirst().content()).isNull();
    assertThat(last().action()).isEqualTo("audit.redacted");
    assertThat(trail.verify().valid()).isTrue();
    As.role(Role.OPERATOR)
        .contentType("application/json")
        .body(Map.of("reason", "again"))
        .post("/v1/audit-entries/" + sequence + "/redaction")
        .then()
        .statusCode(404);
  }

  @Test
  void stillHasNoGapsWhenManyWriteAtOnce() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      pool.invokeAll(
              IntStream.range(0, 20)
                  .<Callable<Void>>mapToObj(
                      i ->
                          () -> {
                            order("audit-many-" + i);
                            return null;
                          })
                  .toList())
          .forEach(
              done ->
                  assertThat(done.state()).isEqualTo(java.util.concurrent.Future.State.SUCCESS));
    }
    assertThat(trail.verify().valid()).isTrue();
  }

  @Test
  void theApplicationCannotChangeOrRemoveEntries() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(denied(statement, "UPDATE audit_entry SET actor = 'mallory'"))
          .contains("permission denied");
      assertThat(denied(statement, "DELETE FROM audit_entry")).contains("permission denied");
      assertThat(denied(statement, "UPDATE audit_content SET content = '{}'"))
          .contains("permission denied");
    }
  }

  private static String denied(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return "allowed";
    } catch (SQLException e) {
      return e.getMessage();
    }
  }

  @Test
  void tellsWhereSomebodyWithTheOwnersRightsChangedSomething() throws SQLException {
    order("audit-3");
    long sequence = last().sequence();
    try (Connection owner = DriverManager.getConnection(url, "suite_owner", "owner");
        Statement statement = owner.createStatement()) {
      statement.execute("UPDATE audit_entry SET actor = 'mallory' WHERE sequence = " + sequence);
      try {
        assertThat(trail.verify().fault()).isEqualTo("Entry " + sequence + " was changed.");
      } finally {
        statement.execute("UPDATE audit_entry SET actor = 'fiona' WHERE sequence = " + sequence);
      }
      statement.execute(
          "UPDATE audit_content SET content = replace(content, '5', '6') WHERE sequence = "
              + sequence);
      try {
        assertThat(trail.verify().fault())
            .isEqualTo("The content of entry " + sequence + " was changed.");
      } finally {
        statement.execute(
            "UPDATE audit_content SET content = replace(content, '6', '5') WHERE sequence = "
                + sequence);
      }
    }
    assertThat(trail.verify().valid()).isTrue();
  }

  @Test
  void isNotForEverybody() {
    As.nobody().get("/v1/audit-entries").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/audit-entries").then().statusCode(403);
    As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/audit-entries").then().statusCode(403);
    As.role(Role.AUDITOR)
        .contentType("application/json")
        .body(Map.of("reason", "x"))
        .post("/v1/audit-entries/1/redaction")
        .then()
        .statusCode(403)
        .body("detail", containsString("audit:redact"));
  }
}
