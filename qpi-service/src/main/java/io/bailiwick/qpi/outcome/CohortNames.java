package io.bailiwick.qpi.outcome;

import io.bailiwick.common.sql.Sql;
import io.bailiwick.qpi.ingest.MaliciousName;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import io.bailiwick.qpi.promotion.Offers.Offer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The names of a report in tables, so that memory does not grow with them: what was read is kept
 * until the report is made, and grouped in a temporary table of that transaction.
 */
@ApplicationScoped
class CohortNames {

  private final Sql sql;

  @Inject
  CohortNames(Sql sql) {
    this.sql = sql;
  }

  void creates(UUID run, List<RegistrationEvent> events) throws IOException {
    sql.copy(
        "outcome_create (run_id, roid, name, registrar, created_at, years, price, currency)",
        rows -> {
          for (RegistrationEvent event : events) {
            Integer years = event.years();
            RegistrationEvent.Price price = event.price();
            rows.id(run)
                .text(event.roid())
                .text(event.name())
                .number(event.registrar().ianaId())
                .time(event.occurredAt())
                .text(years == null ? null : years.toString())
                .text(price == null ? null : price.amount().toPlainString())
                .text(price == null ? null : price.currency())
                .end();
          }
        });
  }

  void ends(UUID run, List<RegistrationEvent> events) throws IOException {
    sql.copy(
        "outcome_end (run_id, roid, ended_at, in_grace)",
        rows -> {
          for (RegistrationEvent event : events) {
            rows.id(run)
                .text(event.roid())
                .time(event.occurredAt())
                .flag(event.type() == RegistrationEvent.Kind.AGP_DELETE)
                .end();
          }
        });
  }

  void abuse(UUID run, List<MaliciousName> incidents) throws IOException {
    sql.copy(
        "outcome_abuse (run_id, roid, opened_at)",
        rows -> {
          for (MaliciousName incident : incidents) {
            String roid = incident.roid();
            if (roid != null) {
              rows.id(run).text(roid).time(incident.openedAt()).end();
            }
          }
        });
  }

  /**
   * Puts each name into its group and joins what became of it.
   *
   * @param from start of the time before the promotion that is compared
   */
  void group(UUID run, Offer offer, Instant from) {
    sql.largeSets();
    sql.run(
        """
        CREATE TEMP TABLE cohort_name (
          grp text, roid text, name text, created_at timestamptz, years integer, price numeric, currency text,
          ended_at timestamptz, in_grace boolean, abused_at timestamptz) ON COMMIT DROP
        """);
    List<String> tlds = offer.terms().tlds();
    long unused =
        sql.update(
            """
            INSERT INTO cohort_name
            SELECT g.grp, c.roid, c.name, c.created_at, c.years, c.price, c.currency, e.ended_at, coalesce(e.in_grace, false), a.opened_at
            FROM (SELECT ?::uuid AS run, ?::uuid AS promotion, ?::timestamptz AS from_at, ?::timestamptz AS starts_at, ?::timestamptz AS closes_at,
                         ?::integer[] AS years, ?::boolean AS any_tld, ?::text[] AS tlds) p
            CROSS JOIN LATERAL (SELECT DISTINCT ON (roid) * FROM outcome_create WHERE run_id = p.run ORDER BY roid, created_at) c
            LEFT JOIN LATERAL (SELECT min(ended_at) AS ended_at, bool_or(in_grace) AS in_grace FROM outcome_end x WHERE x.run_id = p.run AND x.roid = c.roid) e ON true
            LEFT JOIN LATERAL (SELECT min(opened_at) AS opened_at FROM outcome_abuse x WHERE x.run_id = p.run AND x.roid = c.roid AND x.opened_at >= c.created_at) a ON true
            LEFT JOIN enrolment n ON n.promotion_id = p.promotion AND n.registrar = c.registrar
            CROSS JOIN LATERAL (SELECT CASE
              WHEN EXISTS (SELECT 1 FROM ledger_transaction t
                           WHERE t.promotion_id = p.promotion AND t.kind = 'ACCRUAL' AND t.roid = c.roid AND t.event_sequence IS NOT NULL) THEN 'PROMOTION'
              WHEN n.registrar IS NOT NULL AND c.created_at >= p.starts_at AND c.created_at < p.closes_at THEN 'PARTICIPANTS_BESIDE'
              WHEN n.registrar IS NOT NULL AND c.created_at >= p.from_at AND c.created_at < p.starts_at THEN 'PARTICIPANTS_BEFORE'
              WHEN n.registrar IS NULL AND c.created_at >= p.starts_at AND c.created_at < p.closes_at AND c.years = ANY (p.years)
                   AND (p.any_tld OR substr(c.name, strpos(c.name, '.') + 1) = ANY (p.tlds)) THEN 'NON_PARTICIPANTS'
              END AS grp) g
            WHERE g.grp IS NOT NULL
            """,
            run,
            offer.id(),
            from,
            offer.startsAt(),
            offer.closesAt(),
            offer.terms().years().toArray(Integer[]::new),
            tlds == null,
            tlds == null ? List.of() : tlds);
  }

  /** What was read for a run, once its report is made. */
  void remove(UUID run) {
    for (String table : List.of("outcome_create", "outcome_end", "outcome_abuse")) {
      long unused = sql.update("DELETE FROM " + table + " WHERE run_id = ?", run);
    }
  }

  /** Counts of a group. */
  record Counts(
      long names,
      long deletedInGrace,
      long due,
      long notYetDue,
      long renewed,
      long watched,
      long notYetWatched,
      long abused) {}

  /**
   * @param graceDays of the auto-renew grace period
   * @param abuseDays after the create in which abuse counts
   */
  Counts counts(CohortGroup group, Instant asOf, int graceDays, int abuseDays) {
    return sql.first(
            """
            SELECT count(*) FILTER (WHERE NOT in_grace) AS names,
                   count(*) FILTER (WHERE in_grace) AS deleted_in_grace,
                   count(*) FILTER (WHERE was_there AND due) AS due,
                   count(*) FILTER (WHERE was_there AND NOT due) AS not_yet_due,
                   count(*) FILTER (WHERE was_there AND due AND (ended_at IS NULL OR ended_at >= grace_ends)) AS renewed,
                   count(*) FILTER (WHERE NOT in_grace AND watched) AS watched,
                   count(*) FILTER (WHERE NOT in_grace AND NOT watched) AS not_yet_watched,
                   count(*) FILTER (WHERE NOT in_grace AND watched AND abused_at < watched_until) AS abused
            FROM (SELECT n.*, NOT n.in_grace AND n.years IS NOT NULL AND (n.ended_at IS NULL OR n.ended_at >= n.expires) AS was_there,
                         n.grace_ends <= n.as_of AS due, n.watched_until <= n.as_of AS watched
                  FROM (SELECT c.*, p.as_of, t.expires, t.expires + p.grace * interval '24 hours' AS grace_ends,
                               c.created_at + p.abuse * interval '24 hours' AS watched_until
                        FROM (SELECT ?::text AS grp, ?::timestamptz AS as_of, ?::integer AS grace, ?::integer AS abuse) p
                        JOIN cohort_name c ON c.grp = p.grp
                        CROSS JOIN LATERAL (SELECT (c.created_at AT TIME ZONE 'UTC' + make_interval(years => coalesce(c.years, 1)))
                                                   AT TIME ZONE 'UTC' AS expires) t) n) m
            """,
            row ->
                new Counts(
                    row.number("names"),
                    row.number("deleted_in_grace"),
                    row.number("due"),
                    row.number("not_yet_due"),
                    row.number("renewed"),
                    row.number("watched"),
                    row.number("not_yet_watched"),
                    row.number("abused")),
            group,
            asOf,
            graceDays,
            abuseDays)
        .orElseThrow();
  }

  /** Names of the promotion in one TLD, of one term, and what was said of their price. */
  record Priced(String tld, @Nullable Long years, BigDecimal ownFees, long names, long priced) {}

  /** Kept names of the promotion, by what their fee depends on. */
  List<Priced> priced(String currency) {
    return sql.list(
        """
        SELECT substr(c.name, strpos(c.name, '.') + 1) AS tld, c.years,
               coalesce(sum(c.price) FILTER (WHERE c.currency = p.currency), 0) AS own_fees,
               count(*) AS names, count(*) FILTER (WHERE c.currency = p.currency) AS priced
        FROM (SELECT ?::text AS currency) p JOIN cohort_name c ON c.grp = 'PROMOTION' AND NOT c.in_grace
        GROUP BY 1, 2 ORDER BY 1, 2
        """,
        row ->
            new Priced(
                row.text("tld"),
                row.numberOrNull("years"),
                row.decimal("own_fees"),
                row.number("names"),
                row.number("priced")),
        currency);
  }

  /** What the promotion has cost: its expense, less what was taken back. */
  Optional<BigDecimal> incentives(Offer offer) {
    return sql.first(
        """
        SELECT coalesce(sum(CASE e.side WHEN 'DEBIT' THEN e.amount ELSE -e.amount END), 0) AS cost
        FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
        WHERE t.promotion_id = ? AND e.account = 'INCENTIVE_EXPENSE'
        """,
        row -> row.decimal("cost"),
        offer.id());
  }
}
