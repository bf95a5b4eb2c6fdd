package io.bailiwick.qpi.outcome;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Discounts as exposure, read off the ledger. */
@ApplicationScoped
class ExposureRepository {

  private static final Instant BEGINNING = Instant.EPOCH;
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final Sql sql;

  @Inject
  ExposureRepository(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param after month, registrar, promotion and currency of the row before; empty for the start
   */
  List<ExposureView> page(
      @Nullable UUID promotion,
      @Nullable RegistrarId registrar,
      @Nullable Month month,
      RegistrarScope scope,
      List<String> after,
      int limit) {
    boolean start = after.isEmpty();
    UUID afterPromotion = start ? null : Cursor.id(after.get(2));
    return sql.list(
        """
        SELECT to_char(x.month, 'YYYY-MM') AS month, x.registrar, x.promotion_id, m.name, x.names_granted, x.names, x.amount, x.currency
        FROM (SELECT date_trunc('month', a.occurred_at AT TIME ZONE 'UTC') AS month, a.registrar, a.promotion_id, a.currency,
                     sum(a.quantity) AS names_granted, coalesce(sum(a.quantity) FILTER (WHERE a.net > 0), 0) AS names, sum(a.net) AS amount
              FROM (SELECT t.id, t.promotion_id, t.registrar, t.currency, t.occurred_at, t.quantity,
                           (SELECT coalesce(sum(CASE e.side WHEN 'DEBIT' THEN e.amount ELSE -e.amount END), 0)
                            FROM ledger_transaction l JOIN ledger_entry e ON e.transaction_id = l.id AND e.account = 'INCENTIVE_EXPENSE'
                            WHERE l.id = t.id OR l.accrual_id = t.id) AS net
                    FROM ledger_transaction t
                    WHERE t.kind = 'ACCRUAL' AND (?::uuid IS NULL OR t.promotion_id = ?) AND (?::integer IS NULL OR t.registrar = ?)
                      AND (? OR t.registrar = ANY (?)) AND t.occurred_at >= ? AND t.occurred_at < ?) a
              GROUP BY 1, 2, 3, 4) x
        JOIN promotion m ON m.id = x.promotion_id
        WHERE ? OR (to_char(x.month, 'YYYY-MM'), x.registrar, x.promotion_id, x.currency) > (?, ?, ?, ?)
        ORDER BY 1, 2, 3, 8 LIMIT ?
        """,
        row ->
            new ExposureView(
                Month.fromString(row.text("month")),
                row.registrar("registrar"),
                row.id("promotion_id"),
                row.text("name"),
                row.number("names_granted"),
                row.number("names"),
                row.decimal("amount"),
                row.text("currency")),
        promotion,
        promotion,
        registrar,
        registrar,
        scope.isAll(),
        scope.sqlIds(),
        month == null ? BEGINNING : month.start(),
        month == null ? END : month.end(),
        start,
        start ? "" : after.get(0),
        start ? 0 : (int) Cursor.number(after.get(1)),
        afterPromotion == null ? new UUID(0, 0) : afterPromotion,
        start ? "" : after.get(3),
        limit);
  }
}
