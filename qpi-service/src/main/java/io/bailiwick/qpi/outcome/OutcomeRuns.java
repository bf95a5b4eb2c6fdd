package io.bailiwick.qpi.outcome;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps how far reports have come. */
@ApplicationScoped
class OutcomeRuns {

  private final Sql sql;

  @Inject
  OutcomeRuns(Sql sql) {
    this.sql = sql;
  }

  /** The run of the promotion that is not done, or a new one. */
  OutcomeRun open(UUID promotion, Instant asOf, String by) {
    sql.update(
        """
        INSERT INTO outcome_run (id, promotion_id, stage, pages, rows_kept, as_of, run_by, started_at, progressed_at, runs_after)
        VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?, ?)
        ON CONFLICT (promotion_id) WHERE stage <> 'DONE' DO NOTHING
        """,
        Ids.next(),
        promotion,
        OutcomeStage.CREATES,
        asOf,
        by,
        asOf,
        asOf,
        asOf);
    return sql.first(
            "SELECT * FROM outcome_run WHERE promotion_id = ? AND stage <> 'DONE'",
            OutcomeRuns::run,
            promotion)
        .orElseThrow();
  }

  OutcomeRun get(UUID id) {
    return sql.first("SELECT * FROM outcome_run WHERE id = ?", OutcomeRuns::run, id).orElseThrow();
  }

  /** Held by the transaction: whoever else works on it waits. */
  OutcomeRun locked(UUID id) {
    return sql.first("SELECT * FROM outcome_run WHERE id = ? FOR UPDATE", OutcomeRuns::run, id)
        .orElseThrow();
  }

  List<OutcomeRun> page(UUID promotion, UUID after, int limit) {
    return sql.list(
        "SELECT * FROM outcome_run WHERE promotion_id = ? AND id > ? ORDER BY id LIMIT ?",
        OutcomeRuns::run,
        promotion,
        after,
        limit);
  }

  /**
   * Keeps how far a run is.
   *
   * @param runsAfter before which the schedule leaves it alone
   */
  void move(OutcomeRun run, Instant now, Instant runsAfter) {
    Month month = run.month();
    sql.update(
        """
        UPDATE outcome_run SET stage = ?, month = ?, cursor = ?, pages = ?, rows_kept = ?, progressed_at = ?, runs_after = ?
        WHERE id = ?
        """,
        run.stage(),
        month == null ? null : month.toString(),
        run.cursor(),
        run.pages(),
        run.rows(),
        now,
        runsAfter,
        run.id());
  }

  void finish(UUID run, UUID report, Instant now) {
    sql.update(
        "UPDATE outcome_run SET stage = 'DONE', month = NULL, cursor = NULL, report_id = ?, progressed_at = ? WHERE id = ?",
        report,
        now,
        run);
  }

  /** The next run on which nobody works; nobody else takes it up until its pause is over. */
  Optional<UUID> claim(Instant now, Instant runsAfter) {
    Optional<UUID> next =
        sql.first(
            """
            SELECT id FROM outcome_run WHERE stage <> 'DONE' AND runs_after <= ?
            ORDER BY runs_after, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """,
            row -> row.id("id"),
            now);
    next.ifPresent(
        run -> sql.update("UPDATE outcome_run SET runs_after = ? WHERE id = ?", runsAfter, run));
    return next;
  }

  private static OutcomeRun run(Columns row) throws SQLException {
    String month = row.textOrNull("month");
    return new OutcomeRun(
        row.id("id"),
        row.id("promotion_id"),
        row.constant("stage", OutcomeStage.class),
        month == null ? null : Month.fromString(month),
        row.textOrNull("cursor"),
        row.number("pages"),
        row.number("rows_kept"),
        row.time("as_of"),
        row.text("run_by"),
        row.time("started_at"),
        row.time("progressed_at"),
        row.idOrNull("report_id"));
  }
}
