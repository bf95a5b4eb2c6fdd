package io.bailiwick.ingest.zone;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Zone files against the register, as sets. */
@ApplicationScoped
class ZoneRepository {
  private final Sql sql;

  @Inject
  ZoneRepository(Sql sql) {
    this.sql = sql;
  }

  /** Writes the names of a file. */
  @FunctionalInterface
  interface Staging {
    Delegations.Summary stage(Delegations.Names names) throws IOException;
  }

  /** Into a temporary table that lasts as long as the transaction. */
  Delegations.Summary stage(Staging work) throws IOException {
    sql.run("CREATE TEMP TABLE staged_zone (name text, signed boolean) ON COMMIT DROP");
    AtomicReference<Delegations.Summary> summary = new AtomicReference<>();
    sql.copy(
        "staged_zone (name, signed)",
        copy ->
            summary.set(
                work.stage(
                    (name, signed) -> {
                      try {
                        copy.text(name).flag(signed).end();
                      } catch (SQLException e) {
                        throw new IOException(e);
                      }
                    })));
    // DS records without NS records delegate nothing.
    sql.run(
        """
        CREATE TEMP TABLE zone_name ON COMMIT DROP AS
        SELECT name, bool_or(signed) AS signed FROM staged_zone GROUP BY name HAVING bool_or(NOT signed);
        ANALYZE zone_name;
        """);
    return Objects.requireNonNull(summary.get());
  }

  long delegated() {
    return sql.number("SELECT count(*) FROM zone_name");
  }

  long signed() {
    return sql.number("SELECT count(*) FROM zone_name WHERE signed");
  }

  void insert(ZoneFile file) {
    sql.update(
        """
        INSERT INTO zone_file (id, tld, day, serial, sha256, bytes, records, delegated, signed, received_at, received_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        file.id(),
        file.tld(),
        file.day(),
        file.serial(),
        file.sha256(),
        file.bytes(),
        file.records(),
        file.delegated(),
        file.signed(),
        file.receivedAt(),
        file.receivedBy());
  }

  /**
   * Holds the names against the registrations that lived at some time of the day: what was created
   * or purged on it may be in the zone or not.
   */
  void compare(ZoneFile file) {
    sql.update(LIVED, file.day(), file.day(), file.tld());
    sql.run("ANALYZE lived");
    sql.update(
        """
        INSERT INTO zone_day (zone_file_id, registrar, delegated, signed)
        SELECT ?, l.registrar, count(*), count(*) FILTER (WHERE z.signed)
        FROM zone_name z JOIN lived l ON l.name = z.name AND l.registrar IS NOT NULL
        GROUP BY l.registrar
        """,
        file.id());
    sql.update(DIFFERENCES, file.day(), file.day());
    sql.update(
        "INSERT INTO zone_difference (zone_file_id, reason, names) SELECT ?, reason, count(*) FROM difference GROUP BY reason",
        file.id());
    sql.update(
        """
        INSERT INTO zone_difference_name (zone_file_id, reason, name, registrar)
        SELECT ?, reason, name, registrar
        FROM (SELECT *, row_number() OVER (PARTITION BY reason ORDER BY name) AS n FROM difference) numbered WHERE n <= 1000
        """,
        file.id());
  }

  private static final String LIVED =
      """
      CREATE TEMP TABLE lived ON COMMIT DROP AS
      SELECT DISTINCT ON (g.name) g.name, g.statuses, g.created_at, g.deleted_at,
             (SELECT s.registrar FROM sponsorship s
              WHERE s.registration_id = g.id AND s.from_at < p.evening AND (s.until_at IS NULL OR s.until_at >= p.morning)
              ORDER BY s.from_at DESC LIMIT 1) AS registrar
      FROM (SELECT ?::date::timestamp AT TIME ZONE 'UTC' AS morning, (?::date + 1)::timestamp AT TIME ZONE 'UTC' AS evening) p
      JOIN registration g ON g.tld = ? AND g.created_at < p.evening AND (g.deleted_at IS NULL OR g.deleted_at >= p.morning)
      ORDER BY g.name, g.created_at DESC
      """;

  private static final String DIFFERENCES =
      """
      CREATE TEMP TABLE difference ON COMMIT DROP AS
      WITH p AS (SELECT ?::date::timestamp AT TIME ZONE 'UTC' AS morning, (?::date + 1)::timestamp AT TIME ZONE 'UTC' AS evening)
      SELECT CASE WHEN EXISTS (SELECT 1 FROM registration g WHERE g.name = z.name AND g.created_at < p.evening)
                  THEN 'PURGED' ELSE 'NOT_REGISTERED' END AS reason, z.name, NULL::integer AS registrar
      FROM zone_name z CROSS JOIN p LEFT JOIN lived l ON l.name = z.name WHERE l.name IS NULL
      UNION ALL
      SELECT CASE WHEN l.statuses && '{clientHold,serverHold}' THEN 'ON_HOLD'
                  WHEN l.statuses && '{pendingDelete,redemptionPeriod}' THEN 'PENDING_DELETE'
                  WHEN l.statuses && '{pendingCreate}' THEN 'PENDING_CREATE'
                  WHEN l.statuses && '{inactive}' THEN 'INACTIVE'
                  ELSE 'UNEXPLAINED' END, l.name, l.registrar
      FROM lived l CROSS JOIN p LEFT JOIN zone_name z ON z.name = l.name
      WHERE z.name IS NULL AND l.created_at < p.morning AND (l.deleted_at IS NULL OR l.deleted_at >= p.evening)
      """;

  Optional<ZoneFile> find(UUID id) {
    return sql.first("SELECT * FROM zone_file WHERE id = ?", this::file, id);
  }

  Optional<ZoneFile> find(String tld, String sha256) {
    return sql.first(
        "SELECT * FROM zone_file WHERE tld = ? AND sha256 = ?", this::file, tld, sha256);
  }

  List<ZoneFile> list(@Nullable String tld, @Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM zone_file WHERE (?::text IS NULL OR tld = ?) AND (?::uuid IS NULL OR id > ?) ORDER BY id LIMIT ?",
        this::file,
        tld,
        tld,
        after,
        after,
        limit);
  }

  List<ZoneDay> days(UUID file, long after, int limit) {
    return sql.list(
        "SELECT * FROM zone_day WHERE zone_file_id = ? AND registrar > ? ORDER BY registrar LIMIT ?",
        row ->
            new ZoneDay(row.registrar("registrar"), row.number("delegated"), row.number("signed")),
        file,
        after,
        limit);
  }

  List<ZoneDifferenceName> names(UUID file, String afterReason, String afterName, int limit) {
    return sql.list(
        """
        SELECT * FROM zone_difference_name WHERE zone_file_id = ? AND (reason, name) > (?, ?)
        ORDER BY reason, name LIMIT ?
        """,
        row ->
            new ZoneDifferenceName(
                row.constant("reason", ZoneFile.Reason.class),
                row.text("name"),
                row.registrarOrNull("registrar")),
        file,
        afterReason,
        afterName,
        limit);
  }

  private ZoneFile file(Columns row) throws SQLException {
    UUID id = row.id("id");
    return new ZoneFile(
        id,
        row.text("tld"),
        row.day("day"),
        row.number("serial"),
        row.text("sha256"),
        row.number("bytes"),
        row.number("records"),
        row.number("delegated"),
        row.number("signed"),
        row.time("received_at"),
        row.text("received_by"),
        sql.list(
            "SELECT * FROM zone_difference WHERE zone_file_id = ? ORDER BY reason",
            of ->
                new ZoneFile.Difference(
                    of.constant("reason", ZoneFile.Reason.class), of.number("names")),
            id));
  }
}
