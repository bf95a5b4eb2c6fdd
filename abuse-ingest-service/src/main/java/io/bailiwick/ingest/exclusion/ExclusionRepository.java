package io.bailiwick.ingest.exclusion;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over exclusions. */
@ApplicationScoped
class ExclusionRepository {
  private final Sql sql;

  @Inject
  ExclusionRepository(Sql sql) {
    this.sql = sql;
  }

  Optional<Exclusion> find(UUID id) {
    return sql.first("SELECT * FROM exclusion WHERE id = ?", ExclusionRepository::exclusion, id);
  }

  List<Exclusion> list(
      @Nullable String name, @Nullable LocalDate at, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT * FROM exclusion
        WHERE (?::text IS NULL OR name = ?)
          AND (?::date IS NULL OR daterange(from_day, until_day) @> ?::date)
          AND (?::uuid IS NULL OR id > ?)
        ORDER BY id LIMIT ?
        """,
        ExclusionRepository::exclusion,
        name,
        name,
        at,
        at,
        after,
        after,
        limit);
  }

  boolean overlaps(String name, LocalDate from, @Nullable LocalDate until) {
    return sql.number(
            "SELECT count(*) FROM exclusion WHERE name = ? AND daterange(from_day, until_day) && daterange(?::date, ?::date)",
            name,
            from,
            until)
        > 0;
  }

  void insert(Exclusion exclusion) {
    sql.update(
        """
        INSERT INTO exclusion (id, name, reason, from_day, until_day, note, entered_by, entered_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        exclusion.id(),
        exclusion.name(),
        exclusion.reason(),
        exclusion.from(),
        exclusion.until(),
        exclusion.note(),
        exclusion.enteredBy(),
        exclusion.enteredAt());
  }

  void end(UUID id, LocalDate until, String by, Instant at) {
    sql.update(
        "UPDATE exclusion SET until_day = ?, ended_by = ?, ended_at = ? WHERE id = ?",
        until,
        by,
        at,
        id);
  }

  /**
   * Whoever follows the changes of incidents and tallies learns that those of the name count
   * otherwise now. The update comes first: it waits for the turn that keeps numbers in their order.
   */
  void touchIncidents(String name, Instant at) {
    sql.update("UPDATE incident SET change = nextval('change_number') WHERE domain = ?", name);
    sql.update(
        """
        INSERT INTO incident_change (incident_id, cause, at, month_before, month_after, registrar_before, registrar_after, tallied)
        SELECT id, 'PERSON', ?, m.month, m.month, registrar, registrar, true
        FROM incident CROSS JOIN LATERAL (SELECT date_trunc('month', opened_at AT TIME ZONE 'UTC')::date AS month) m
        WHERE domain = ? AND merged_into IS NULL
        """,
        at,
        name);
  }

  private static Exclusion exclusion(Columns row) throws SQLException {
    return new Exclusion(
        row.id("id"),
        row.text("name"),
        row.constant("reason", Exclusion.Reason.class),
        row.day("from_day"),
        row.dayOrNull("until_day"),
        row.text("note"),
        row.text("entered_by"),
        row.time("entered_at"),
        row.textOrNull("ended_by"),
        row.timeOrNull("ended_at"));
  }
}
