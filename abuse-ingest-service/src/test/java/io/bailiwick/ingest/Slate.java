package io.bailiwick.ingest;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Empties the facts, so that each test begins with an empty registry. */
public final class Slate {

  private Slate() {}

  public static void clean() {
    var config = ConfigProvider.getConfig();
    try (var connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
        var statement = connection.createStatement()) {
      // Everything but policies and the like; the audit trail begins anew, so that a test finds its
      // entries on the first page. CASCADE,
      // since PostgreSQL 18 does not see that a table whose foreign key is NOT ENFORCED is in the
      // list, too.
      statement.execute(
          """
          DO $$ BEGIN EXECUTE (
            SELECT 'TRUNCATE ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' CASCADE'
            FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
              AND tablename !~ '^(flyway_|qrtz_|policy|outbox_|webhook|idempotency_|development_clock)'
          ); END $$
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
