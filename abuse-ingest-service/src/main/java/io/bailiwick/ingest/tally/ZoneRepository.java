package io.bailiwick.ingest.tally;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Mitigation;
import io.bailiwick.ingest.tally.Tallies.TallyThreat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sums per registrar, zone and class, as sets.
 *
 * <p>Names are summed by what follows their first label, and only these few are looked up among the
 * zones: of an incident no zone is kept, and a join with millions of registrations would be the
 * dearest part.
 */
@ApplicationScoped
class ZoneRepository {

  /** Which zone a suffix lies in: the longest that holds it. */
  private static final String ZONES =
      """
      zone AS MATERIALIZED (
        SELECT s.suffix, coalesce((SELECT d.tld FROM (SELECT DISTINCT tld FROM deposit) d
                                   WHERE s.suffix = d.tld OR right(s.suffix, length(d.tld) + 1) = '.' || d.tld
                                   ORDER BY length(d.tld) DESC LIMIT 1), s.suffix) AS tld
        FROM (SELECT DISTINCT suffix FROM counted) s
      )
      """;

  private static final String BY_EVIDENCE =
      """
      count(*) AS listed, count(*) FILTER (WHERE evidence >= 2) AS corroborated, count(*) FILTER (WHERE evidence >= 3) AS validated
      """;

  private static final String SUMS =
      "sum(listed) AS listed, sum(corroborated) AS corroborated, sum(validated) AS validated";

  private final Sql sql;

  @Inject
  ZoneRepository(Sql sql) {
    this.sql = sql;
  }

  private record Place(RegistrarId registrar, String tld) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::registrar).thenComparing(Place::tld);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private record At<T>(Place place, T what) {}

  private record Exposure(long dumSum, long creates, long kept, long agpDeletes) {
    static final Exposure NONE = new Exposure(0, 0, 0, 0);
  }

  /**
   * @param part the registrars to tell of
   */
  ZoneTallies tallies(Month month, Part part) {
    Map<Place, List<ZoneTallies.Count>> counts = byPlace(counts(month, part));
    Map<Place, List<ZoneTallies.Cohort>> cohorts = byPlace(cohorts(month, part));
    Map<Place, List<Exposure>> exposures = byPlace(exposures(month, part));
    TreeSet<Place> places = new TreeSet<>(exposures.keySet());
    places.addAll(counts.keySet());
    places.addAll(cohorts.keySet());
    Map<RegistrarId, String> families = families(month);
    return new ZoneTallies(
        month,
        month.days(),
        MeasureRepository.COHORT_DAYS,
        zones(month),
        places.stream()
            .map(
                place -> {
                  Exposure exposure =
                      exposures.getOrDefault(place, List.of(Exposure.NONE)).getFirst();
                  return new ZoneTallies.OfRegistrar(
                      place.registrar,
                      families.get(place.registrar),
                      place.tld,
                      exposure.dumSum,
                      exposure.creates,
                      exposure.kept,
                      exposure.agpDeletes,
                      counts.getOrDefault(place, List.of()),
                      cohorts.getOrDefault(place, List.of()));
                })
            .toList(),
        part.registrars());
  }

  /**
   * @param watchedUntil up to when incidents that go on have been watched; what began later is not
   *     on the clock
   * @param part the registrars to tell of
   */
  ZoneMeasures measures(Month month, Instant watchedUntil, Part part) {
    Map<Place, List<ZoneMeasures.Stock>> stocks = byPlace(stocks(month, part));
    Map<Place, List<ZoneMeasures.Survival>> survivals =
        byPlace(survivals(month, watchedUntil, part));
    TreeSet<Place> places = new TreeSet<>(stocks.keySet());
    places.addAll(survivals.keySet());
    return new ZoneMeasures(
        month,
        MeasureRepository.HORIZON_HOURS,
        places.stream()
            .map(
                place ->
                    new ZoneMeasures.OfRegistrar(
                        place.registrar,
                        place.tld,
                        stocks.getOrDefault(place, List.of()),
                        survivals.getOrDefault(place, List.of())))
            .toList(),
        part.registrars());
  }

  private static <T> Map<Place, List<T>> byPlace(Stream<At<T>> rows) {
    return rows.collect(groupingBy(At::place, TreeMap::new, mapping(At::what, toList())));
  }

  private Map<RegistrarId, String> families(Month month) {
    Map<RegistrarId, String> families = new TreeMap<>();
    sql.list(
            "SELECT registrar, family FROM registrar_family WHERE from_day <= ? AND (until_day IS NULL OR ? < until_day)",
            row -> Map.entry(row.registrar("registrar"), row.text("family")),
            month.lastDay(),
            month.lastDay())
        .forEach(entry -> families.put(entry.getKey(), entry.getValue()));
    return families;
  }

  private List<ZoneTallies.Zone> zones(Month month) {
    Map<String, List<LocalDate>> missing =
        sql
            .list(
                """
                SELECT z.tld, d::date AS day FROM (SELECT DISTINCT tld FROM deposit) z
                CROSS JOIN generate_series(?::date, ?::date, interval '1 day') d
                WHERE NOT EXISTS (SELECT 1 FROM evidence_day e WHERE e.day = d::date AND e.tld = z.tld)
                ORDER BY 1, 2
                """,
                row -> Map.entry(row.text("tld"), row.day("day")),
                month.firstDay(),
                month.lastDay())
            .stream()
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    return sql
        .list("SELECT DISTINCT tld FROM deposit ORDER BY tld", row -> row.text("tld"))
        .stream()
        .map(tld -> new ZoneTallies.Zone(tld, missing.getOrDefault(tld, List.of())))
        .toList();
  }

  private Stream<At<Exposure>> exposures(Month month, Part part) {
    return sql
        .list(
            """
            WITH counted AS (
              SELECT registrar, %1$s AS suffix, count(*) AS deletes FROM registration_event
              WHERE type = 'AGP_DELETE' AND occurred_at >= ? AND occurred_at < ? AND %2$s%5$s GROUP BY 1, 2
            ), %3$s
            SELECT registrar, tld, sum(dum) AS dum, sum(creates) AS creates, sum(kept) AS kept, sum(deletes) AS deletes
            FROM (
              SELECT m.registrar, m.tld, sum(m.names - coalesce(x.names, 0)) AS dum, 0 AS creates, 0 AS kept, 0 AS deletes
              FROM domains_under_management m
              LEFT JOIN (SELECT * FROM excluded_names WHERE day BETWEEN ? AND ?) x
                     ON x.day = m.day AND x.tld = m.tld AND x.registrar = m.registrar
              WHERE m.day BETWEEN ? AND ?%6$s GROUP BY 1, 2
              UNION ALL
              SELECT g.creator, g.tld, 0, count(*), count(*) FILTER (WHERE a.roid IS NULL), 0
              FROM registration g
              LEFT JOIN (SELECT DISTINCT roid FROM registration_event WHERE type = 'AGP_DELETE' AND occurred_at >= ?) a
                     ON a.roid = g.roid
              WHERE g.created_at >= ? AND g.created_at < ? AND %4$s%7$s GROUP BY 1, 2
              UNION ALL
              SELECT c.registrar, z.tld, 0, 0, 0, c.deletes FROM counted c JOIN zone z USING (suffix)
            ) parts
            GROUP BY 1, 2 ORDER BY 1, 2
            """
                .formatted(
                    suffix("name"),
                    TallyRepository.counts("name", "occurred_at"),
                    ZONES,
                    TallyRepository.counts("g.name", "g.created_at"),
                    part.and("registrar"),
                    part.and("m.registrar"),
                    part.and("g.creator")),
            row ->
                new At<>(
                    new Place(row.registrar("registrar"), row.text("tld")),
                    new Exposure(
                        row.number("dum"),
                        row.number("creates"),
                        row.number("kept"),
                        row.number("deletes"))),
            month.start(),
            month.end(),
            month.firstDay(),
            month.lastDay(),
            month.firstDay(),
            month.lastDay(),
            month.start(),
            month.start(),
            month.end())
        .stream();
  }

  /** A domain with two incidents counts by the better supported one. */
  private Stream<At<ZoneTallies.Count>> counts(Month month, Part part) {
    return sql
        .list(
            """
            WITH abused AS MATERIALIZED (
              SELECT i.registrar, i.domain, i.threat, i.classification, max(i.evidence) AS evidence
              FROM incident i
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.opened_at >= ? AND i.opened_at < ? AND %1$s%6$s
              GROUP BY 1, 2, 3, 4
            ), counted AS (
              SELECT registrar, %2$s AS suffix, threat, classification, %3$s
              FROM (SELECT registrar, domain, threat, classification, evidence FROM abused
                    UNION ALL
                    SELECT registrar, domain, 'TOTAL', classification, max(evidence) FROM abused GROUP BY 1, 2, 4) a
              GROUP BY 1, 2, 3, 4
            ), %4$s
            SELECT registrar, tld, threat, classification, %5$s
            FROM counted JOIN zone USING (suffix) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            """
                .formatted(
                    TallyRepository.counts("i.domain", "i.opened_at"),
                    suffix("domain"),
                    BY_EVIDENCE,
                    ZONES,
                    SUMS,
                    part.and("i.registrar")),
            row ->
                new At<>(
                    new Place(row.registrar("registrar"), row.text("tld")),
                    new ZoneTallies.Count(
                        row.constant("threat", TallyThreat.class),
                        row.constant("classification", Classification.class),
                        row.number("listed"),
                        row.number("corroborated"),
                        row.number("validated"))),
            month.start(),
            month.end())
        .stream();
  }

  /** Held against the creator, whoever sponsors the name by then. */
  private Stream<At<ZoneTallies.Cohort>> cohorts(Month month, Part part) {
    return sql
        .list(
            """
            WITH turned AS MATERIALIZED (
              SELECT i.creator, i.registration_id, i.threat, min(i.domain) AS domain, max(i.evidence) AS evidence
              FROM incident i
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification = 'MALICIOUS'
                AND i.registered_at >= ? AND i.registered_at < ? AND i.creator IS NOT NULL
                AND i.opened_at >= ? AND i.opened_at < ?::timestamptz + make_interval(days => ?)
                AND i.opened_at < i.registered_at + make_interval(days => ?) AND %1$s%6$s
              GROUP BY 1, 2, 3
            ), counted AS (
              SELECT creator, %2$s AS suffix, threat, %3$s
              FROM (SELECT creator, domain, threat, evidence FROM turned
                    UNION ALL
                    SELECT creator, min(domain), 'TOTAL', max(evidence) FROM turned GROUP BY creator, registration_id) t
              GROUP BY 1, 2, 3
            ), %4$s
            SELECT creator, tld, threat, %5$s
            FROM counted JOIN zone USING (suffix) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
                .formatted(
                    TallyRepository.counts("i.domain", "i.opened_at"),
                    suffix("domain"),
                    BY_EVIDENCE,
                    ZONES,
                    SUMS,
                    part.and("i.creator")),
            row ->
                new At<>(
                    new Place(row.registrar("creator"), row.text("tld")),
                    new ZoneTallies.Cohort(
                        row.constant("threat", TallyThreat.class),
                        row.number("listed"),
                        row.number("corroborated"),
                        row.number("validated"))),
            month.start(),
            month.end(),
            month.start(),
            month.end(),
            MeasureRepository.COHORT_DAYS,
            MeasureRepository.COHORT_DAYS)
        .stream();
  }

  /**
   * In whose hands the name is at the end of the day. A name that is on hold, not delegated or on
   * its way out is not in the zone, whatever lists still say.
   *
   * <p>The days of a month are bits of a number: of each incident those on which it was listed,
   * less those of holds and exclusions, and of a domain the union. Names that are alike are counted
   * together before they are spread over the days.
   */
  private Stream<At<ZoneMeasures.Stock>> stocks(Month month, Part part) {
    return sql
        .list(
            """
            WITH begun AS MATERIALIZED (
              SELECT i.domain, i.registration_id, i.threat, i.evidence, i.opened_at,
                     CASE WHEN i.open_listings = 0 THEN i.last_seen_at + interval '1 day' END AS listed_until
              FROM incident i
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification = 'MALICIOUS'
                AND i.opened_at < ? AND (i.open_listings > 0 OR i.last_seen_at >= ?)
            ), sponsored AS MATERIALIZED (
              SELECT b.domain, b.registration_id, b.threat, b.evidence, s.registrar, %1$s AS days
              FROM begun b
              CROSS JOIN (SELECT ?::timestamptz AS start, ?::timestamptz AS stop) m
              JOIN registration r ON r.id = b.registration_id
              JOIN sponsorship s ON s.registration_id = b.registration_id AND s.from_at < m.stop
                                AND (s.until_at IS NULL OR s.until_at >= m.start)%6$s
            ), span AS (
              SELECT b.domain, b.registration_id, b.threat, b.evidence, b.registrar,
                     b.days & ~coalesce(h.days, 0) & ~coalesce(x.days, 0) AS days
              FROM sponsored b
              LEFT JOIN (SELECT p.registration_id, bit_or(%3$s) AS days
                         FROM status_period p CROSS JOIN (SELECT ?::timestamptz AS start, ?::timestamptz AS stop) m
                         WHERE p.registration_id IN (SELECT registration_id FROM sponsored)
                           AND p.status IN ('clientHold', 'serverHold', 'inactive', 'pendingCreate', 'pendingDelete', 'redemptionPeriod')
                           AND p.from_at < m.stop AND (p.until_at IS NULL OR p.until_at >= m.start)
                         GROUP BY 1) h ON h.registration_id = b.registration_id
              LEFT JOIN (SELECT z.name, bit_or(%5$s) AS days
                         FROM exclusion z CROSS JOIN (SELECT ?::timestamptz AS start, ?::timestamptz AS stop) m GROUP BY 1) x ON x.name = b.domain
            ), held AS MATERIALIZED (
              SELECT registrar, domain, threat, bit_or(days) AS listed, coalesce(bit_or(days) FILTER (WHERE evidence >= 2), 0) AS corroborated,
                     coalesce(bit_or(days) FILTER (WHERE evidence >= 3), 0) AS validated
              FROM span WHERE days <> 0 GROUP BY 1, 2, 3
            ), shown AS MATERIALIZED (
              SELECT registrar, %2$s AS suffix, threat, listed, corroborated, validated FROM held
              UNION ALL
              SELECT registrar, %2$s, 'TOTAL', bit_or(listed), bit_or(corroborated), bit_or(validated) FROM held GROUP BY registrar, domain
            ), alike AS MATERIALIZED (
              SELECT registrar, suffix, threat, listed, corroborated, validated, count(*) AS names FROM shown GROUP BY 1, 2, 3, 4, 5, 6
            ), counted AS MATERIALIZED (
              SELECT a.registrar, a.suffix, a.threat, d.number, coalesce(sum(a.names) FILTER (WHERE a.listed & d.bits <> 0), 0) AS listed,
                     coalesce(sum(a.names) FILTER (WHERE a.corroborated & d.bits <> 0), 0) AS corroborated,
                     coalesce(sum(a.names) FILTER (WHERE a.validated & d.bits <> 0), 0) AS validated
              FROM alike a
              CROSS JOIN (SELECT number, CASE number WHEN 0 THEN -1 ELSE 1::bigint << number END AS bits FROM generate_series(0, ?) AS n(number)) d
              GROUP BY 1, 2, 3, 4
            ), %4$s, summed AS MATERIALIZED (
              SELECT registrar, tld, threat, number, sum(listed) AS listed, sum(corroborated) AS corroborated, sum(validated) AS validated
              FROM counted JOIN zone USING (suffix) GROUP BY 1, 2, 3, 4
            )
            SELECT registrar, tld, threat, level, max(names) FILTER (WHERE number = 0) AS names,
                   array_agg(names ORDER BY number) FILTER (WHERE number > 0) AS daily
            FROM (SELECT registrar, tld, threat, number, l.level,
                         (CASE l.level WHEN 1 THEN listed WHEN 2 THEN corroborated ELSE validated END)::bigint AS names
                  FROM summed CROSS JOIN generate_series(1, 3) AS l(level)) levels
            GROUP BY 1, 2, 3, 4 HAVING max(names) FILTER (WHERE number = 0) > 0 ORDER BY 1, 2, 3, 4
            """
                .formatted(
                    days(
                        "greatest(b.opened_at, s.from_at)",
                        "b.listed_until, s.until_at, r.deleted_at"),
                    suffix("domain"),
                    days("p.from_at", "p.until_at"),
                    ZONES,
                    days(
                        "z.from_day::timestamp AT TIME ZONE 'UTC'",
                        "z.until_day::timestamp AT TIME ZONE 'UTC'"),
                    part.and("s.registrar")),
            row ->
                new At<>(
                    new Place(row.registrar("registrar"), row.text("tld")),
                    new ZoneMeasures.Stock(
                        row.constant("threat", TallyThreat.class),
                        Evidence.ofRank(row.number("level")),
                        row.number("names"),
                        row.numbers("daily"))),
            month.end(),
            month.start(),
            // the month of the spans, of the holds and of the exclusions
            month.start(),
            month.end(),
            month.start(),
            month.end(),
            month.start(),
            month.end(),
            month.days())
        .stream();
  }

  /**
   * What ended an incident is found as the view incident_course finds it, for all at once instead
   * of one by one. A transfer ends what the sponsor of the opening answers for: it is watched until
   * then.
   */
  private Stream<At<ZoneMeasures.Survival>> survivals(
      Month month, Instant watchedUntil, Part part) {
    return sql
        .list(
            """
            WITH begun AS MATERIALIZED (
              SELECT i.id, i.registration_id, i.registrar, i.domain, i.threat, i.classification, i.evidence, i.opened_at
              FROM incident i
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification IN ('MALICIOUS', 'COMPROMISED')
                AND i.opened_at >= ? AND i.opened_at < ? AND %1$s%4$s
            ), told AS (
              SELECT coalesce(m.merged_into, c.incident_id) AS id, min(c.proven_at) AS at
              FROM notification_clock c JOIN incident m ON m.id = c.incident_id GROUP BY 1
            ), done AS (
              SELECT DISTINCT ON (id) id, action, actor, at FROM (
                SELECT i.id, CASE WHEN p.status IN ('clientHold', 'serverHold') THEN 'HOLD' ELSE 'DELETE' END AS action,
                       CASE WHEN p.status = 'serverHold' THEN 'REGISTRY' ELSE 'REGISTRAR' END AS actor, p.from_at AS at
                FROM begun i JOIN status_period p ON p.registration_id = i.registration_id
                 AND (p.until_at IS NULL OR p.until_at > i.opened_at)
                WHERE p.status IN ('clientHold', 'serverHold', 'pendingDelete', 'redemptionPeriod')
                UNION ALL
                SELECT i.id, 'DELETE', 'REGISTRAR', coalesce(r.delete_noted_at, r.deleted_at)
                FROM begun i JOIN registration r ON r.id = i.registration_id WHERE r.deleted_at IS NOT NULL) shown
              ORDER BY id, at, action DESC, actor
            ), sponsored AS (
              SELECT i.id, min(s.until_at) AS until_at
              FROM begun i JOIN sponsorship s ON s.registration_id = i.registration_id AND s.registrar = i.registrar
               AND s.from_at <= i.opened_at AND (s.until_at IS NULL OR s.until_at > i.opened_at)
              GROUP BY 1
            ), watched AS (
              SELECT i.registrar, i.domain, i.threat, i.classification, i.evidence, k.clock, k.begins, d.action, d.actor, d.at AS mitigated_at,
                     least(w.until_at, k.begins + make_interval(hours => ?), coalesce(s.until_at, 'infinity')) AS until_at
              FROM (SELECT ?::timestamptz AS until_at) w CROSS JOIN begun i
              LEFT JOIN told t USING (id) LEFT JOIN done d USING (id) LEFT JOIN sponsored s USING (id)
              CROSS JOIN LATERAL (VALUES ('LISTING', i.opened_at), ('NOTIFICATION', t.at)) AS k(clock, begins)
              WHERE k.begins <= w.until_at
            ), lived AS (
              SELECT registrar, %2$s AS suffix, threat, clock, classification, evidence, mitigated_at <= until_at AS ended, action, actor,
                     greatest(0, extract(epoch FROM least(until_at, coalesce(mitigated_at, 'infinity')) - begins)) AS seconds
              FROM watched
            ), counted AS (
              SELECT registrar, suffix, threat, clock, classification, evidence,
                     CASE WHEN ended THEN action END AS action, CASE WHEN ended THEN actor END AS actor,
                     floor(seconds / 360 + 0.5)::bigint AS tenths, count(*) AS incidents
              FROM lived GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
            ), %3$s, summed AS (
              SELECT registrar, tld, threat, clock, classification, evidence, action, actor, tenths, sum(incidents)::bigint AS incidents
              FROM counted JOIN zone USING (suffix) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
            )
            SELECT registrar, tld, threat, clock, classification, evidence, action, actor,
                   array_agg(tenths ORDER BY tenths) AS tenths, array_agg(incidents ORDER BY tenths) AS incidents
            FROM summed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7 NULLS LAST, 8
            """
                .formatted(
                    TallyRepository.counts("i.domain", "i.opened_at"),
                    suffix("domain"),
                    ZONES,
                    part.and("i.registrar")),
            row -> {
              String action = row.textOrNull("action");
              return new At<>(
                  new Place(row.registrar("registrar"), row.text("tld")),
                  new ZoneMeasures.Survival(
                      row.constant("threat", TallyThreat.class),
                      row.constant("clock", Measures.Clock.class),
                      row.constant("classification", Classification.class),
                      Evidence.ofRank(row.number("evidence")),
                      action == null ? null : Mitigation.Action.valueOf(action),
                      action == null ? null : row.constant("actor", Mitigation.Actor.class),
                      row.numbers("tenths").stream()
                          .map(tenths -> BigDecimal.valueOf(tenths, 1))
                          .toList(),
                      row.numbers("incidents")));
            },
            month.start(),
            month.end(),
            MeasureRepository.HORIZON_HOURS,
            watchedUntil)
        .stream();
  }

  /**
   * The days of a month m, as bits from 1 on, at whose end something holds.
   *
   * @param from its first instant
   * @param until instants at the first of which it ends, exclusive; those that are null are none
   */
  private static String days(String from, String until) {
    String first =
        "greatest(1, floor(extract(epoch FROM %s - m.start) / 86400)::integer + 1)".formatted(from);
    String last =
        "floor(extract(epoch FROM least(m.stop, %s) - m.start) / 86400)::integer".formatted(until);
    return "CASE WHEN %2$s >= %1$s THEN (1::bigint << (%2$s + 1)) - (1::bigint << %1$s) ELSE 0 END"
        .formatted(first, last);
  }

  /** What follows a name's first label. */
  private static String suffix(String name) {
    return "substr(%1$s, strpos(%1$s, '.') + 1)".formatted(name);
  }
}
