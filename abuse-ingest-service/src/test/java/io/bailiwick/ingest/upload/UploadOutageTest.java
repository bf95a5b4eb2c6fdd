package io.bailiwick.ingest.upload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.stringContainsInOrder;

import io.bailiwick.common.problem.Problem;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.spool.Spool;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service stands on fails while it takes something in. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class UploadOutageTest {
  private static final String ROWS =
      """
      value,time,tags,hacked
      http://a.example.org/,2026-03-02 00:00:00,,
      http://b.example.org/,2026-03-02 00:00:00,,
      """;

  @TempDir Path place;

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-10T12:00:00Z"));
    Operate.csv("alpha", "alpha");
  }

  @AfterEach
  void mend() throws IOException {
    run("DROP TRIGGER IF EXISTS outage ON payload; DROP FUNCTION IF EXISTS outage");
    Spool.ofThisProcess().begin(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The last thing that the transaction writes fails so. */
  private static void failing(String how) {
    run(
        """
        CREATE OR REPLACE FUNCTION outage() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          %s;
          RETURN NEW;
        END $$
        """
            .formatted(how));
    run("CREATE TRIGGER outage BEFORE INSERT ON payload FOR EACH ROW EXECUTE FUNCTION outage()");
  }

  private static void run(String sql) {
    var config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ValidatableResponse refused(int status, String type) {
    return Operate.send("alpha", ROWS)
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .header("Retry-After", notNullValue())
        .body("type", equalTo("urn:bailiwick:problem:" + type))
        .body("nextSteps", not(hasSize(0)))
        .body("detail", not(stringContainsInOrder("xception")));
  }

  private static void keptNothing() {
    As.role(Role.ABUSE_ANALYST).get("/v1/payloads").then().body("items", hasSize(0));
    As.role(Role.ABUSE_ANALYST).get("/v1/incidents").then().body("items", hasSize(0));
  }

  private static void isTakenAfterwards() {
    run("DROP TRIGGER outage ON payload");
    Operate.send("alpha", ROWS).statusCode(201).body("rows.accepted", equalTo(2));
  }

  @Test
  void aFullDiskOfTheDatabaseIsSaidAndNothingIsKept() {
    failing("RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'");
    refused(507, "no-room");
    keptNothing();
    isTakenAfterwards();
  }

  @Test
  void theVictimOfADeadlockIsToldToComeAgain() {
    failing("RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'");
    refused(503, "contended");
    keptNothing();
    isTakenAfterwards();
  }

  @Test
  void aLostConnectionIsSaidAndTheNextRequestGetsAnother() {
    failing("PERFORM pg_terminate_backend(pg_backend_pid())");
    refused(503, "peer-away");
    keptNothing();
    isTakenAfterwards();
  }

  @Test
  void aFaultOfOurOwnIsNoOutage() {
    failing("RAISE EXCEPTION 'a fault' USING ERRCODE = 'XX000'");
    Operate.send("alpha", ROWS)
        .statusCode(500)
        .body("type", equalTo("urn:bailiwick:problem:internal"));
    keptNothing();
    isTakenAfterwards();
  }

  @Test
  void aSpoolThatCannotBeWrittenIsSaid() throws IOException {
    assertThatThrownBy(() -> Spool.ofThisProcess().begin(place.resolve("missing")))
        .isInstanceOf(IOException.class);
    refused(507, "no-room");
    keptNothing();
    Files.createDirectory(place.resolve("missing"));
    Operate.send("alpha", ROWS).statusCode(201);
  }

  @Test
  void aCallerWhoGoesAwayLeavesNothing() throws IOException {
    Spool.ofThisProcess().begin(place);
    String token =
        Jwt.issuer("https://identity.test")
            .subject("operator")
            .audience("bailiwick")
            .claim("roles", List.of(Role.DATA_OPERATOR.code()))
            .expiresIn(300)
            .sign();
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /v1/feeds/alpha/payloads HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\n%s"
              .formatted(token, ROWS)
              .getBytes(US_ASCII));
      out.flush();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> uploads() == 1);
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> uploads() == 0);
    keptNothing();
    Operate.send("alpha", ROWS).statusCode(201);
    assertThat(uploads()).isZero();
  }

  private long uploads() throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> file.toString().endsWith(".upload")).count();
    }
  }
}
