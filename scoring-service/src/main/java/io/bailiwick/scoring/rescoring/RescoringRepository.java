package io.bailiwick.scoring.rescoring;

import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.run.Runs.Told;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How far changes were read, and which months are due. Rows are held by locks, not leases: whoever
 * is killed lets go of them at once, and has done nothing.
 */
@ApplicationScoped
class RescoringRepository {

  /** Failures in a row after which the waiting time, doubled each time, grows no more: a minute. */
  private static final int PATIENCE = 6;

  private final DataSource database;

  @Inject
  RescoringRepository(DataSource database) {
    this.database = database;
  }

  /** How far changes were read. */
  record Progress(@Nullable String cursor) {}

  /** A change for which a month is to be scored again. */
  record Due(Month month, Told told) {}

  /** What is due for a month, up to a number. */
  record Dues(List<Told> told, long last) {}

  /**
   * Empty where ingest is left alone after a failure, or somebody else reads on.
   *
   * @param patient waits until somebody else has read on
   */
  Optional<Progress> claimReading(boolean patient) {
    return first(
        "SELECT cursor FROM rescoring_progress WHERE source = 'TALLIES' AND not_before <= now() FOR UPDATE"
            + (patient ? "" : " SKIP LOCKED"),
        row -> new Progress(row.getString(1)));
  }

  void readUpTo(@Nullable String cursor) {
    update(
        "UPDATE rescoring_progress SET cursor = ?, read_at = now(), failures = 0 WHERE source = 'TALLIES'",
        cursor);
  }

  void readingFailed() {
    update(
        "UPDATE rescoring_progress SET failures = failures + 1, not_before = now() + interval '1 second' * 2 ^ least(failures, "
            + PATIENCE
            + ") WHERE source = 'TALLIES'");
  }

  /** True once a day, for whoever asks first. */
  boolean beginsDay(LocalDate day) {
    return !list(
            """
            UPDATE rescoring_progress SET cursor = ?, read_at = now()
            WHERE source = 'DAYS' AND cursor IS DISTINCT FROM ? RETURNING 1
            """,
            row -> row.getInt(1),
            day.toString(),
            day.toString())
        .isEmpty();
  }

  /**
   * What is still to be scored.
   *
   * @param months how many
   * @param seconds since the oldest of the changes was noted; 0 where there are none
   */
  record Backlog(long months, long seconds) {}

  Backlog backlog() {
    return first(
            "SELECT count(DISTINCT month), coalesce(extract(epoch FROM now() - min(noted_at)), 0)::bigint FROM rescoring_due",
            row -> new Backlog(row.getLong(1), row.getLong(2)))
        .orElseThrow();
  }

  void note(List<Due> dues) {
    try (Connection connection = database.getConnection();
        PreparedStatement month =
            connection.prepareStatement(
                "INSERT INTO rescoring_month (month) VALUES (?) ON CONFLICT DO NOTHING");
        PreparedStatement due =
            connection.prepareStatement(
                "INSERT INTO rescoring_due (month, changed_month, registrar, cause, incidents) VALUES (?, ?, ?, ?, ?)")) {
      for (LocalDate day : dues.stream().map(one -> one.month().firstDay()).distinct().toList()) {
        month.setObject(1, day);
        month.addBatch();
      }
      for (Due one : dues) {
        due.setObject(1, one.month().firstDay());
        due.setObject(2, one.told().changedMonth().firstDay());
        due.setInt(3, one.told().registrar());
        due.setString(4, one.told().cause());
        due.setLong(5, one.told().incidents());
        due.addBatch();
      }
      month.executeBatch();
      due.executeBatch();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** The oldest month that is due and that nobody else scores; held until the end. */
  Optional<Month> claimMonth() {
    return first(
        """
        SELECT m.month FROM rescoring_month m
        WHERE m.not_before <= now() AND EXISTS (SELECT 1 FROM rescoring_due d WHERE d.month = m.month)
        ORDER BY m.month LIMIT 1 FOR UPDATE OF m SKIP LOCKED
        """,
        row -> month(row, 1));
  }

  Dues due(Month month) {
    List<Told> told = new ArrayList<>();
    long[] last = {0};
    list(
        """
        SELECT changed_month, registrar, cause, sum(incidents), max(id) FROM rescoring_due
        WHERE month = ? GROUP BY changed_month, registrar, cause ORDER BY changed_month, registrar, cause
        """,
        row -> {
          last[0] = Math.max(last[0], row.getLong(5));
          return told.add(new Told(month(row, 1), row.getInt(2), row.getString(3), row.getLong(4)));
        },
        month.firstDay());
    return new Dues(told, last[0]);
  }

  /** Whether anything is due for a month. */
  boolean isDue(Month month) {
    return first(
            "SELECT 1 FROM rescoring_due WHERE month = ? LIMIT 1",
            row -> row.getInt(1),
            month.firstDay())
        .isPresent();
  }

  void scored(Month month, long last, Duration pause) {
    update(
        "UPDATE rescoring_month SET not_before = clock_timestamp() + ? * interval '1 millisecond', failures = 0 WHERE month = ?",
        pause.toMillis(),
        month.firstDay());
    update("DELETE FROM rescoring_due WHERE month = ? AND id <= ?", month.firstDay(), last);
  }

  void scoringFailed(Month month) {
    update(
        "UPDATE rescoring_month SET failures = failures + 1, not_before = now() + interval '1 second' * 2 ^ least(failures, "
            + PATIENCE
            + ") WHERE month = ?",
        month.firstDay());
  }

  private static Month month(ResultSet row, int column) throws SQLException {
    return new Month(YearMonth.from(row.getObject(column, LocalDate.class)));
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> first(String query, Reader<T> reader, Object... parameters) {
    List<T> rows = list(query, reader, parameters);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  private <T> List<T> list(String query, Reader<T> reader, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      fill(statement, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(reader.read(row));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private void update(String sql, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, parameters);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static void fill(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static IllegalStateException unreadable(SQLException e) {
    return new IllegalStateException("what is to be scored again cannot be read or kept", e);
  }
}
