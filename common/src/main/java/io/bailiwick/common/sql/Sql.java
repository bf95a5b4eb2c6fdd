package io.bailiwick.common.sql;

import io.bailiwick.common.registrar.RegistrarId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Statements over sets. Within a transaction all of them share its connection, so that temporary
 * tables last from one to the next.
 */
@ApplicationScoped
public class Sql {
  private static final int ROWS_AT_A_TIME = 2000;

  private final DataSource database;

  @Inject
  Sql(DataSource database) {
    this.database = database;
  }

  /** Makes a value out of the current row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(Columns row) throws SQLException;
  }

  /** Writes rows into a COPY. */
  @FunctionalInterface
  public interface CopyWork {
    void write(CopyRows rows) throws IOException, SQLException;
  }

  public <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        Columns columns = new Columns(rows);
        List<T> list = new ArrayList<>();
        while (rows.next()) {
          list.add(mapper.map(columns));
        }
        return list;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a query failed", e);
    }
  }

  public <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... parameters) {
    return list(sql, mapper, parameters).stream().findFirst();
  }

  /**
   * Hands over row after row, so that memory does not grow with the answer. Within a transaction.
   *
   * @param action must not use the connection
   */
  public <T> void each(
      String sql, Mapper<T> mapper, Consumer<? super T> action, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_A_TIME);
      bind(connection, statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        Columns columns = new Columns(rows);
        while (rows.next()) {
          action.accept(mapper.map(columns));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a query failed", e);
    }
  }

  /** The one number that a query answers with. */
  public long number(String sql, @Nullable Object... parameters) {
    return list(sql, row -> row.number(1), parameters).getFirst();
  }

  /** Rows changed. */
  public long update(String sql, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      return statement.executeLargeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed", e);
    }
  }

  /** Several statements without parameters. */
  public void run(String script) {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed", e);
    }
  }

  /**
   * For the rest of the transaction: statements may sort and join large sets in memory (one such
   * load runs at a time, so the memory is there), none waits for a compiler, and small ones look
   * their names up instead of reading all there are.
   */
  public void largeSets() {
    run("SET LOCAL work_mem = '128MB'; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1");
  }

  /** All that the transaction reads is of one moment. Before its first other statement. */
  public void oneState() {
    run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  }

  /** Waits for the transaction's turn: one at a time for one key. */
  public void lock(long key) {
    var unused = list("SELECT pg_advisory_xact_lock(?)", row -> true, key);
  }

  /** The same for a key in words, such as {@code series/mail-hygiene}. */
  public void lock(String key) {
    var unused = list("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, key);
  }

  /**
   * Streams rows into a table.
   *
   * @param target table with its columns in the order in which the rows write them
   */
  public void copy(String target, CopyWork work) throws IOException {
    try (Connection connection = database.getConnection()) {
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + target + " FROM STDIN");
      try {
        CopyRows rows = new CopyRows(copy);
        work.write(rows);
        rows.flush();
        copy.endCopy();
      } catch (SQLException | IOException | RuntimeException e) {
        cancel(copy, e);
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a COPY failed", e);
    }
  }

  /** On a connection that is lost, cancelling fails, too; that is not what is to be told. */
  private static void cancel(CopyIn copy, Exception reason) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** Streams rows that were kept in COPY's text format into a table. */
  public void copy(String target, InputStream rows) throws IOException {
    try (Connection connection = database.getConnection()) {
      var unused =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + target + " FROM STDIN", rows);
    } catch (SQLException e) {
      throw new IllegalStateException("a COPY failed", e);
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      int index = i + 1;
      switch (parameters[i]) {
        case null -> statement.setNull(index, Types.NULL);
        case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
        case RegistrarId registrar -> statement.setInt(index, registrar.ianaId());
        case Enum<?> constant -> statement.setString(index, constant.name());
        case Integer[] numbers ->
            statement.setArray(index, connection.createArrayOf("integer", numbers));
        case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
        case Collection<?> texts ->
            statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
        case Object other -> statement.setObject(index, other);
      }
    }
  }
}
