package io.bailiwick.ingest.incident;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over incidents. */
@ApplicationScoped
class IncidentRepository {
  private static final int LISTINGS = 1000;

  private final Sql sql;

  @Inject
  IncidentRepository(Sql sql) {
    this.sql = sql;
  }

  /** Sorted by opening, then id. */
  List<Incident> list(IncidentQuery query, @Nullable String after, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder("merged_into IS NULL");
    if (!query.scope().isAll()) {
      and(where, parameters, "registrar = ANY (?)", query.scope().sqlIds());
    }
    if (query.month() != null) {
      and(where, parameters, "opened_at >= ?", query.month().start());
      and(where, parameters, "opened_at < ?", query.month().end());
    }
    if (query.registrar() != null) {
      and(where, parameters, "registrar = ?", query.registrar());
    }
    if (query.threat() != null) {
      and(where, parameters, "threat = ?", query.threat());
    }
    if (query.classification() != null) {
      and(where, parameters, "classification = ?", query.classification());
    }
    if (query.state() != null) {
      and(where, parameters, "state = ?", query.state());
    }
    if (query.name() != null) {
      and(where, parameters, "domain = ?", query.name());
    }
    if (!query.ids().isEmpty()) {
      and(
          where,
          parameters,
          "id IN (SELECT coalesce(merged_into, id) FROM incident WHERE id = ANY (?))",
          query.ids().toArray(UUID[]::new));
    }
    if (after != null) {
      List<String> key = Cursor.parts(after, 2);
      try {
        and(where, parameters, "(opened_at, id) > (?, ?)", Instant.parse(key.get(0)));
        parameters.add(UUID.fromString(key.get(1)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
      }
    }
    parameters.add(limit);
    return sql.list(
        "SELECT i.*, course.* FROM (SELECT * FROM incident WHERE "
            + where
            + " ORDER BY opened_at, id LIMIT ?) i"
            + COURSE
            + " ORDER BY i.opened_at, i.id",
        IncidentRepository::incident,
        parameters.toArray());
  }

  static String key(Incident incident) {
    return Cursor.key(incident.openedAt(), incident.id());
  }

  private static void and(
      StringBuilder where, List<@Nullable Object> parameters, String condition, Object value) {
    where.append(" AND ").append(condition);
    parameters.add(value);
  }

  /** The incident, or the one that took it in. */
  Optional<Incident> find(UUID id) {
    return sql.first(
        "SELECT i.*, course.* FROM incident asked JOIN incident i ON i.id = coalesce(asked.merged_into, asked.id)"
            + COURSE
            + " WHERE asked.id = ?",
        IncidentRepository::incident,
        id);
  }

  /** Incidents of one threat on one name never overlap in time. */
  Optional<Incident> at(String name, Threat threat, Instant time) {
    return sql.first(
        "SELECT i.*, course.* FROM incident i"
            + COURSE
            + " WHERE domain = ? AND threat = ? AND merged_into IS NULL AND ? BETWEEN opened_at AND last_seen_at",
        IncidentRepository::incident,
        name,
        threat,
        time);
  }

  IncidentDetail detail(Incident incident) {
    var decision =
        sql.first(
            "SELECT person_classification, person_reason, person, person_at FROM incident WHERE id = ? AND person IS NOT NULL",
            row ->
                new IncidentDetail.Decision(
                    row.constant("person_classification", Classification.class),
                    row.text("person_reason"),
                    row.text("person"),
                    row.time("person_at")),
            incident.id());
    // Incidents of one threat on one name never overlap in time, so time says what belongs to one.
    var listings =
        sql.list(
            """
            SELECT f.name AS feed, f.family, o.source_time, o.fetched_at, o.counted_at, o.payload_id, p.sha256, o.line, o.value
            FROM observation o JOIN feed f ON f.id = o.feed_id JOIN payload p ON p.id = o.payload_id
            WHERE o.domain = ? AND o.threat = ? AND o.counted_at BETWEEN ? AND ?
            ORDER BY o.counted_at, o.key LIMIT ?
            """,
            row ->
                new IncidentDetail.Observation(
                    row.text("feed"),
                    row.text("family"),
                    row.timeOrNull("source_time"),
                    row.time("fetched_at"),
                    row.time("counted_at"),
                    row.id("payload_id"),
                    row.text("sha256"),
                    row.number("line"),
                    row.text("value")),
            incident.name(),
            incident.threat(),
            incident.openedAt(),
            incident.lastSeenAt(),
            LISTINGS);
    return new IncidentDetail(incident, decision.orElse(null), history(incident), listings);
  }

  void classify(UUID id, Classification classification, String reason, String person, Instant at) {
    sql.update(
        """
        UPDATE incident SET person_classification = ?, person_reason = ?, person = ?, person_at = ?,
                            change = nextval('change_number')
        WHERE id = ?
        """,
        classification,
        reason,
        person,
        at,
        id);
  }

  private static Incident incident(Columns row) throws SQLException {
    String person = row.textOrNull("person_reason");
    return new Incident(
        row.id("id"),
        row.text("domain"),
        row.text("unicode_domain"),
        row.textOrNull("roid"),
        row.constant("threat", Threat.class),
        row.time("opened_at"),
        row.time("last_seen_at"),
        Month.of(row.time("opened_at")),
        row.registrarOrNull("registrar"),
        row.registrarOrNull("creator"),
        row.timeOrNull("registered_at"),
        row.constant("state", IncidentState.class),
        row.constant("classification", Classification.class),
        person == null ? row.text("judged_reason") : person,
        person == null ? row.constant("confidence", Confidence.class) : null,
        Evidence.ofRank(row.number("evidence")),
        row.texts("families"),
        row.number("observations"),
        row.number("open_listings"),
        row.timeOrNull("notified_at"),
        mitigation(row));
  }

  private static @Nullable Mitigation mitigation(Columns row) throws SQLException {
    String action = row.textOrNull("action");
    return action == null
        ? null
        : Mitigation.of(
            Mitigation.Action.valueOf(action),
            row.constant("actor", Mitigation.Actor.class),
            row.time("mitigated_at"),
            row.time("opened_at"),
            row.timeOrNull("notified_at"));
  }

  private static final String COURSE = " JOIN incident_course course ON course.incident_id = i.id";

  /** In the course of an incident, and up to its mitigation. */
  private List<IncidentEvent> history(Incident incident) {
    return sql.list(
        """
        WITH i AS (SELECT * FROM incident WHERE id = ?)
        SELECT * FROM (
          SELECT min(o.counted_at) AS at, 'SEEN' AS kind, f.name AS detail
          FROM i JOIN observation o ON o.domain = i.domain AND o.threat = i.threat AND o.counted_at BETWEEN i.opened_at AND i.last_seen_at
          JOIN feed f ON f.id = o.feed_id GROUP BY f.name
          UNION ALL
          SELECT l.listed_at, CASE WHEN l.relisted THEN 'RELISTED' ELSE 'LISTED' END, f.name || ': ' || l.value
          FROM i JOIN listing l ON l.domain = i.domain AND l.threat = i.threat AND l.listed_at >= i.opened_at
            AND (i.open_listings > 0 OR l.listed_at <= i.last_seen_at)
          JOIN feed f ON f.id = l.feed_id
          UNION ALL
          SELECT l.delisted_at, 'DELISTED', f.name || ': ' || l.value
          FROM i JOIN listing l ON l.domain = i.domain AND l.threat = i.threat AND l.listed_at >= i.opened_at
            AND (i.open_listings > 0 OR l.listed_at <= i.last_seen_at) AND l.delisted_at IS NOT NULL
          JOIN feed f ON f.id = l.feed_id
          UNION ALL
          SELECT c.proven_at, 'NOTIFIED', c.channel FROM i JOIN notification_clock c ON c.incident_id = i.id
          UNION ALL
          SELECT i.person_at, 'CLASSIFIED', i.person_classification FROM i WHERE i.person_at IS NOT NULL
          UNION ALL
          SELECT s.from_at, 'STATUS_SET', s.status FROM i JOIN status_period s ON s.registration_id = i.registration_id
          WHERE s.until_at IS NULL OR s.until_at > i.opened_at
          UNION ALL
          SELECT s.until_at, 'STATUS_REMOVED', s.status FROM i JOIN status_period s ON s.registration_id = i.registration_id
          WHERE s.until_at > i.opened_at
          UNION ALL
          SELECT r.deleted_at, 'DELETED', r.roid FROM i JOIN registration r ON r.id = i.registration_id WHERE r.deleted_at IS NOT NULL
        ) h ORDER BY at, kind, detail LIMIT ?
        """,
        row ->
            new IncidentEvent(
                row.time("at"), row.constant("kind", IncidentEvent.Kind.class), row.text("detail")),
        incident.id(),
        LISTINGS);
  }
}
