package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts per registrar of one zone and month: ours, and those of a report. */
@ApplicationScoped
class ReconciliationRepository {

  /**
   * Length of the add and of the transfer grace period: five days, as in the registries' agreements
   * with their registrars.
   */
  static final Duration GRACE = Duration.ofDays(5);

  private final Sql sql;

  @Inject
  ReconciliationRepository(Sql sql) {
    this.sql = sql;
  }

  /** Whether a deposit shows the end of the month. */
  boolean showsEnd(String tld, Month month) {
    return sql.number(
            "SELECT count(*) FROM evidence_day WHERE tld = ? AND day = ?", tld, month.lastDay())
        > 0;
  }

  /** Whether deposits tell of everything from one instant to another. */
  boolean covers(String tld, Instant from, Instant to) {
    return sql.number(
            """
            SELECT CASE WHEN min(watermark) <= ? AND max(watermark) >= ? THEN 1 ELSE 0 END
            FROM deposit WHERE tld = ?
            """,
            from,
            to,
            tld)
        == 1;
  }

  /** Gross domains under management at the end of the month. */
  Map<RegistrarId, Long> names(String tld, Month month) {
    return counts(
        "SELECT registrar, names AS count FROM domains_under_management WHERE tld = ? AND day = ?",
        tld,
        month.lastDay());
  }

  /**
   * Creates whose add grace period ended in the month, those deleted within it left out. A name
   * that waits for its creation is none yet.
   */
  Map<RegistrarId, Long> netAdds(String tld, Month month) {
    Instant from = month.start().minus(GRACE);
    return counts(
        """
        SELECT g.creator AS registrar, count(*) AS count FROM registration g
        WHERE g.tld = ? AND g.created_at >= ? AND g.created_at < ? AND NOT 'pendingCreate' = ANY (g.statuses)
          AND g.roid NOT IN (SELECT roid FROM registration_event WHERE type = 'AGP_DELETE' AND occurred_at >= ? AND roid IS NOT NULL)
        GROUP BY g.creator
        """,
        tld,
        from,
        month.end().minus(GRACE),
        from);
  }

  /** Transfers in whose grace period ended in the month. */
  Map<RegistrarId, Long> gained(String tld, Month month) {
    return counts(
        EVENTS.formatted("e.registrar", "TRANSFER", "e.registrar"),
        tld,
        month.start().minus(GRACE),
        month.end().minus(GRACE));
  }

  Map<RegistrarId, Long> lost(String tld, Month month) {
    return counts(
        EVENTS.formatted("e.other_registrar", "TRANSFER", "e.other_registrar"),
        tld,
        month.start(),
        month.end());
  }

  Map<RegistrarId, Long> deletes(String tld, Month month) {
    return counts(
        EVENTS.formatted("e.registrar", "DELETE", "e.registrar"), tld, month.start(), month.end());
  }

  Map<RegistrarId, Long> graceDeletes(String tld, Month month) {
    return counts(
        EVENTS.formatted("e.registrar", "AGP_DELETE", "e.registrar"),
        tld,
        month.start(),
        month.end());
  }

  /**
   * Names under management that stood in their add or transfer grace period at an instant: the
   * report's movements have them only once that period has ended, or never.
   */
  Map<RegistrarId, Long> inGrace(String tld, Instant at) {
    Instant from = at.minus(GRACE);
    return counts(
        """
        SELECT registrar, sum(count) AS count FROM (
          SELECT g.creator AS registrar, count(*) AS count FROM registration g
          WHERE g.tld = ? AND g.created_at >= ? AND g.created_at < ? AND NOT 'pendingCreate' = ANY (g.statuses)
            AND (g.deleted_at IS NULL OR g.deleted_at > ?)
          GROUP BY g.creator
          UNION ALL
        """
            + EVENTS.formatted("e.registrar", "TRANSFER", "e.registrar")
            + ") both_kinds GROUP BY registrar",
        tld,
        from,
        at,
        at,
        tld,
        from,
        at);
  }

  private static final String EVENTS =
      """
      SELECT %s AS registrar, count(*) AS count FROM registration_event e JOIN registration g ON g.roid = e.roid
      WHERE e.type = '%s' AND g.tld = ? AND e.occurred_at >= ? AND e.occurred_at < ? GROUP BY %s
      """;

  /** One measure of a report. */
  Map<RegistrarId, Long> reported(UUID report, TransactionColumn first, TransactionColumn last) {
    return counts(
        """
        SELECT registrar, (SELECT sum(c) FROM unnest(counts[?:?]) AS c) AS count FROM transaction_report_row
        WHERE report_id = ?
        """,
        first.ordinal() + 1,
        last.ordinal() + 1,
        report);
  }

  private Map<RegistrarId, Long> counts(String query, @Nullable Object... parameters) {
    Map<RegistrarId, Long> counts = new TreeMap<>();
    sql.list(query, row -> Map.entry(row.registrar("registrar"), row.number("count")), parameters)
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  Optional<Reconciliation.Waiver> waiver(String tld, Month month) {
    return sql.first(
        "SELECT * FROM reconciliation_waiver WHERE tld = ? AND month = ?",
        row ->
            new Reconciliation.Waiver(
                row.text("reason"), row.text("waived_by"), row.time("waived_at")),
        tld,
        month.firstDay());
  }

  /** False where there is one already. */
  boolean insert(String tld, Month month, Reconciliation.Waiver waiver) {
    return sql.update(
            """
            INSERT INTO reconciliation_waiver (tld, month, reason, waived_by, waived_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            tld,
            month.firstDay(),
            waiver.reason(),
            waiver.waivedBy(),
            waiver.waivedAt())
        == 1;
  }
}
