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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Cohort, stock and survival of a month, as sets. */
@ApplicationScoped
class MeasureRepository {
  static final int COHORT_DAYS = 30;
  static final int HORIZON_HOURS = 720;

  private final Sql sql;

  @Inject
  MeasureRepository(Sql sql) {
    this.sql = sql;
  }

  private record Of<T>(RegistrarId registrar, T what) {}

  /**
   * @param now up to which incidents that go on have been watched
   */
  Measures measures(Month month, Instant now) {
    Map<RegistrarId, List<Measures.Cohort>> cohorts = byRegistrar(cohorts(month));
    Map<RegistrarId, List<Measures.Stock>> stocks = byRegistrar(stocks(month));
    Map<RegistrarId, List<Measures.Survival>> survivals = byRegistrar(survivals(month, now));
    TreeSet<RegistrarId> registrars = new TreeSet<>(cohorts.keySet());
    registrars.addAll(stocks.keySet());
    registrars.addAll(survivals.keySet());
    return new Measures(
        month,
        COHORT_DAYS,
        HORIZON_HOURS,
        registrars.stream()
            .map(
                id ->
                    new Measures.OfRegistrar(
                        id,
                        cohorts.getOrDefault(id, List.of()),
                        stocks.getOrDefault(id, List.of()),
                        survivals.getOrDefault(id, List.of())))
            .toList());
  }

  private static <T> Map<RegistrarId, List<T>> byRegistrar(Stream<Of<T>> rows) {
    return rows.collect(groupingBy(Of::registrar, mapping(Of::what, toList())));
  }

  /** Held against the creator, whoever sponsors the name by then. */
  private Stream<Of<Measures.Cohort>> cohorts(Month month) {
    return sql
        .list(
            """
            SELECT i.creator, l.level, count(DISTINCT i.registration_id) AS domains
            FROM incident i JOIN generate_series(1, 3) AS l(level) ON i.evidence >= l.level
            WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification = 'MALICIOUS'
              AND i.registered_at >= ? AND i.registered_at < ? AND i.creator IS NOT NULL
              AND i.opened_at >= ? AND i.opened_at < i.registered_at + make_interval(days => ?) AND %s
            GROUP BY i.creator, l.level ORDER BY 1, 2
            """
                .formatted(TallyRepository.counts("i.domain", "i.opened_at")),
            row ->
                new Of<>(
                    row.registrar("creator"),
                    new Measures.Cohort(
                        Evidence.ofRank(row.number("level")), row.number("domains"))),
            month.start(),
            month.end(),
            month.start(),
            COHORT_DAYS)
        .stream();
  }

  /**
   * In whose hands the name is at the end of the day. A name that is on hold, not delegated or on
   * its way out is not in the zone, whatever lists still say.
   */
  private Stream<Of<Measures.Stock>> stocks(Month month) {
    return sql
        .list(
            """
            WITH day AS (
              SELECT d::date AS day, (d::date + 1)::timestamp AT TIME ZONE 'UTC' AS closes,
                     row_number() OVER (ORDER BY d) AS number
              FROM generate_series(?::date, ?::date, interval '1 day') d
            ), listed AS (
              SELECT i.domain, i.registration_id, max(i.evidence) AS evidence, d.number, d.closes
              FROM incident i
              JOIN day d ON i.opened_at < d.closes AND (i.open_listings > 0 OR i.last_seen_at >= d.closes - interval '1 day')
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification = 'MALICIOUS'
                AND i.opened_at < ? AND (i.open_listings > 0 OR i.last_seen_at >= ?)
              GROUP BY i.domain, i.registration_id, d.number, d.closes
            ), held AS (
              SELECT s.registrar, l.level, x.number, count(DISTINCT x.domain) AS names
              FROM listed x
              JOIN generate_series(1, 3) AS l(level) ON x.evidence >= l.level
              JOIN registration r ON r.id = x.registration_id AND (r.deleted_at IS NULL OR r.deleted_at >= x.closes)
              JOIN sponsorship s ON s.registration_id = x.registration_id AND s.from_at < x.closes
                                AND (s.until_at IS NULL OR s.until_at >= x.closes)
              WHERE NOT EXISTS (SELECT 1 FROM status_period p WHERE p.registration_id = x.registration_id
                                  AND p.status IN ('clientHold', 'serverHold', 'inactive', 'pendingCreate', 'pendingDelete', 'redemptionPeriod')
                                  AND p.from_at < x.closes AND (p.until_at IS NULL OR p.until_at >= x.closes))
                AND %s
              GROUP BY s.registrar, l.level, x.number
            )
            SELECT k.registrar, k.level, array_agg(coalesce(h.names, 0) ORDER BY d.number) AS daily
            FROM (SELECT DISTINCT registrar, level FROM held) k CROSS JOIN day d
            LEFT JOIN held h ON h.registrar = k.registrar AND h.level = k.level AND h.number = d.number
            GROUP BY k.registrar, k.level ORDER BY 1, 2
            """
                .formatted(TallyRepository.counts("x.domain", "(x.closes - interval '1 day')")),
            row ->
                new Of<>(
                    row.registrar("registrar"),
                    new Measures.Stock(Evidence.ofRank(row.number("level")), row.numbers("daily"))),
            month.firstDay(),
            month.lastDay(),
            month.end(),
            month.start())
        .stream();
  }

  /** A transfer ends what the sponsor of the opening answers for: it is watched until then. */
  private Stream<Of<Measures.Survival>> survivals(Month month, Instant now) {
    return sql
        .list(
            """
            WITH watched AS (
              SELECT i.registrar, i.classification, i.evidence, k.clock, k.begins, c.action, c.actor, c.mitigated_at,
                     least(?::timestamptz, k.begins + make_interval(hours => ?), coalesce(s.until_at, 'infinity')) AS until_at
              FROM incident i
              JOIN incident_course c ON c.incident_id = i.id
              LEFT JOIN LATERAL (
                SELECT until_at FROM sponsorship WHERE registration_id = i.registration_id AND registrar = i.registrar
                  AND from_at <= i.opened_at AND (until_at IS NULL OR until_at > i.opened_at) LIMIT 1) s ON true
              CROSS JOIN LATERAL (VALUES ('LISTING', i.opened_at), ('NOTIFICATION', c.notified_at)) AS k(clock, begins)
              WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.classification IN ('MALICIOUS', 'COMPROMISED')
                AND i.opened_at >= ? AND i.opened_at < ? AND k.begins IS NOT NULL AND %s
            ), lived AS (
              SELECT registrar, clock, classification, evidence, mitigated_at <= until_at AS ended, action, actor,
                     greatest(0, extract(epoch FROM least(until_at, coalesce(mitigated_at, 'infinity')) - begins)) AS seconds
              FROM watched
            )
            SELECT registrar, clock, classification, evidence, (floor(seconds / 360 + 0.5))::bigint AS tenths,
                   CASE WHEN ended THEN action END AS action, CASE WHEN ended THEN actor END AS actor, count(*) AS incidents
            FROM lived GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6 NULLS LAST, 7
            """
                .formatted(TallyRepository.counts("i.domain", "i.opened_at")),
            row -> {
              String action = row.textOrNull("action");
              return new Of<>(
                  row.registrar("registrar"),
                  new Measures.Survival(
                      row.constant("clock", Measures.Clock.class),
                      row.constant("classification", Classification.class),
                      Evidence.ofRank(row.number("evidence")),
                      BigDecimal.valueOf(row.number("tenths"))
                          .divide(BigDecimal.TEN, 1, RoundingMode.UNNECESSARY),
                      action == null ? null : Mitigation.Action.valueOf(action),
                      action == null ? null : row.constant("actor", Mitigation.Actor.class),
                      row.number("incidents")));
            },
            now,
            HORIZON_HOURS,
            month.start(),
            month.end())
        .stream();
  }
}
