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
      statement.execute(
          """
          TRUNCATE feed, payload, rejection, observation, registrar, deposit, deposit_rejection, registration, sponsorship,
                   term, registration_event, evidence_day, domains_under_management, incident
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
