package io.bailiwick.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Signal;
import io.bailiwick.launcher.process.Spawner;
import io.bailiwick.launcher.suite.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  /** One for all: creating a database cluster is most of a start. */
  @TempDir static Path data;

  private final Spawner spawner = new Spawner();
  private final int port = FreePorts.base();
  private EmbeddedPostgres server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = start();
  }

  @AfterEach
  void stopServer() {
    server.stop();
    spawner.close();
  }

  private EmbeddedPostgres start() throws InterruptedException {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Places(
            Path.of("target", "postgresql").toAbsolutePath(),
            data.resolve("postgres"),
            data.resolve("secrets/database.properties"),
            data.resolve("logs/postgresql.log")),
        port,
        spawner);
  }

  private static Connection connect(DatabaseAccess database, DatabaseAccess.Login login)
      throws SQLException {
    return DriverManager.getConnection(database.url(), login.role(), login.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void createFact() throws SQLException {
    DatabaseAccess ingest = server.database("ingest");
    try (Connection owner = connect(ingest, ingest.owner())) {
      execute(owner, "DROP TABLE IF EXISTS fact");
      execute(owner, "CREATE TABLE fact (name text)");
      execute(owner, "GRANT SELECT, INSERT ON fact TO " + ingest.application().role());
      execute(owner, "INSERT INTO fact VALUES ('kept')");
    }
  }

  private String readFact() throws SQLException {
    DatabaseAccess ingest = server.database("ingest");
    try (Connection application = connect(ingest, ingest.application())) {
      return ask(application, "SELECT name FROM fact");
    }
  }

  @Test
  void givesTheApplicationWhatTheOwnerGrantsAndNoMore() throws SQLException {
    createFact();
    DatabaseAccess ingest = server.database("ingest");
    try (Connection application = connect(ingest, ingest.application())) {
      execute(application, "INSERT INTO fact VALUES ('new')");
      execute(application, "CREATE TEMPORARY TABLE staging (line text)");
      assertThatThrownBy(() -> execute(application, "CREATE TABLE own (name text)"))
          .hasMessageContaining("permission denied for schema public");
      assertThatThrownBy(() -> execute(application, "DELETE FROM fact"))
          .hasMessageContaining("permission denied for table fact");
    }
  }

  @Test
  void givesAnOlderDatabaseAFurtherRoleThatHasNothingAndIsNotLogged() throws SQLException {
    createFact();
    DatabaseAccess ingest = server.database("ingest");
    DatabaseAccess.Login sensitive = server.furtherRole(ingest, "sensitive");
    assertThat(sensitive.role()).isEqualTo("ingest_sensitive");
    assertThat(server.furtherRole(ingest, "sensitive")).isEqualTo(sensitive);
    try (Connection further = connect(ingest, sensitive)) {
      assertThat(ask(further, "SHOW log_min_duration_statement")).isEqualTo("-1");
      assertThat(ask(further, "SHOW log_min_error_statement")).isEqualTo("panic");
      assertThatThrownBy(() -> ask(further, "SELECT name FROM public.fact"))
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(() -> connect(server.database("scoring"), sensitive).close())
        .hasMessageContaining("permission denied for database \"scoring\"");
  }

  @Test
  void keepsOneServiceOutOfTheDatabaseOfAnother() {
    DatabaseAccess ingest = server.database("ingest");
    DatabaseAccess scoring = server.database("scoring");
    assertThatThrownBy(() -> connect(ingest, scoring.owner()).close())
        .hasMessageContaining("permission denied for database \"ingest\"");
    assertThatThrownBy(() -> connect(ingest, scoring.application()).close())
        .hasMessageContaining("permission denied for database \"ingest\"");
  }

  @Test
  void asksForThePasswordAndSyncsToDiskAndListensOnLoopbackOnly() throws SQLException {
    DatabaseAccess ingest = server.database("ingest");
    assertThatThrownBy(
            () -> DriverManager.getConnection(ingest.url(), ingest.owner().role(), "guess").close())
        .hasMessageContaining("password authentication failed");
    try (Connection owner = connect(ingest, ingest.owner())) {
      assertThat(ask(owner, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(owner, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(owner, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(owner, "SHOW TimeZone")).isNotEmpty();
      assertThat(
              ask(
                  owner,
                  "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname='ingest'"))
          .isEqualTo("bC.UTF-8");
    }
  }

  @Test
  void keepsPasswordsInAFileThatOnlyItsOwnerReads() throws Exception {
    server.database("ingest");
    Path file = data.resolve("secrets/database.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(server.database("ingest")).isEqualTo(server.database("ingest"));
    assertThat(server.database("ingest").owner().toString()).isEqualTo("ingest_owner");
  }

  @Test
  void findsTheDataAfterARestart() throws Exception {
    createFact();
    server.stop();
    server = start();
    assertThat(readFact()).isEqualTo("kept");
  }

  @Test
  void findsTheDataAfterTheServerWasKilled() throws Exception {
    createFact();
    Signal.KILL.send(server.process().pid());
    server.process().ended().get(30, TimeUnit.SECONDS);
    server = start();
    assertThat(readFact()).isEqualTo("kept");
  }

  @Test
  void ignoresAPidFileWhoseNumberIsNowAnotherProcess() throws Exception {
    createFact();
    Path pidFile = data.resolve("postgres/cluster/postmaster.pid");
    String content = Files.readString(pidFile);
    server.stop();
    Files.writeString(
        pidFile, content.replaceFirst("^\\d+", Long.toString(ProcessHandle.current().pid())));
    server = start();
    assertThat(readFact()).isEqualTo("kept");
  }

  @Test
  void stopsAServerThatAKilledLauncherHasLeft() throws Exception {
    createFact();
    EmbeddedPostgres leftover = server;
    server = start();
    assertThat(leftover.process().isAlive()).isFalse();
    assertThat(readFact()).isEqualTo("kept");
  }

  @Test
  void startsAfreshWhereInitdbWasKilledHalfway() throws Exception {
    server.stop();
    Files.move(data.resolve("postgres/cluster"), data.resolve("postgres/cluster.new"));
    server = start();
    server.database("ingest");
  }

  @Test
  void namesBothVersionsWhenTheDataIsOfAnother() throws Exception {
    server.stop();
    Path file = data.resolve("postgres/cluster/PG_VERSION");
    String right = Files.readString(file);
    Files.writeString(file, "17\n");
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("is of PostgreSQL 17")
          .hasMessageContaining("this build brings PostgreSQL " + server.version())
          .hasMessageContaining("--data DIR");
    } finally {
      Files.writeString(file, right);
    }
  }

  @Test
  void saysWhichFileIsMissingWhenThePasswordsAreGone() throws Exception {
    server.stop();
    Path file = data.resolve("secrets/database.properties");
    Path aside = Files.move(file, data.resolve("secrets/aside"));
    try {
      assertThatThrownBy(this::start)
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("passwords are missing")
          .hasMessageContaining("database.properties");
    } finally {
      Files.move(aside, file);
    }
  }
}
