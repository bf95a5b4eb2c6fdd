package io.bailiwick.ingest.registrar;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over registrars, lists, families and exemptions. */
@ApplicationScoped
class RegistrarRepository {
  private final Sql sql;

  @Inject
  RegistrarRepository(Sql sql) {
    this.sql = sql;
  }

  List<Registrar> registrars(LocalDate at, long after, int limit) {
    return sql.list(
        "SELECT * FROM registrars_at(?) WHERE iana_id > ? ORDER BY iana_id LIMIT ?",
        row -> {
          String status = row.textOrNull("iana_status");
          return new Registrar(
              row.registrar("iana_id"),
              row.text("name"),
              row.text("client_id"),
              row.text("status"),
              row.constant("kind", RegistrarKind.class),
              row.textOrNull("family"),
              row.textOrNull("iana_name"),
              status == null ? null : IanaStatus.valueOf(status));
        },
        at,
        after,
        limit);
  }

  List<RegistrarHistory.Name> names(RegistrarId registrar) {
    return sql.list(
        """
        SELECT name, status, from_at, lead(from_at) OVER (ORDER BY from_at) AS until_at FROM registrar_name
        WHERE registrar = ? ORDER BY from_at
        """,
        row ->
            new RegistrarHistory.Name(
                row.text("name"),
                row.text("status"),
                row.time("from_at"),
                row.timeOrNull("until_at")),
        registrar);
  }

  /** Lists that say the same one after the other are one range; a list without it ends one. */
  List<RegistrarHistory.Listing> listings(RegistrarId registrar) {
    return sql.list(
        """
        WITH said AS (
          SELECT l.as_of, lead(l.as_of) OVER (ORDER BY l.as_of) AS next, e.name, e.status,
                 CASE WHEN (e.name, e.status) IS NOT DISTINCT FROM
                           (lag(e.name) OVER (ORDER BY l.as_of), lag(e.status) OVER (ORDER BY l.as_of)) THEN 0 ELSE 1 END AS first
          FROM registrar_list l LEFT JOIN registrar_list_entry e ON e.list_id = l.id AND e.registrar = ?
        ), numbered AS (SELECT *, sum(first) OVER (ORDER BY as_of) AS part FROM said)
        SELECT min(name) AS name, min(status) AS status, min(as_of) AS from_day,
               CASE WHEN bool_and(next IS NOT NULL) THEN max(next) END AS until_day
        FROM numbered WHERE name IS NOT NULL GROUP BY part ORDER BY part
        """,
        row ->
            new RegistrarHistory.Listing(
                row.text("name"),
                row.constant("status", IanaStatus.class),
                row.day("from_day"),
                row.dayOrNull("until_day")),
        registrar);
  }

  boolean isKnown(RegistrarId registrar) {
    return sql.number(
            """
            SELECT count(*) FROM (SELECT iana_id FROM registrar WHERE iana_id = ?
                                  UNION ALL (SELECT registrar FROM registrar_list_entry WHERE registrar = ? LIMIT 1)) known
            """,
            registrar,
            registrar)
        > 0;
  }

  Optional<RegistrarList> list(UUID id) {
    return sql.first(
        "SELECT * FROM registrar_list WHERE id = ?", RegistrarRepository::registrarList, id);
  }

  Optional<RegistrarList> list(LocalDate asOf) {
    return sql.first(
        "SELECT * FROM registrar_list WHERE as_of = ?", RegistrarRepository::registrarList, asOf);
  }

  List<RegistrarList> lists(@Nullable LocalDate after, int limit) {
    return sql.list(
        "SELECT * FROM registrar_list WHERE ?::date IS NULL OR as_of > ? ORDER BY as_of LIMIT ?",
        RegistrarRepository::registrarList,
        after,
        after,
        limit);
  }

  void insert(RegistrarList list, List<RegistrarListReader.Entry> entries) throws IOException {
    sql.update(
        "INSERT INTO registrar_list (id, as_of, sha256, entries, received_at, received_by) VALUES (?, ?, ?, ?, ?, ?)",
        list.id(),
        list.asOf(),
        list.sha256(),
        list.entries(),
        list.receivedAt(),
        list.receivedBy());
    sql.copy(
        "registrar_list_entry (list_id, registrar, name, status, rdap_base)",
        copy -> {
          for (RegistrarListReader.Entry entry : entries) {
            copy.text(list.id().toString())
                .number(entry.registrar().ianaId())
                .text(entry.name())
                .text(entry.status().name())
                .text(entry.rdapBase())
                .end();
          }
        });
  }

  private static RegistrarList registrarList(Columns row) throws SQLException {
    return new RegistrarList(
        row.id("id"),
        row.day("as_of"),
        row.text("sha256"),
        row.number("entries"),
        row.time("received_at"),
        row.text("received_by"));
  }

  Optional<RegistrarFamily> family(UUID id) {
    return sql.first(
        "SELECT * FROM registrar_family WHERE id = ?", RegistrarRepository::family, id);
  }

  List<RegistrarFamily> families(RegistrarId registrar) {
    return sql.list(
        "SELECT * FROM registrar_family WHERE registrar = ? ORDER BY from_day",
        RegistrarRepository::family,
        registrar);
  }

  List<RegistrarFamily> families(
      @Nullable String family, @Nullable LocalDate at, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT * FROM registrar_family
        WHERE (?::text IS NULL OR family = ?)
          AND (?::date IS NULL OR daterange(from_day, until_day) @> ?::date)
          AND (?::uuid IS NULL OR id > ?)
        ORDER BY id LIMIT ?
        """,
        RegistrarRepository::family,
        family,
        family,
        at,
        at,
        after,
        after,
        limit);
  }

  /** Whether the registrar is in a family at some time of a range. */
  boolean isInFamily(RegistrarId registrar, LocalDate from, @Nullable LocalDate until) {
    return overlaps("registrar_family", registrar, from, until);
  }

  boolean isExempt(RegistrarId registrar, LocalDate from, @Nullable LocalDate until) {
    return overlaps("registrar_exemption", registrar, from, until);
  }

  private boolean overlaps(
      String table, RegistrarId registrar, LocalDate from, @Nullable LocalDate until) {
    return sql.number(
            "SELECT count(*) FROM "
                + table
                + " WHERE registrar = ? AND daterange(from_day, until_day) && daterange(?::date, ?::date)",
            registrar,
            from,
            until)
        > 0;
  }

  void insert(RegistrarFamily member) {
    sql.update(
        """
        INSERT INTO registrar_family (id, family, registrar, from_day, until_day, reason, entered_by, entered_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        member.id(),
        member.family(),
        member.registrar(),
        member.from(),
        member.until(),
        member.reason(),
        member.enteredBy(),
        member.enteredAt());
  }

  void endFamily(UUID id, LocalDate until) {
    sql.update("UPDATE registrar_family SET until_day = ? WHERE id = ?", until, id);
  }

  void endExemption(UUID id, LocalDate until) {
    sql.update("UPDATE registrar_exemption SET until_day = ? WHERE id = ?", until, id);
  }

  private static RegistrarFamily family(Columns row) throws SQLException {
    return new RegistrarFamily(
        row.id("id"),
        row.text("family"),
        row.registrar("registrar"),
        row.day("from_day"),
        row.dayOrNull("until_day"),
        row.text("reason"),
        row.text("entered_by"),
        row.time("entered_at"));
  }

  Optional<RegistrarExemption> exemption(UUID id) {
    return sql.first(
        "SELECT * FROM registrar_exemption WHERE id = ?", RegistrarRepository::exemption, id);
  }

  List<RegistrarExemption> exemptions(RegistrarId registrar) {
    return sql.list(
        "SELECT * FROM registrar_exemption WHERE registrar = ? ORDER BY from_day",
        RegistrarRepository::exemption,
        registrar);
  }

  List<RegistrarExemption> exemptions(@Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM registrar_exemption WHERE ?::uuid IS NULL OR id > ? ORDER BY id LIMIT ?",
        RegistrarRepository::exemption,
        after,
        after,
        limit);
  }

  void insert(RegistrarExemption exemption) {
    sql.update(
        """
        INSERT INTO registrar_exemption (id, registrar, cause, from_day, until_day, reason, entered_by, entered_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        exemption.id(),
        exemption.registrar(),
        exemption.cause(),
        exemption.from(),
        exemption.until(),
        exemption.reason(),
        exemption.enteredBy(),
        exemption.enteredAt());
  }

  private static RegistrarExemption exemption(Columns row) throws SQLException {
    return new RegistrarExemption(
        row.id("id"),
        row.registrar("registrar"),
        row.constant("cause", RegistrarExemption.Cause.class),
        row.day("from_day"),
        row.dayOrNull("until_day"),
        row.text("reason"),
        row.text("entered_by"),
        row.time("entered_at"));
  }
}
