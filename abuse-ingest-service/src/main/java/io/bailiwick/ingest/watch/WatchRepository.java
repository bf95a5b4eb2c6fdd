package io.bailiwick.ingest.watch;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over lists, their progress, and hits. */
@ApplicationScoped
class WatchRepository {
  private static final String LISTS =
      """
      SELECT l.id, l.name, l.title, l.created_at, l.created_by, v.id AS version_id, v.version, v.terms,
             v.created_at AS changed_at, v.created_by AS changed_by
      FROM watch_list l JOIN watch_version v ON v.list_id = l.id
                     AND v.version = (SELECT max(version) FROM watch_version WHERE list_id = l.id)
      """;

  private final Sql sql;

  @Inject
  WatchRepository(Sql sql) {
    this.sql = sql;
  }

  /** A list with the identifiers that stay inside. */
  record Known(UUID id, UUID versionId, WatchList list) {
    static Known of(Columns row) throws SQLException {
      return new Known(
          row.id("id"),
          row.id("version_id"),
          new WatchList(
              row.text("name"),
              row.text("title"),
              Math.toIntExact(row.number("version")),
              row.number("terms"),
              row.time("created_at"),
              row.text("created_by"),
              row.time("changed_at"),
              row.text("changed_by")));
    }
  }

  List<Known> lists(String after, int limit) {
    return sql.list(LISTS + " WHERE l.name > ? ORDER BY l.name LIMIT ?", Known::of, after, limit);
  }

  Optional<Known> list(String name) {
    return sql.first(LISTS + " WHERE l.name = ?", Known::of, name);
  }

  void insertList(UUID id, NewWatchList list, Instant at, String by, Instant lookBack) {
    sql.update(
        "INSERT INTO watch_list (id, name, title, created_at, created_by) VALUES (?, ?, ?, ?, ?)",
        id,
        list.name(),
        list.title(),
        at,
        by);
    sql.update(
        """
        INSERT INTO watch_progress (list_id, first, position)
        SELECT ?, f.first, f.first
        FROM (SELECT coalesce((SELECT min(sequence) - 1 FROM registration_event WHERE type = 'CREATE' AND occurred_at >= ?),
                              (SELECT max(sequence) FROM registration_event), 0) AS first) f
        """,
        id,
        lookBack);
  }

  void insertVersion(
      UUID id, UUID list, int version, List<WatchTerm> terms, Instant at, String by) {
    sql.update(
        "INSERT INTO watch_version (id, list_id, version, terms, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        list,
        version,
        terms.size(),
        at,
        by);
    try {
      sql.copy(
          "watch_term (version_id, number, term, folded, contains, max_edits)",
          rows -> {
            int number = 0;
            for (WatchTerm term : terms) {
              rows.text(id.toString())
                  .number(++number)
                  .text(term.term().strip())
                  .text(Folding.fold(term.term().strip()))
                  .flag(term.contains())
                  .number(term.maxEdits())
                  .end();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A term and its place in the version. */
  record Numbered(long number, WatchTerm term) {}

  List<Numbered> terms(UUID version, long after, int limit) {
    return sql.list(
        "SELECT number, term, contains, max_edits FROM watch_term WHERE version_id = ? AND number > ? ORDER BY number LIMIT ?",
        row ->
            new Numbered(
                row.number("number"),
                new WatchTerm(
                    row.text("term"),
                    row.flag("contains"),
                    Math.toIntExact(row.number("max_edits")))),
        version,
        after,
        limit);
  }

  /** Goes back a little, never before the list's beginning: see {@link WatchRuns}. */
  void stepBack(UUID list, long overlap) {
    sql.update(
        "UPDATE watch_progress SET position = greatest(first, position - ?) WHERE list_id = ?",
        overlap,
        list);
  }

  /** Where the list stands, held until the transaction ends; empty where another run holds it. */
  Optional<Long> claim(UUID list) {
    return sql.first(
        "SELECT position FROM watch_progress WHERE list_id = ? FOR UPDATE SKIP LOCKED",
        row -> row.number("position"),
        list);
  }

  void advance(UUID list, long position) {
    sql.update("UPDATE watch_progress SET position = ? WHERE list_id = ?", position, list);
  }

  /** A name that was created. */
  record Created(
      long sequence, String name, String roid, RegistrarId registrar, Instant occurredAt) {}

  List<Created> created(long after, int limit) {
    return sql.list(
        """
        SELECT sequence, name, roid, registrar, occurred_at FROM registration_event
        WHERE sequence > ? AND type = 'CREATE' ORDER BY sequence LIMIT ?
        """,
        row ->
            new Created(
                row.number("sequence"),
                row.text("name"),
                row.text("roid"),
                row.registrar("registrar"),
                row.time("occurred_at")),
        after,
        limit);
  }

  /** A hit to be kept unless it is known. */
  record Found(Created name, String unicodeName, TermIndex.Found hit) {}

  /** How many were not known. */
  long insertHits(Known list, List<Found> found, Instant at) {
    sql.run(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS watch_found (
          term text, kind text, edits integer, name text, unicode_name text, roid text, registrar integer, created_at timestamptz
        ) ON COMMIT DROP
        """);
    try {
      sql.copy(
          "watch_found",
          rows -> {
            for (Found each : found) {
              rows.text(each.hit().term().term())
                  .text(each.hit().kind().name())
                  .number(each.hit().edits())
                  .text(each.name().name())
                  .text(each.unicodeName())
                  .text(each.name().roid())
                  .number(each.name().registrar().ianaId())
                  .time(each.name().occurredAt())
                  .end();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sql.update(
        """
        INSERT INTO watch_hit (id, list_id, version, term, kind, edits, name, unicode_name, roid, registrar, created_at, found_at, state)
        SELECT uuidv7(), ?, ?, term, kind, edits, name, unicode_name, roid, registrar, created_at, ?, 'OPEN' FROM watch_found
        ON CONFLICT (list_id, term, roid) DO NOTHING
        """,
        list.id(),
        list.list().version(),
        at);
  }

  void insertRun(WatchRun run) {
    sql.update(
        "INSERT INTO watch_run (id, started_at, ended_at, by, names, hits) VALUES (?, ?, ?, ?, ?, ?)",
        run.id(),
        run.startedAt(),
        run.endedAt(),
        run.by(),
        run.names(),
        run.hits());
  }

  List<WatchRun> runs(@Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM watch_run WHERE ?::uuid IS NULL OR id > ? ORDER BY id LIMIT ?",
        row ->
            new WatchRun(
                row.id("id"),
                row.time("started_at"),
                row.time("ended_at"),
                row.text("by"),
                row.number("names"),
                row.number("hits")),
        after,
        after,
        limit);
  }

  private static final String HITS =
      "SELECT h.*, l.name AS list FROM watch_hit h JOIN watch_list l ON l.id = h.list_id ";

  List<WatchHit> hits(
      @Nullable HitState state,
      @Nullable String list,
      @Nullable RegistrarId registrar,
      @Nullable UUID after,
      int limit) {
    return sql.list(
        HITS
            + """
            WHERE (?::text IS NULL OR h.state = ?) AND (?::text IS NULL OR l.name = ?)
              AND (?::integer IS NULL OR h.registrar = ?) AND (?::uuid IS NULL OR h.id > ?)
            ORDER BY h.id LIMIT ?
            """,
        WatchRepository::hit,
        state,
        state,
        list,
        list,
        registrar,
        registrar,
        after,
        after,
        limit);
  }

  Optional<WatchHit> hit(UUID id) {
    return sql.first(HITS + "WHERE h.id = ?", WatchRepository::hit, id);
  }

  Optional<WatchHit> lockedHit(UUID id) {
    return sql.first(HITS + "WHERE h.id = ? FOR UPDATE OF h", WatchRepository::hit, id);
  }

  private static WatchHit hit(Columns row) throws SQLException {
    return new WatchHit(
        row.id("id"),
        row.text("list"),
        Math.toIntExact(row.number("version")),
        row.text("term"),
        row.constant("kind", MatchKind.class),
        Math.toIntExact(row.number("edits")),
        row.text("name"),
        row.text("unicode_name"),
        row.text("roid"),
        row.registrar("registrar"),
        row.time("created_at"),
        row.time("found_at"),
        row.constant("state", HitState.class),
        row.textOrNull("assignee"),
        row.idOrNull("report_id"));
  }

  boolean isReportOf(UUID report, String name) {
    return sql.number("SELECT count(*) FROM report WHERE id = ? AND domain = ?", report, name) > 0;
  }

  void change(
      WatchHit before,
      HitStep step,
      HitState to,
      @Nullable String assignee,
      @Nullable UUID report,
      @Nullable String note,
      Instant at,
      String by) {
    sql.update(
        "UPDATE watch_hit SET state = ?, assignee = ?, report_id = ? WHERE id = ?",
        to,
        assignee,
        report,
        before.id());
    sql.update(
        """
        INSERT INTO watch_hit_step (hit_id, number, at, by, step, from_state, to_state, note)
        SELECT ?, count(*) + 1, ?, ?, ?, ?, ?, ? FROM watch_hit_step WHERE hit_id = ?
        """,
        before.id(),
        at,
        by,
        step,
        before.state(),
        to,
        note,
        before.id());
  }

  List<WatchHitDetail.Done> history(UUID hit) {
    return sql.list(
        "SELECT * FROM watch_hit_step WHERE hit_id = ? ORDER BY number",
        row ->
            new WatchHitDetail.Done(
                row.time("at"),
                row.text("by"),
                row.constant("step", HitStep.class),
                row.constant("from_state", HitState.class),
                row.constant("to_state", HitState.class),
                row.textOrNull("note")),
        hit);
  }
}
