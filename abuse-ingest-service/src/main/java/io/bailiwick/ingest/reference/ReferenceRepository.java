package io.bailiwick.ingest.reference;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.reference.ReferenceDifference.Reason;
import io.bailiwick.ingest.reference.ReferenceDifference.Side;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Queries over reference lists. */
@ApplicationScoped
class ReferenceRepository {
  private final Sql sql;

  @Inject
  ReferenceRepository(Sql sql) {
    this.sql = sql;
  }

  /** Writes the names of a list. */
  @FunctionalInterface
  interface Staging {
    MetricaReader.Header stage(MetricaReader.Names names) throws IOException;
  }

  MetricaReader.Header stage(Staging work) throws IOException {
    sql.run("CREATE TEMP TABLE staged_reference (threat text, name text) ON COMMIT DROP");
    AtomicReference<MetricaReader.Header> header = new AtomicReference<>();
    sql.copy(
        "staged_reference (threat, name)",
        copy ->
            header.set(
                work.stage(
                    (threat, name) -> {
                      try {
                        copy.text(threat).text(name).end();
                      } catch (SQLException e) {
                        throw new IOException(e);
                      }
                    })));
    return Objects.requireNonNull(header.get());
  }

  void insert(ReferenceList list, Map<String, @Nullable Long> counts) {
    sql.update(
        """
        INSERT INTO reference_list (id, series, tld, registrar, day, sha256, bytes, domains_in_zone, unique_domains, received_at, received_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        list.id(),
        list.series(),
        list.tld(),
        list.registrar(),
        list.day(),
        list.sha256(),
        list.bytes(),
        list.domainsInZone(),
        list.uniqueDomains(),
        list.receivedAt(),
        list.receivedBy());
    counts.forEach(
        (threat, count) ->
            sql.update(
                "INSERT INTO reference_threat (list_id, threat, count) VALUES (?, ?, ?)",
                list.id(),
                threat,
                count));
    sql.update(
        "INSERT INTO reference_name (list_id, threat, name) SELECT DISTINCT ?::uuid, threat, name FROM staged_reference",
        list.id());
  }

  Optional<ReferenceList> find(UUID id) {
    return sql.first("SELECT * FROM reference_list WHERE id = ?", this::list, id);
  }

  Optional<ReferenceList> find(ReferenceList.Series series, String sha256) {
    return sql.first(
        "SELECT * FROM reference_list WHERE series = ? AND sha256 = ?", this::list, series, sha256);
  }

  /** The newest that came for the day. */
  Optional<ReferenceList> find(String tld, LocalDate day) {
    return sql.first(
        "SELECT * FROM reference_list WHERE tld = ? AND day = ? ORDER BY id DESC LIMIT 1",
        this::list,
        tld,
        day);
  }

  List<ReferenceList> lists(@Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM reference_list WHERE ?::uuid IS NULL OR id > ? ORDER BY id LIMIT ?",
        this::list,
        after,
        after,
        limit);
  }

  private ReferenceList list(Columns row) throws SQLException {
    UUID id = row.id("id");
    return new ReferenceList(
        id,
        row.constant("series", ReferenceList.Series.class),
        row.textOrNull("tld"),
        row.registrarOrNull("registrar"),
        row.day("day"),
        row.text("sha256"),
        row.number("bytes"),
        row.numberOrNull("domains_in_zone"),
        row.numberOrNull("unique_domains"),
        sql.list(
            """
            SELECT t.threat, t.count, (SELECT count(*) FROM reference_name n WHERE n.list_id = t.list_id AND n.threat = t.threat) AS names
            FROM reference_threat t WHERE t.list_id = ? ORDER BY t.threat
            """,
            of ->
                new ReferenceList.Threat(
                    of.text("threat"), of.numberOrNull("count"), of.number("names")),
            id),
        row.time("received_at"),
        row.text("received_by"));
  }

  List<ReferenceDifference> differences(ReferenceList list, String after, int limit) {
    return sql.list(
        SIDES
            + """
            SELECT name, side, reason, threats FROM sides
            WHERE side <> 'BOTH' AND name > ? ORDER BY name LIMIT ?
            """,
        row ->
            new ReferenceDifference(
                row.text("name"),
                row.constant("side", Side.class),
                row.constant("reason", Reason.class),
                row.texts("threats")),
        list.day(),
        list.day(),
        list.tld(),
        list.id(),
        after,
        limit);
  }

  ReferenceAgreement agreement(ReferenceList list) {
    Object[] parameters = {list.day(), list.day(), list.tld(), list.id()};
    return sql.first(
            SIDES
                + """
                SELECT count(*) FILTER (WHERE side <> 'OURS_ONLY') AS theirs, count(*) FILTER (WHERE side <> 'THEIRS_ONLY') AS ours,
                       count(*) FILTER (WHERE side = 'BOTH') AS both_sides FROM sides
                """,
            row ->
                new ReferenceAgreement(
                    list.id(),
                    String.valueOf(list.tld()),
                    list.day(),
                    row.number("theirs"),
                    row.number("ours"),
                    row.number("both_sides"),
                    sql.list(
                        SIDES
                            + """
                            SELECT side, reason, count(*) AS names FROM sides WHERE side <> 'BOTH' GROUP BY side, reason ORDER BY side, reason
                            """,
                        of ->
                            new ReferenceAgreement.Count(
                                of.constant("side", Side.class),
                                of.constant("reason", Reason.class),
                                of.number("names")),
                        parameters)),
            parameters)
        .orElseThrow();
  }

  /**
   * Ours of a day: names with an incident that was open then (a listing by its evening, and none of
   * the last more than 30 days before its morning) and that no person called a false positive.
   */
  private static final String SIDES =
      """
      WITH p AS (SELECT d.day, d.day::timestamp AT TIME ZONE 'UTC' AS morning, (d.next + 1)::timestamp AT TIME ZONE 'UTC' AS evening, d.tld, d.list
                 FROM (SELECT ?::date AS day, ?::date AS next, ?::text AS tld, ?::uuid AS list) d),
      theirs AS (SELECT n.name, array_agg(DISTINCT n.threat ORDER BY n.threat) AS threats FROM reference_name n, p WHERE n.list_id = p.list GROUP BY n.name),
      ours AS (
        SELECT i.domain AS name, array_agg(DISTINCT i.threat ORDER BY i.threat) AS threats FROM incident i, p
        WHERE i.merged_into IS NULL AND i.classification <> 'FALSE_POSITIVE' AND i.domain LIKE '%.' || p.tld
          AND i.opened_at < p.evening AND i.last_seen_at >= p.morning - interval '30 days'
        GROUP BY i.domain),
      named AS (
        SELECT coalesce(t.name, o.name) AS name,
               CASE WHEN t.name IS NULL THEN 'OURS_ONLY' WHEN o.name IS NULL THEN 'THEIRS_ONLY' ELSE 'BOTH' END AS side,
               coalesce(t.threats, o.threats) AS threats
        FROM theirs t FULL JOIN ours o ON o.name = t.name),
      sides AS (
        SELECT n.name, n.side, n.threats,
               CASE WHEN NOT EXISTS (SELECT 1 FROM registration g WHERE g.name = n.name AND g.created_at < p.evening
                                       AND (g.deleted_at IS NULL OR g.deleted_at >= p.morning)) THEN 'NOT_REGISTERED'
                    WHEN EXISTS (SELECT 1 FROM exclusion x WHERE x.name = n.name AND x.from_day <= p.day
                                   AND (x.until_day IS NULL OR p.day < x.until_day)) THEN 'EXCLUDED'
                    WHEN n.side = 'THEIRS_ONLY' AND EXISTS (SELECT 1 FROM incident i WHERE i.domain = n.name AND i.merged_into IS NULL
                                                              AND i.classification = 'FALSE_POSITIVE') THEN 'DISPUTED'
                    WHEN EXISTS (SELECT 1 FROM incident i WHERE i.domain = n.name AND i.merged_into IS NULL
                                   AND i.classification = 'PLATFORM') THEN 'PLATFORM'
                    WHEN EXISTS (SELECT 1 FROM registration g WHERE g.name = n.name AND g.created_at < p.evening
                                   AND (g.deleted_at IS NULL OR g.deleted_at >= p.morning) AND g.statuses && '{clientHold,serverHold}') THEN 'ON_HOLD'
                    WHEN n.side = 'OURS_ONLY' THEN 'NOT_LISTED_BY_THEM'
                    WHEN EXISTS (SELECT 1 FROM incident i WHERE i.domain = n.name AND i.merged_into IS NULL AND i.opened_at < p.evening) THEN 'LISTED_EARLIER'
                    WHEN EXISTS (SELECT 1 FROM incident i WHERE i.domain = n.name AND i.merged_into IS NULL) THEN 'LISTED_LATER'
                    ELSE 'NOT_LISTED_BY_US' END AS reason
        FROM named n CROSS JOIN p)
      """;
}
