package io.bailiwick.scoring.rescoring;

import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.run.Runs.Told;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far changes were read, and which months are due. Rows are held by locks, not leases: whoever
 * is killed lets go of them at once, and has done nothing.
 */
@ApplicationScoped
class RescoringRepository {

  /** Failures in a row after which the waiting time, doubled each time, grows no more: a minute. */
  private static final int PATIENCE = 6;

  private final Sql sql;

  @Inject
  RescoringRepository(Sql sql) {
    this.sql = sql;
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
    return sql.first(
        "SELECT cursor FROM rescoring_progress WHERE source = 'TALLIES' AND not_before <= now() FOR UPDATE"
            + (patient ? "" : " SKIP LOCKED"),
        row -> new Progress(row.textOrNull("cursor")));
  }

  void readUpTo(@Nullable String cursor) {
    sql.update(
        "UPDATE rescoring_progress SET cursor = ?, read_at = now(), failures = 0 WHERE source = 'TALLIES'",
        cursor);
  }

  void readingFailed() {
    sql.update(
        "UPDATE rescoring_progress SET failures = failures + 1, not_before = now() + interval '1 second' * 2 ^ least(failures, "
            + PATIENCE
            + ") WHERE source = 'TALLIES'");
  }

  /** True once a day, for whoever asks first. */
  boolean beginsDay(LocalDate day) {
    return !sql.list(
            """
            UPDATE rescoring_progress SET cursor = ?, read_at = now()
            WHERE source = 'DAYS' AND cursor IS DISTINCT FROM ? RETURNING 1
            """,
            row -> true,
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
    return sql.first(
            "SELECT count(DISTINCT month), coalesce(extract(epoch FROM now() - min(noted_at)), 0)::bigint FROM rescoring_due",
            row -> new Backlog(row.number(1), row.number(2)))
        .orElseThrow();
  }

  void note(List<Due> dues) {
    for (LocalDate month : dues.stream().map(one -> one.month().firstDay()).distinct().toList()) {
      sql.update("INSERT INTO rescoring_month (month) VALUES (?) ON CONFLICT DO NOTHING", month);
    }
    try {
      sql.copy(
          "rescoring_due (month, changed_month, registrar, cause, incidents)",
          rows -> {
            for (Due one : dues) {
              rows.text(one.month().firstDay().toString())
                  .text(one.told().changedMonth().firstDay().toString())
                  .number(one.told().registrar())
                  .text(one.told().cause())
                  .number(one.told().incidents())
                  .end();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The oldest month that is due and that nobody else scores; held until the end. */
  Optional<Month> claimMonth() {
    return sql.first(
        """
        SELECT m.month FROM rescoring_month m
        WHERE m.not_before <= now() AND EXISTS (SELECT 1 FROM rescoring_due d WHERE d.month = m.month)
        ORDER BY m.month LIMIT 1 FOR UPDATE OF m SKIP LOCKED
        """,
        row -> Month.of(row.day("month")));
  }

  Dues due(Month month) {
    record Row(Told told, long last) {}
    List<Row> rows =
        sql.list(
            """
            SELECT changed_month, registrar, cause, sum(incidents)::bigint AS incidents, max(id) AS last FROM rescoring_due
            WHERE month = ? GROUP BY changed_month, registrar, cause ORDER BY changed_month, registrar, cause
            """,
            row ->
                new Row(
                    new Told(
                        Month.of(row.day("changed_month")),
                        (int) row.number("registrar"),
                        row.text("cause"),
                        row.number("incidents")),
                    row.number("last")),
            month.firstDay());
    return new Dues(
        rows.stream().map(Row::told).toList(), rows.stream().mapToLong(Row::last).max().orElse(0));
  }

  /** Whether anything is due for a month. */
  boolean isDue(Month month) {
    return sql.first(
            "SELECT 1 FROM rescoring_due WHERE month = ? LIMIT 1", row -> true, month.firstDay())
        .isPresent();
  }

  void scored(Month month, long last, Duration pause) {
    sql.update(
        "UPDATE rescoring_month SET not_before = clock_timestamp() + ? * interval '1 millisecond', failures = 0 WHERE month = ?",
        pause.toMillis(),
        month.firstDay());
    sql.update("DELETE FROM rescoring_due WHERE month = ? AND id <= ?", month.firstDay(), last);
  }

  void scoringFailed(Month month) {
    sql.update(
        "UPDATE rescoring_month SET failures = failures + 1, not_before = now() + interval '1 second' * 2 ^ least(failures, "
            + PATIENCE
            + ") WHERE month = ?",
        month.firstDay());
  }
}
