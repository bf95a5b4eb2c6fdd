package io.bailiwick.aip.clock;

import io.bailiwick.aip.deadline.DayUnit;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of case_clock and of its history. */
@ApplicationScoped
class ClockRepository {
  private static final String COLUMNS = "SELECT * FROM case_clock ";

  private final Sql sql;

  @Inject
  ClockRepository(Sql sql) {
    this.sql = sql;
  }

  /** What is asked of the list; null where it does not matter. */
  record Filter(
      @Nullable UUID caseId,
      @Nullable ClockKind kind,
      @Nullable ClockState state,
      @Nullable LocalDate due) {}

  Mapping at(Instant now) {
    return new Mapping(now);
  }

  /** Reads rows as they stand at an instant. */
  record Mapping(Instant now) {
    CaseClock of(Columns row) throws SQLException {
      Deadline deadline =
          new Deadline(
              row.constant("unit", DayUnit.class),
              row.day("last_day"),
              left(row.numberOrNull("days_left")));
      String outcome = row.textOrNull("outcome");
      ClockState state =
          outcome != null
              ? ClockState.valueOf(outcome)
              : deadline.standsStill()
                  ? ClockState.PAUSED
                  : deadline.isOver(now) ? ClockState.OVERDUE : ClockState.RUNNING;
      return new CaseClock(
          row.id("id"),
          row.id("case_id"),
          row.text("case_reference"),
          row.registrar("registrar"),
          row.constant("kind", ClockKind.class),
          row.idOrNull("subject"),
          state,
          deadline.unit(),
          row.text("country"),
          deadline.lastDay(),
          deadline.left(),
          row.textOrNull("pause_reason"),
          row.flag("contested"),
          (int) row.number("extensions"),
          (int) row.number("reminders"),
          row.time("started_at"),
          row.timeOrNull("overdue_at"),
          row.timeOrNull("ended_at"));
    }

    private static @Nullable Integer left(@Nullable Long days) {
      return days == null ? null : days.intValue();
    }
  }

  void insert(
      UUID id,
      ClockedCase of,
      ClockKind kind,
      @Nullable UUID subject,
      Deadline deadline,
      String country,
      Instant now) {
    long unused =
        sql.update(
            """
            INSERT INTO case_clock (id, case_id, case_reference, registrar, kind, subject, unit, last_day, country, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id,
            of.id(),
            of.reference(),
            of.registrar(),
            kind,
            subject,
            deadline.unit(),
            deadline.lastDay(),
            country,
            now);
  }

  /** The case's row first, as transitions do it, so that neither waits for the other. */
  void lockCase(UUID caseId) {
    var unused = sql.list("SELECT 1 FROM casefile WHERE id = ? FOR UPDATE", row -> true, caseId);
  }

  Optional<CaseClock> find(UUID id, Instant now) {
    return sql.first(COLUMNS + "WHERE id = ?", at(now)::of, id);
  }

  /** What the registrar of a case was called when it was found. */
  String registrarName(UUID caseId) {
    return sql.first(
            "SELECT registrar_name FROM casefile WHERE id = ?",
            row -> row.text("registrar_name"),
            caseId)
        .orElseThrow();
  }

  /** For the clock's own work: empty when somebody else is at it. */
  Optional<CaseClock> claimed(UUID id, Instant now) {
    return sql.first(COLUMNS + "WHERE id = ? FOR UPDATE SKIP LOCKED", at(now)::of, id);
  }

  /** Clocks of a case that have not ended, locked. */
  List<CaseClock> open(UUID caseId, Instant now) {
    return sql.list(
        COLUMNS + "WHERE case_id = ? AND outcome IS NULL ORDER BY started_at, id FOR UPDATE",
        at(now)::of,
        caseId);
  }

  List<CaseClock> ofCase(UUID caseId, Instant now) {
    return sql.list(COLUMNS + "WHERE case_id = ? ORDER BY started_at, id", at(now)::of, caseId);
  }

  /** Those that run and of which no alarm was raised: at most as many as one round looks at. */
  List<CaseClock> running(Instant now, int limit) {
    return sql.list(
        COLUMNS
            + "WHERE outcome IS NULL AND days_left IS NULL AND overdue_at IS NULL ORDER BY last_day, id LIMIT ?",
        at(now)::of,
        limit);
  }

  long overdue(LocalDate today) {
    return sql.number(
        """
        SELECT count(*) FROM case_clock
        WHERE outcome IS NULL AND days_left IS NULL AND kind <> 'RESPOND' AND last_day < ?
        """,
        today);
  }

  List<CaseClock> page(
      RegistrarScope scope,
      Filter filter,
      Instant now,
      LocalDate today,
      @Nullable UUID after,
      int limit) {
    StringBuilder where = new StringBuilder("WHERE true");
    List<Object> parameters = new ArrayList<>();
    if (!scope.isAll()) {
      where.append(" AND registrar = ANY (?)");
      parameters.add(scope.sqlIds());
    }
    if (filter.caseId() != null) {
      where.append(" AND case_id = ?");
      parameters.add(filter.caseId());
    }
    if (filter.kind() != null) {
      where.append(" AND kind = ?");
      parameters.add(filter.kind());
    }
    if (filter.state() != null) {
      where.append(
          switch (filter.state()) {
            case RUNNING -> " AND outcome IS NULL AND days_left IS NULL AND last_day >= ?";
            case OVERDUE -> " AND outcome IS NULL AND days_left IS NULL AND last_day < ?";
            case PAUSED -> " AND outcome IS NULL AND days_left IS NOT NULL";
            case MET -> " AND outcome = 'MET'";
            case CANCELLED -> " AND outcome = 'CANCELLED'";
          });
      if (filter.state() == ClockState.RUNNING || filter.state() == ClockState.OVERDUE) {
        parameters.add(today);
      }
    }
    if (filter.due() != null) {
      where.append(" AND outcome IS NULL AND days_left IS NULL AND last_day <= ?");
      parameters.add(filter.due());
    }
    // A case without a ground leaves no trace in what people look through.
    where.append(" AND ").append(UnfoundedCases.without("case_clock"));
    if (after != null) {
      where.append(" AND id > ?");
      parameters.add(after);
    }
    parameters.add(limit);
    return sql.list(COLUMNS + where + " ORDER BY id LIMIT ?", at(now)::of, parameters.toArray());
  }

  /** Writes down where a clock stands, with the step that brought it there. */
  void save(CaseClock clock) {
    long unused =
        sql.update(
            """
            UPDATE case_clock SET last_day = ?, days_left = ?, pause_reason = ?, contested = ?, extensions = ?,
                reminders = ?, overdue_at = ?, ended_at = ?, outcome = ?
            WHERE id = ?
            """,
            clock.lastDay(),
            clock.daysLeft(),
            clock.pauseReason(),
            clock.contested(),
            clock.extensions(),
            clock.reminders(),
            clock.overdueAt(),
            clock.endedAt(),
            clock.endedAt() == null ? null : clock.state().name(),
            clock.id());
  }

  /** The days that people see on the case itself. */
  void tellCase(CaseClock clock) {
    String column =
        switch (clock.kind()) {
          case ACKNOWLEDGE -> "acknowledge_by";
          case PLAN -> "plan_by";
          case RESPOND, MONITORING_REVIEW, LIMIT_REVIEW, APPEAL_INTERNAL, APPEAL_EXTERNAL -> null;
        };
    if (column != null) {
      long unused =
          sql.update(
              "UPDATE casefile SET " + column + " = ?, version = version + 1 WHERE id = ?",
              clock.lastDay(),
              clock.caseId());
    }
  }

  void record(UUID clockId, ClockHistory step) {
    long unused =
        sql.update(
            """
            INSERT INTO case_clock_history (id, clock_id, step, actor, reason, last_day, days_left, occurred_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            Ids.next(),
            clockId,
            step.step(),
            step.actor(),
            step.reason(),
            step.lastDay(),
            step.daysLeft(),
            step.at());
  }

  List<ClockHistory> history(UUID clockId) {
    return sql.list(
        "SELECT * FROM case_clock_history WHERE clock_id = ? ORDER BY occurred_at, id",
        row ->
            new ClockHistory(
                row.constant("step", ClockStep.class),
                row.text("actor"),
                row.textOrNull("reason"),
                row.day("last_day"),
                Mapping.left(row.numberOrNull("days_left")),
                row.time("occurred_at")),
        clockId);
  }
}
