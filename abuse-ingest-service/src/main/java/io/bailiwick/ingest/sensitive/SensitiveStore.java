package io.bailiwick.ingest.sensitive;

import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The schema {@code sensitive} through the one role that reaches it. Its transactions are its own.
 * What PostgreSQL says when a statement fails can hold values, and failures are logged: so nothing
 * of it is passed on but its code.
 */
@ApplicationScoped
class SensitiveStore {
  private final javax.sql.DataSource database;

  @Inject
  SensitiveStore(@DataSource("sensitive") javax.sql.DataSource database) {
    this.database = database;
  }

  /** Makes a value out of the current row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** All of it is committed, or nothing. */
  <T> T transaction(Function<Statements, T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.apply(new Statements(connection));
        connection.commit();
        return result;
      } finally {
        // After a commit there is nothing to roll back.
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(SQLException e) {
    return new IllegalStateException("the store of sensitive listings failed: " + e.getSQLState());
  }

  /** Statements of one transaction. */
  static final class Statements {
    private final Connection connection;

    private Statements(Connection connection) {
      this.connection = connection;
    }

    <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... parameters) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, parameters);
        List<T> list = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            list.add(mapper.map(row));
          }
        }
        return list;
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... parameters) {
      return list(sql, mapper, parameters).stream().findFirst();
    }

    long number(String sql, @Nullable Object... parameters) {
      return list(sql, row -> row.getLong(1), parameters).getFirst();
    }

    /** Rows changed. */
    long update(String sql, @Nullable Object... parameters) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, parameters);
        return statement.executeLargeUpdate();
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    private void bind(PreparedStatement statement, @Nullable Object[] parameters)
        throws SQLException {
      for (int i = 0; i < parameters.length; i++) {
        int index = i + 1;
        switch (parameters[i]) {
          case null -> statement.setNull(index, Types.NULL);
          case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
          case Enum<?> constant -> statement.setString(index, constant.name());
          case byte[] bytes -> statement.setBytes(index, bytes);
          case byte[][] digests ->
              statement.setArray(index, connection.createArrayOf("bytea", digests));
          case Long[] numbers ->
              statement.setArray(index, connection.createArrayOf("bigint", numbers));
          case Integer[] numbers ->
              statement.setArray(index, connection.createArrayOf("integer", numbers));
          case Object other -> statement.setObject(index, other);
        }
      }
    }
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
