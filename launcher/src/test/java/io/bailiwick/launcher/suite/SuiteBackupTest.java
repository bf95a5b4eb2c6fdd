package io.bailiwick.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.launcher.postgres.DatabaseAccess;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteBackupTest {
  private static final ServiceProgram FAKE =
      _ ->
          List.of(
              Programs.java(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              Path.of("target", "test-classes").toAbsolutePath().toString(),
              FakeService.class.getName());

  @TempDir Path places;

  private Suite start(Path data) throws InterruptedException {
    return Suite.start(
        SuiteOptions.in(Path.of(".."))
            .withData(data)
            .withPortBase(FreePorts.base())
            .withServices(Set.of(SuiteService.INGEST)),
        FAKE,
        _ -> {});
  }

  private static Connection owner(Suite suite) throws Exception {
    DatabaseAccess access = suite.database(SuiteService.INGEST);
    return DriverManager.getConnection(
        access.url(), access.owner().role(), access.owner().password());
  }

  private static long count(Suite suite) throws Exception {
    try (Connection connection = owner(suite);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM fact")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void startsFromABackupAsEverythingWasWhenItWasTakenAndRefusesOneThatWasChanged()
      throws Exception {
    Path backup = places.resolve("backup");
    try (Suite suite = start(places.resolve("data"));
        Connection connection = owner(suite);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE fact AS SELECT n, repeat('x', 1000) AS t FROM generate_series(1, 5000) n");
      SuiteBackup.Made made = SuiteBackup.take(places.resolve("data"), backup);
      assertThat(made.files()).isGreaterThan(500);
      statement.execute("INSERT INTO fact VALUES (0, 'later')");
      assertThatThrownBy(() -> SuiteBackup.take(places.resolve("data"), backup))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("is not empty");
    }
    assertThatThrownBy(() -> SuiteBackup.take(places.resolve("data"), places.resolve("other")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("No suite runs");

    SuiteBackup.restore(backup, places.resolve("restored"));
    try (Suite suite = start(places.resolve("restored"))) {
      assertThat(count(suite)).isEqualTo(5000);
      assertThat(places.resolve("restored/secrets/sensitive-key"))
          .hasSameTextualContentAs(places.resolve("data/secrets/sensitive-key"));
    }
    assertThatThrownBy(() -> SuiteBackup.restore(backup, places.resolve("restored")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("is not empty");

    Files.writeString(backup.resolve("cluster/PG_VERSION"), "0", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> SuiteBackup.restore(backup, places.resolve("spoilt")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("cluster/PG_VERSION");
    assertThat(places.resolve("spoilt/postgres")).doesNotExist();
  }
}
