package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Queries for what is shown of the ledger. */
@ApplicationScoped
class LedgerViews {

  private final Sql sql;

  @Inject
  LedgerViews(Sql sql) {
    this.sql = sql;
  }

  List<LedgerEntryView> entries(
      @Nullable RegistrarId registrar,
      @Nullable UUID promotion,
      @Nullable TransactionKind kind,
      @Nullable Month month,
      RegistrarScope scope,
      long after,
      int limit) {
    Instant from = month == null ? null : month.start();
    Instant until = month == null ? null : month.end();
    return sql.list(
        """
        SELECT e.sequence, e.account, e.side, e.amount AS posted, t.*
        FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
        WHERE e.sequence > ?
          AND (?::integer IS NULL OR t.registrar = ?)
          AND (?::uuid IS NULL OR t.promotion_id = ?)
          AND (?::text IS NULL OR t.kind = ?)
          AND (?::timestamptz IS NULL OR t.recorded_at >= ? AND t.recorded_at < ?)
          AND (? OR t.registrar = ANY (?))
        ORDER BY e.sequence LIMIT ?
        """,
        LedgerViews::entry,
        after,
        registrar,
        registrar,
        promotion,
        promotion,
        kind,
        kind,
        from,
        from,
        until,
        scope.isAll(),
        scope.sqlIds(),
        limit);
  }

  private static LedgerEntryView entry(Columns row) throws SQLException {
    return new LedgerEntryView(
        row.number("sequence"),
        row.id("id"),
        row.constant("kind", TransactionKind.class),
        row.id("promotion_id"),
        row.registrar("registrar"),
        row.textOrNull("name"),
        row.constant("account", Account.class),
        row.constant("side", Side.class),
        row.decimal("posted"),
        row.text("currency"),
        row.numberOrNull("event_sequence"),
        row.idOrNull("accrual_id"),
        row.idOrNull("reverses"),
        ground(row),
        row.time("occurred_at"),
        row.time("recorded_at"));
  }

  private static @Nullable Ground ground(Columns row) throws SQLException {
    String ground = row.textOrNull("ground");
    return ground == null ? null : Ground.valueOf(ground);
  }

  List<BalanceView> balances(
      @Nullable RegistrarId registrar,
      @Nullable UUID promotion,
      RegistrarScope scope,
      int afterRegistrar,
      UUID afterPromotion,
      int limit) {
    return sql.list(
        """
        SELECT t.registrar, t.promotion_id, t.currency,
               coalesce((SELECT committed_names FROM registrar_account r
                         WHERE r.promotion_id = t.promotion_id AND r.registrar = t.registrar), 0) AS names,
               coalesce(sum(e.amount) FILTER (WHERE e.account = 'INCENTIVE_EXPENSE' AND e.side = 'DEBIT'), 0) AS accrued,
               coalesce(sum(e.amount) FILTER (WHERE e.account = 'INCENTIVE_EXPENSE' AND e.side = 'CREDIT'), 0) AS reversed,
               coalesce(sum(x.amount) FILTER (WHERE e.account = 'ACCRUED_LIABILITY'), 0) AS pending,
               coalesce(sum(x.amount) FILTER (WHERE e.account = 'REGISTRAR_PAYABLE'), 0) AS payable,
               coalesce(sum(x.amount) FILTER (WHERE e.account = 'HELD_IN_DISPUTE'), 0) AS held,
               -coalesce(sum(x.amount) FILTER (WHERE e.account = 'CLAWBACK_RECEIVABLE'), 0) AS claimed,
               coalesce(sum(x.amount) FILTER (WHERE e.account = 'SETTLEMENT_CLEARING'), 0) AS settled
        FROM ledger_transaction t
        LEFT JOIN ledger_entry e ON e.transaction_id = t.id
        LEFT JOIN LATERAL (SELECT CASE e.side WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS amount) x ON true
        WHERE (?::integer IS NULL OR t.registrar = ?)
          AND (?::uuid IS NULL OR t.promotion_id = ?)
          AND (? OR t.registrar = ANY (?))
          AND (t.registrar, t.promotion_id) > (?, ?)
        GROUP BY t.registrar, t.promotion_id, t.currency
        ORDER BY t.registrar, t.promotion_id, t.currency LIMIT ?
        """,
        LedgerViews::balance,
        registrar,
        registrar,
        promotion,
        promotion,
        scope.isAll(),
        scope.sqlIds(),
        afterRegistrar,
        afterPromotion,
        limit);
  }

  private static BalanceView balance(Columns row) throws SQLException {
    String currency = row.text("currency");
    BigDecimal pending = amount(row, "pending", currency);
    BigDecimal payable = amount(row, "payable", currency);
    BigDecimal held = amount(row, "held", currency);
    BigDecimal claimed = amount(row, "claimed", currency);
    return new BalanceView(
        row.registrar("registrar"),
        row.id("promotion_id"),
        currency,
        row.number("names"),
        amount(row, "accrued", currency),
        amount(row, "reversed", currency),
        pending,
        payable,
        held,
        claimed,
        amount(row, "settled", currency),
        pending.add(payable).add(held).subtract(claimed));
  }

  /** Shown with the places of its currency, which it has: nothing is rounded. */
  private static BigDecimal amount(Columns row, String column, String currency)
      throws SQLException {
    return LedgerRepository.money(row, column, CurrencyUnit.of(currency)).getAmount();
  }

  List<TrialBalanceView> trialBalance(
      @Nullable UUID promotion, RegistrarScope scope, String after, int limit) {
    return sql.list(
        """
        SELECT e.currency, e.account,
               coalesce(sum(e.amount) FILTER (WHERE e.side = 'DEBIT'), 0) AS debits,
               coalesce(sum(e.amount) FILTER (WHERE e.side = 'CREDIT'), 0) AS credits
        FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
        WHERE (?::uuid IS NULL OR t.promotion_id = ?) AND (? OR t.registrar = ANY (?))
          AND e.currency || ' ' || e.account > ?
        GROUP BY e.currency, e.account
        ORDER BY e.currency || ' ' || e.account LIMIT ?
        """,
        row -> {
          String currency = row.text("currency");
          BigDecimal debits = amount(row, "debits", currency);
          BigDecimal credits = amount(row, "credits", currency);
          return new TrialBalanceView(
              currency,
              row.constant("account", Account.class),
              debits,
              credits,
              debits.subtract(credits));
        },
        promotion,
        promotion,
        scope.isAll(),
        scope.sqlIds(),
        after,
        limit);
  }

  Optional<TransactionView> transaction(UUID id, RegistrarScope scope) {
    List<TransactionView.Line> lines =
        sql.list(
            "SELECT account, side, amount FROM ledger_entry WHERE transaction_id = ? ORDER BY sequence",
            row ->
                new TransactionView.Line(
                    row.constant("account", Account.class),
                    row.constant("side", Side.class),
                    row.decimal("amount")),
            id);
    List<TransactionView.Later> later =
        sql.list(
            """
            SELECT t.id, t.kind, t.amount, t.recorded_at FROM ledger_transaction t
            WHERE t.id IN (SELECT id FROM ledger_transaction
                           WHERE accrual_id = ?
                             AND kind IN ('MATURITY', 'AGP_REVERSAL', 'TEST_OF_USE_REVERSAL', 'FRAUD_REVERSAL',
                                          'ABUSE_CLAWBACK', 'PORTFOLIO_CLAWBACK')
                           UNION SELECT id FROM ledger_transaction
                           WHERE accrual_id = ? AND kind IN ('TIER_ADJUSTMENT', 'REINSTATEMENT')
                           UNION SELECT id FROM ledger_transaction WHERE reverses = ?)
            ORDER BY t.recorded_at, t.id
            """,
            row ->
                new TransactionView.Later(
                    row.id("id"),
                    row.constant("kind", TransactionKind.class),
                    row.decimal("amount"),
                    row.time("recorded_at")),
            id,
            id,
            id);
    return sql.first(
        """
        SELECT t.*, s.settlement_id FROM ledger_transaction t
        LEFT JOIN ledger_settled s ON s.transaction_id = t.id
        WHERE t.id = ? AND (? OR t.registrar = ANY (?))
        """,
        row ->
            new TransactionView(
                row.id("id"),
                row.constant("kind", TransactionKind.class),
                row.id("promotion_id"),
                row.registrar("registrar"),
                row.decimal("amount"),
                row.text("currency"),
                row.flag("taxable"),
                row.number("quantity"),
                row.decimalOrNull("basis"),
                row.textOrNull("period"),
                row.textOrNull("name"),
                row.textOrNull("roid"),
                row.numberOrNull("event_sequence"),
                row.idOrNull("accrual_id"),
                row.idOrNull("reverses"),
                ground(row),
                row.textOrNull("reason"),
                row.textOrNull("reference"),
                row.time("occurred_at"),
                row.time("recorded_at"),
                lines,
                later,
                row.idOrNull("settlement_id")),
        id,
        scope.isAll(),
        scope.sqlIds());
  }
}
