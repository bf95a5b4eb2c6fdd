package io.bailiwick.ingest.registration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's database, looked at from beside. */
final class Database {

  private Database() {}

  static Connection owner() throws SQLException {
    return connect("quarkus.flyway.username", "quarkus.flyway.password");
  }

  static Connection application() throws SQLException {
    return connect("quarkus.datasource.username", "quarkus.datasource.password");
  }

  private static Connection connect(String user, String password) throws SQLException {
    var config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("quarkus.datasource.jdbc.url", String.class),
        config.getValue(user, String.class),
        config.getValue(password, String.class));
  }

  /** Each row as its cells, joined by blanks. */
  static List<String> rows(String sql) {
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet row = statement.executeQuery(sql)) {
        List<String> rows = new ArrayList<>();
        while (row.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(String.valueOf(row.getString(i)));
          }
          rows.add(String.join(" ", cells));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
