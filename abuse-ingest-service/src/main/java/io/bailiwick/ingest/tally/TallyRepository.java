package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.registrar.RegistrarKind;
import io.bailiwick.ingest.tally.Tallies.ClusterTally;
import io.bailiwick.ingest.tally.Tallies.FamilyTally;
import io.bailiwick.ingest.tally.Tallies.OfRegistrar;
import io.bailiwick.ingest.tally.Tallies.Tally;
import io.bailiwick.ingest.tally.Tallies.TallyThreat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums per registrar and month, as sets. */
@ApplicationScoped
class TallyRepository {
  private final Sql sql;

  @Inject
  TallyRepository(Sql sql) {
    this.sql = sql;
  }

  /** A day has evidence when every zone that ever had a deposit has one for it. */
  List<LocalDate> missingDays(Month month) {
    return sql.list(
        """
        SELECT d::date AS day FROM generate_series(?::date, ?::date, interval '1 day') d
        WHERE NOT EXISTS (SELECT 1 FROM deposit)
           OR EXISTS (SELECT DISTINCT tld FROM deposit EXCEPT SELECT tld FROM evidence_day WHERE day = d::date)
        ORDER BY d
        """,
        row -> row.day("day"),
        month.firstDay(),
        month.lastDay());
  }

  /**
   * @param burstMinutes registrations of listed names at one registrar that lie at most so far
   *     apart are one cluster
   * @param part the registrars to tell of
   */
  Tallies tallies(Month month, int burstMinutes, Part part) {
    List<LocalDate> missing = missingDays(month);
    int days = month.days() - missing.size();
    Map<RegistrarId, List<Map.Entry<RegistrarId, Tally>>> tallies =
        sql
            .list(
                """
                SELECT i.registrar, coalesce(i.threat, 'TOTAL') AS threat, i.classification, l.level, count(DISTINCT i.domain) AS domains
                FROM incident i JOIN generate_series(1, 3) AS l(level) ON i.evidence >= l.level
                WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.opened_at >= ? AND i.opened_at < ? AND %s%s
                GROUP BY GROUPING SETS ((i.registrar, i.threat, i.classification, l.level), (i.registrar, i.classification, l.level))
                ORDER BY 1, 2, 3, 4
                """
                    .formatted(counts("i.domain", "i.opened_at"), part.and("i.registrar")),
                row ->
                    Map.entry(
                        row.registrar("registrar"),
                        new Tally(
                            row.constant("threat", TallyThreat.class),
                            row.constant("classification", Classification.class),
                            Evidence.ofRank(row.number("level")),
                            row.number("domains"))),
                month.start(),
                month.end())
            .stream()
            .collect(Collectors.groupingBy(Map.Entry::getKey));
    Map<RegistrarId, List<Map.Entry<RegistrarId, FamilyTally>>> families = families(month, part);
    Map<RegistrarId, List<Map.Entry<RegistrarId, ClusterTally>>> clusters =
        clusters(month, burstMinutes, part);
    List<OfRegistrar> registrars =
        sql.list(
            """
            SELECT r.iana_id, r.name, r.kind, r.family, coalesce(d.dum, 0) AS dum, coalesce(d.gross, 0) AS gross,
                   coalesce(c.creates, 0) AS creates, coalesce(c.kept, 0) AS kept,
                   coalesce(g.deletes, 0) AS agp_deletes
            FROM registrars_at(?) r
            """
                + dum(part)
                + creates(part)
                + """
                LEFT JOIN (SELECT registrar, count(*) AS deletes FROM registration_event
                           WHERE type = 'AGP_DELETE' AND occurred_at >= ? AND occurred_at < ? AND %s%s GROUP BY registrar) g ON g.registrar = r.iana_id
                WHERE (d.registrar IS NOT NULL OR c.registrar IS NOT NULL OR g.registrar IS NOT NULL
                   OR EXISTS (SELECT 1 FROM incident i WHERE i.registrar = r.iana_id AND i.merged_into IS NULL AND i.opened_at >= ? AND i.opened_at < ?))%s
                ORDER BY r.iana_id
                """
                    .formatted(
                        counts("name", "occurred_at"),
                        part.and("registrar"),
                        part.and("r.iana_id")),
            row -> {
              RegistrarId registrar = row.registrar("iana_id");
              return new OfRegistrar(
                  registrar,
                  row.text("name"),
                  row.constant("kind", RegistrarKind.class),
                  row.textOrNull("family"),
                  row.number("dum"),
                  row.number("gross"),
                  days,
                  row.number("creates"),
                  row.number("kept"),
                  row.number("agp_deletes"),
                  values(tallies, registrar),
                  values(families, registrar),
                  values(clusters, registrar));
            },
            month.lastDay(),
            month.firstDay(),
            month.lastDay(),
            month.firstDay(),
            month.lastDay(),
            month.start(),
            month.start(),
            month.end(),
            month.start(),
            month.end(),
            month.start(),
            month.end());
    long unattributed =
        sql.number(
            """
            SELECT count(DISTINCT domain) FROM incident
            WHERE merged_into IS NULL AND state = 'UNATTRIBUTED' AND opened_at >= ? AND opened_at < ? AND %s
            """
                .formatted(counts("domain", "opened_at")),
            month.start(),
            month.end());
    long sequence =
        sql.number(
            "SELECT coalesce(max(change), 0) FROM incident WHERE opened_at >= ? AND opened_at < ?",
            month.start(),
            month.end());
    long excluded =
        sql.number(
            "SELECT count(DISTINCT i.domain) FROM incident i WHERE i.merged_into IS NULL AND i.opened_at >= ? AND i.opened_at < ? AND NOT "
                + counts("i.domain", "i.opened_at"),
            month.start(),
            month.end());
    return new Tallies(
        month,
        month.days(),
        days,
        missing,
        registrars,
        unattributed,
        excluded,
        sequence,
        part.registrars());
  }

  /** Counted with the family, and lost without it; a domain keeps its best incident. */
  private Map<RegistrarId, List<Map.Entry<RegistrarId, FamilyTally>>> families(
      Month month, Part part) {
    return sql
        .list(
            """
            WITH m AS (
              SELECT i.registrar, i.domain, i.families, i.evidence, i.person_classification IS NOT NULL AS validated
              FROM incident i
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification = 'MALICIOUS'
                AND i.opened_at >= ? AND i.opened_at < ? AND %s%s
            ), named AS (
              SELECT DISTINCT m.registrar, m.domain, f.family FROM m CROSS JOIN unnest(m.families) AS f(family)
            ), compared AS (
              SELECT n.registrar, n.domain, n.family, max(m.evidence) AS evidence,
                     max(m.evidence) FILTER (WHERE n.family = ANY (m.families)) AS named,
                     max(CASE WHEN m.validated THEN 3
                              ELSE least(2, cardinality(array_remove(m.families, n.family))) END) AS without
              FROM named n JOIN m ON m.registrar = n.registrar AND m.domain = n.domain
              GROUP BY n.registrar, n.domain, n.family
            )
            SELECT c.registrar, c.family, l.level, count(*) FILTER (WHERE c.named >= l.level) AS domains,
                   count(*) FILTER (WHERE c.without < l.level) AS only_by_it
            FROM compared c JOIN generate_series(1, 3) AS l(level) ON c.evidence >= l.level
            GROUP BY c.registrar, c.family, l.level HAVING count(*) FILTER (WHERE c.named >= l.level) > 0
            ORDER BY 1, 2, 3
            """
                .formatted(counts("i.domain", "i.opened_at"), part.and("i.registrar")),
            row ->
                Map.entry(
                    row.registrar("registrar"),
                    new FamilyTally(
                        row.text("family"),
                        Evidence.ofRank(row.number("level")),
                        row.number("domains"),
                        row.number("only_by_it"))),
            month.start(),
            month.end())
        .stream()
        .collect(Collectors.groupingBy(Map.Entry::getKey));
  }

  /**
   * Names of a burst are in one cluster where no gap of more than the burst's minutes lies between
   * them; every other name is alone.
   */
  private Map<RegistrarId, List<Map.Entry<RegistrarId, ClusterTally>>> clusters(
      Month month, int burstMinutes, Part part) {
    return sql
        .list(
            """
            WITH near AS (
              SELECT registration_id, creator, sum(gap) OVER (PARTITION BY creator ORDER BY created_at, registration_id) AS part
              FROM (
                SELECT registration_id, creator, created_at,
                       CASE WHEN created_at - lag(created_at) OVER (PARTITION BY creator ORDER BY created_at, registration_id)
                                 <= make_interval(mins => ?) THEN 0 ELSE 1 END AS gap
                FROM listed_registration WHERE burst) burst
            ), member AS (
              SELECT registration_id, min(registration_id) OVER (PARTITION BY creator, part) AS cluster FROM near
            )
            SELECT i.registrar, coalesce(m.cluster, i.registration_id, 0) AS cluster, l.level, count(DISTINCT i.domain) AS domains
            FROM incident i JOIN generate_series(1, 3) AS l(level) ON i.evidence >= l.level
            LEFT JOIN member m ON m.registration_id = i.registration_id
            WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification = 'MALICIOUS'
              AND i.opened_at >= ? AND i.opened_at < ? AND %s%s
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
                .formatted(counts("i.domain", "i.opened_at"), part.and("i.registrar")),
            row ->
                Map.entry(
                    row.registrar("registrar"),
                    new ClusterTally(
                        row.number("cluster"),
                        Evidence.ofRank(row.number("level")),
                        row.number("domains"))),
            burstMinutes,
            month.start(),
            month.end())
        .stream()
        .collect(Collectors.groupingBy(Map.Entry::getKey));
  }

  private static <T> List<T> values(
      Map<RegistrarId, List<Map.Entry<RegistrarId, T>>> groups, RegistrarId registrar) {
    return groups.getOrDefault(registrar, List.of()).stream().map(Map.Entry::getValue).toList();
  }

  /**
   * @param renewalsKnown whether the expiry cohort of the month has closed
   */
  Portfolios portfolios(Month month, boolean renewalsKnown) {
    List<LocalDate> missing = missingDays(month);
    int days = month.days() - missing.size();
    Map<RegistrarId, Map<Aspect, Map<String, Long>>> probes = probes(month);
    List<Portfolios.Portfolio> registrars =
        sql.list(
            """
            SELECT r.iana_id, r.name, coalesce(d.dum, 0) AS dum, last.day IS NOT NULL AS closed, coalesce(close.names, 0) AS closing,
                   coalesce(d.gross, 0) AS gross,
                   CASE WHEN signs.known THEN coalesce(close.signed_names, 0) END AS signed_names,
                   coalesce(c.creates, 0) AS creates, coalesce(c.kept, 0) AS kept, coalesce(c.years, 0) AS years,
                   coalesce(e.restores, 0) AS restores,
                   coalesce(e.agp_deletes, 0) AS agp_deletes, coalesce(e.deletes, 0) AS deletes, coalesce(e.gained, 0) AS gained,
                   coalesce(lost.lost, 0) AS lost, coalesce(t.due, 0) AS due, coalesce(t.done, 0) AS done,
                   coalesce(t.first_due, 0) AS first_due, coalesce(t.first_done, 0) AS first_done,
                   coalesce(c.years_kept, 0) AS years_kept
            FROM registrars_at(?) r
            """
                + dum(Part.ALL)
                + creates(Part.ALL)
                + """
                CROSS JOIN (SELECT max(day) AS day FROM evidence_day WHERE day BETWEEN ? AND ?) last
                CROSS JOIN LATERAL (SELECT bool_and(signed_names IS NOT NULL) AS known FROM domains_under_management
                                    WHERE day = last.day) signs
                LEFT JOIN (SELECT m.day, m.registrar, sum(m.names - coalesce(x.names, 0)) AS names,
                                  sum(m.signed_names - coalesce(x.signed_names, 0)) AS signed_names
                           FROM domains_under_management m
                           LEFT JOIN excluded_names x ON x.day = m.day AND x.tld = m.tld AND x.registrar = m.registrar
                           WHERE m.day BETWEEN ? AND ? GROUP BY m.day, m.registrar) close
                       ON close.day = last.day AND close.registrar = r.iana_id
                LEFT JOIN (SELECT registrar, count(*) FILTER (WHERE type = 'AGP_DELETE') AS agp_deletes,
                                  count(*) FILTER (WHERE type = 'DELETE') AS deletes, count(*) FILTER (WHERE type = 'TRANSFER') AS gained,
                                  count(*) FILTER (WHERE type = 'RESTORE') AS restores
                           FROM registration_event WHERE occurred_at >= ? AND occurred_at < ? AND %1$s GROUP BY registrar) e ON e.registrar = r.iana_id
                LEFT JOIN (SELECT other_registrar AS registrar, count(*) AS lost FROM registration_event
                           WHERE type = 'TRANSFER' AND occurred_at >= ? AND occurred_at < ? AND %1$s GROUP BY other_registrar) lost
                       ON lost.registrar = r.iana_id
                LEFT JOIN (
                  SELECT s.registrar, count(*) AS due, count(*) FILTER (WHERE outcome.renewed) AS done,
                         count(*) FILTER (WHERE period.first) AS first_due,
                         count(*) FILTER (WHERE period.first AND outcome.renewed) AS first_done
                  FROM term t
                  JOIN registration g ON g.id = t.registration_id AND (g.deleted_at IS NULL OR g.deleted_at > t.expires_at)
                  JOIN sponsorship s ON s.registration_id = g.id AND s.from_at <= t.expires_at
                                    AND (s.until_at IS NULL OR t.expires_at < s.until_at)
                  CROSS JOIN LATERAL (
                    SELECT (g.deleted_at IS NULL OR g.deleted_at > t.expires_at + interval '45 days')
                       AND (g.delete_noted_at IS NULL OR g.delete_noted_at > t.expires_at + interval '45 days')
                       AND EXISTS (SELECT 1 FROM term later
                                   WHERE later.registration_id = t.registration_id AND later.expires_at > t.expires_at) AS renewed) outcome
                  -- Of a name older than the deposits only a period of one year is surely the first.
                  CROSS JOIN LATERAL (
                    SELECT NOT EXISTS (SELECT 1 FROM term sooner
                                       WHERE sooner.registration_id = t.registration_id AND sooner.expires_at < t.expires_at)
                       AND (g.created_years <= 1 OR g.created_at >= (SELECT min(watermark) FROM deposit)) AS first) period
                  WHERE t.expires_at >= ? AND t.expires_at < ? AND %2$s
                  GROUP BY s.registrar) t ON t.registrar = r.iana_id
                WHERE d.registrar IS NOT NULL OR c.registrar IS NOT NULL OR e.registrar IS NOT NULL OR lost.registrar IS NOT NULL
                   OR t.registrar IS NOT NULL
                ORDER BY r.iana_id
                """
                    .formatted(counts("name", "occurred_at"), counts("g.name", "t.expires_at")),
            row ->
                new Portfolios.Portfolio(
                    row.registrar("iana_id"),
                    row.text("name"),
                    row.number("dum"),
                    row.number("gross"),
                    days,
                    row.flag("closed") ? row.number("closing") : null,
                    row.number("creates"),
                    row.number("kept"),
                    row.number("agp_deletes"),
                    row.number("deletes"),
                    row.number("restores"),
                    row.number("gained"),
                    row.number("lost"),
                    renewalsKnown ? row.number("due") : null,
                    renewalsKnown ? row.number("done") : null,
                    renewalsKnown ? row.number("first_due") : null,
                    renewalsKnown ? row.number("first_done") : null,
                    row.numberOrNull("signed_names"),
                    row.number("years"),
                    row.number("years_kept"),
                    probes(probes, row.registrar("iana_id"), Aspect.USAGE),
                    probes(probes, row.registrar("iana_id"), Aspect.TLS),
                    probes(probes, row.registrar("iana_id"), Aspect.DNSSEC),
                    probes(probes, row.registrar("iana_id"), Aspect.MX)),
            month.lastDay(),
            // names of each day
            month.firstDay(),
            month.lastDay(),
            month.firstDay(),
            month.lastDay(),
            // creates
            month.start(),
            month.start(),
            month.end(),
            // the last day with evidence
            month.firstDay(),
            month.lastDay(),
            month.firstDay(),
            month.lastDay(),
            // events, transfers out, expiries
            month.start(),
            month.end(),
            month.start(),
            month.end(),
            month.start(),
            month.end());
    return new Portfolios(month, month.days(), missing, registrars);
  }

  /** What is measured of names, and what of it counts as good. */
  private enum Aspect {
    USAGE("RESOLVING_CONTENT"),
    TLS("VALID"),
    DNSSEC("SECURE"),
    MX("WORKING", "PRESENT");

    private final List<String> positive;

    Aspect(String... positive) {
      this.positive = List.of(positive);
    }
  }

  private record Found(RegistrarId registrar, Aspect aspect, String what, long names) {}

  /** Counted for the registrar that sponsored the name when it was measured last in the month. */
  private Map<RegistrarId, Map<Aspect, Map<String, Long>>> probes(Month month) {
    Map<RegistrarId, Map<Aspect, Map<String, Long>>> probes = new TreeMap<>();
    sql.list(
            """
            WITH newest AS (
              SELECT name, max(measured_at) AS at,
                     (array_agg(usage ORDER BY measured_at DESC, method) FILTER (WHERE usage <> 'UNKNOWN'))[1] AS usage,
                     (array_agg(tls ORDER BY measured_at DESC, method) FILTER (WHERE tls <> 'UNKNOWN'))[1] AS tls,
                     (array_agg(dnssec ORDER BY measured_at DESC, method) FILTER (WHERE dnssec <> 'UNKNOWN'))[1] AS dnssec,
                     (array_agg(mx ORDER BY measured_at DESC, method) FILTER (WHERE mx <> 'UNKNOWN'))[1] AS mx
              FROM measurement WHERE measured_at >= ? AND measured_at < ? GROUP BY name)
            SELECT s.registrar, a.aspect, a.class, count(*) AS names
            FROM newest n
            JOIN registration g ON g.name = n.name AND g.created_at <= n.at AND (g.deleted_at IS NULL OR n.at < g.deleted_at)
            JOIN sponsorship s ON s.registration_id = g.id AND s.from_at <= n.at AND (s.until_at IS NULL OR n.at < s.until_at)
            CROSS JOIN LATERAL (VALUES ('USAGE', n.usage), ('TLS', n.tls), ('DNSSEC', n.dnssec), ('MX', n.mx)) AS a(aspect, class)
            WHERE a.class IS NOT NULL AND %s
            GROUP BY s.registrar, a.aspect, a.class
            """
                .formatted(counts("n.name", "n.at")),
            row ->
                new Found(
                    row.registrar("registrar"),
                    row.constant("aspect", Aspect.class),
                    row.text("class"),
                    row.number("names")),
            month.start(),
            month.end())
        .forEach(
            found ->
                probes
                    .computeIfAbsent(found.registrar(), r -> new EnumMap<>(Aspect.class))
                    .computeIfAbsent(found.aspect(), a -> new TreeMap<>())
                    .put(found.what(), found.names()));
    return probes;
  }

  private static Portfolios.@Nullable Probes probes(
      Map<RegistrarId, Map<Aspect, Map<String, Long>>> probes,
      RegistrarId registrar,
      Aspect aspect) {
    Map<String, Long> byClass = probes.getOrDefault(registrar, Map.of()).get(aspect);
    return byClass == null
        ? null
        : new Portfolios.Probes(
            byClass.values().stream().mapToLong(Long::longValue).sum(),
            aspect.positive.stream().mapToLong(good -> byClass.getOrDefault(good, 0L)).sum(),
            byClass);
  }

  /** Whether deposits tell of every expiry from one instant to another. */
  boolean depositsCover(Instant from, Instant to) {
    return sql.number(
            """
            SELECT CASE WHEN count(*) > 0 AND bool_and(first <= ? AND last >= ?) THEN 1 ELSE 0 END
            FROM (SELECT min(watermark) AS first, max(watermark) AS last FROM deposit GROUP BY tld) d
            """,
            from,
            to)
        == 1;
  }

  /** That a name counts at a time: no exclusion holds on its day. */
  static String counts(String name, String at) {
    return """
        (NOT EXISTS (SELECT 1 FROM exclusion z WHERE z.name = %1$s AND z.from_day <= (%2$s AT TIME ZONE 'UTC')::date
                       AND (z.until_day IS NULL OR (%2$s AT TIME ZONE 'UTC')::date < z.until_day)))"""
        .formatted(name, at);
  }

  /** With and without the names that were excluded on their days. */
  private static String dum(Part part) {
    return """
        LEFT JOIN (SELECT m.registrar, sum(m.names) AS gross, sum(m.names - coalesce(x.names, 0)) AS dum
                   FROM domains_under_management m
                   LEFT JOIN (SELECT * FROM excluded_names WHERE day BETWEEN ? AND ?) x
                          ON x.day = m.day AND x.tld = m.tld AND x.registrar = m.registrar
                   WHERE m.day BETWEEN ? AND ?%s GROUP BY m.registrar) d
               ON d.registrar = r.iana_id
        """
        .formatted(part.and("m.registrar"));
  }

  /** All of the month, and those that were not deleted within their add grace period. */
  private static String creates(Part part) {
    return """
        LEFT JOIN (SELECT g.creator AS registrar, count(*) AS creates, count(*) FILTER (WHERE a.roid IS NULL) AS kept,
                          sum(g.created_years) AS years, sum(g.created_years) FILTER (WHERE a.roid IS NULL) AS years_kept
                   FROM registration g
                   LEFT JOIN (SELECT DISTINCT roid FROM registration_event WHERE type = 'AGP_DELETE' AND occurred_at >= ?) a
                          ON a.roid = g.roid
                   WHERE g.created_at >= ? AND g.created_at < ? AND %s%s
                   GROUP BY g.creator) c ON c.registrar = r.iana_id
        """
        .formatted(counts("g.name", "g.created_at"), part.and("g.creator"));
  }
}
