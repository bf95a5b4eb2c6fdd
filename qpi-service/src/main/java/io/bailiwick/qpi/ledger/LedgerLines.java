package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The transactions of the ledger as lines of statements, in the order of their booking. */
@ApplicationScoped
public class LedgerLines {

  private static final String FROM =
      """
      FROM ledger_transaction t
      LEFT JOIN ledger_settled s ON s.transaction_id = t.id
      CROSS JOIN LATERAL (SELECT t.pending, t.payable, t.claimed, t.held) m
      """;

  private static final String WHERE =
      """
      WHERE (?::integer IS NULL OR t.registrar = ?)
        AND (?::uuid IS NULL OR t.promotion_id = ?)
        AND (?::text IS NULL OR t.currency = ?)
        AND (?::timestamptz IS NULL OR t.recorded_at >= ?)
        AND (?::timestamptz IS NULL OR t.recorded_at < ?)
        AND (?::timestamptz IS NULL OR t.occurred_at >= ?)
        AND (?::timestamptz IS NULL OR t.occurred_at < ?)
        AND (NOT ? OR (t.kind <> 'SETTLEMENT' AND (m.payable <> 0 OR m.claimed <> 0)))
        AND (NOT ? OR s.transaction_id IS NULL)
      """;

  private final Sql sql;

  @Inject
  LedgerLines(Sql sql) {
    this.sql = sql;
  }

  /**
   * Which lines; null: any.
   *
   * @param recordedFrom business time of booking, inclusive
   * @param recordedUntil exclusive
   * @param occurredFrom when what it is about happened, inclusive
   * @param occurredUntil exclusive
   * @param owed only what changes what is owed: no accrual that is not mature, no settlement
   * @param unsettled only what no settlement has settled
   */
  public record Filter(
      @Nullable RegistrarId registrar,
      @Nullable UUID promotion,
      @Nullable String currency,
      @Nullable Instant recordedFrom,
      @Nullable Instant recordedUntil,
      @Nullable Instant occurredFrom,
      @Nullable Instant occurredUntil,
      boolean owed,
      boolean unsettled) {

    /** All that is owed and was booked before an instant, and no settlement has settled. */
    public static Filter unsettledBefore(Instant recordedUntil) {
      return new Filter(null, null, null, null, recordedUntil, null, null, true, true);
    }

    public Filter of(RegistrarId registrar, UUID promotion, String currency) {
      return new Filter(
          registrar,
          promotion,
          currency,
          recordedFrom,
          recordedUntil,
          occurredFrom,
          occurredUntil,
          owed,
          unsettled);
    }
  }

  /**
   * A transaction. The four amounts are seen from the registrar: above zero where it gains.
   *
   * @param pending change of what is not yet mature
   * @param payable change of what is payable
   * @param claimed change of what was claimed back after it had been settled: below zero where more
   *     is claimed
   * @param held change of what is kept back in a dispute
   * @param quantity names; of a monthly point all signed names of the month
   * @param basis price that a percentage was taken of
   * @param period of an accrual: the period in which tiers count it, or the month of its points
   * @param accrual the accrual that it concerns; null for an accrual itself
   * @param reverses the transaction that it takes or gives back
   * @param settlement the settlement that settled it; null while none has
   */
  public record Line(
      UUID id,
      TransactionKind kind,
      UUID promotion,
      RegistrarId registrar,
      String currency,
      BigDecimal pending,
      BigDecimal payable,
      BigDecimal claimed,
      BigDecimal held,
      boolean taxable,
      long quantity,
      @Nullable BigDecimal basis,
      @Nullable String period,
      @Nullable String name,
      @Nullable String roid,
      @Nullable UUID accrual,
      @Nullable UUID reverses,
      @Nullable Ground ground,
      @Nullable String reason,
      @Nullable String reference,
      Instant occurredAt,
      Instant recordedAt,
      @Nullable UUID settlement) {

    /** Change of what is owed: what a statement shows and a settlement pays. */
    public BigDecimal owed() {
      return payable.add(claimed);
    }
  }

  /** All lines of one registrar, promotion and currency together; amounts as of {@link Line}. */
  public record Total(
      RegistrarId registrar,
      UUID promotion,
      String currency,
      long lines,
      BigDecimal pending,
      BigDecimal payable,
      BigDecimal claimed,
      BigDecimal held) {

    public BigDecimal owed() {
      return payable.add(claimed);
    }
  }

  /** Hands over line after line: by registrar, promotion and currency, then in booking order. */
  @Transactional
  public void each(Filter filter, Consumer<Line> action) {
    sql.each(
        "SELECT t.*, s.settlement_id, m.* "
            + FROM
            + WHERE
            + "ORDER BY t.registrar, t.promotion_id, t.currency, t.recorded_at, t.id",
        LedgerLines::line,
        action,
        parameters(filter));
  }

  /** As {@link #each}, in memory: for one registrar. */
  @Transactional
  public List<Line> list(Filter filter) {
    return sql.list(
        "SELECT t.*, s.settlement_id, m.* "
            + FROM
            + WHERE
            + "ORDER BY t.registrar, t.promotion_id, t.currency, t.recorded_at, t.id",
        LedgerLines::line,
        parameters(filter));
  }

  /** Sums by registrar, promotion and currency, in that order. */
  @Transactional
  public List<Total> totals(Filter filter) {
    return sql.list(
        """
        SELECT t.registrar, t.promotion_id, t.currency, count(*) AS lines, sum(m.pending) AS pending,
               sum(m.payable) AS payable, sum(m.claimed) AS claimed, sum(m.held) AS held
        """
            + FROM
            + WHERE
            + "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        row ->
            new Total(
                row.registrar("registrar"),
                row.id("promotion_id"),
                row.text("currency"),
                row.number("lines"),
                row.decimal("pending"),
                row.decimal("payable"),
                row.decimal("claimed"),
                row.decimal("held")),
        parameters(filter));
  }

  private static @Nullable Object[] parameters(Filter filter) {
    return new @Nullable Object[] {
      filter.registrar, filter.registrar,
      filter.promotion, filter.promotion,
      filter.currency, filter.currency,
      filter.recordedFrom, filter.recordedFrom,
      filter.recordedUntil, filter.recordedUntil,
      filter.occurredFrom, filter.occurredFrom,
      filter.occurredUntil, filter.occurredUntil,
      filter.owed, filter.unsettled
    };
  }

  private static Line line(Columns row) throws SQLException {
    String ground = row.textOrNull("ground");
    return new Line(
        row.id("id"),
        row.constant("kind", TransactionKind.class),
        row.id("promotion_id"),
        row.registrar("registrar"),
        row.text("currency"),
        row.decimal("pending"),
        row.decimal("payable"),
        row.decimal("claimed"),
        row.decimal("held"),
        row.flag("taxable"),
        row.number("quantity"),
        row.decimalOrNull("basis"),
        row.textOrNull("period"),
        row.textOrNull("name"),
        row.textOrNull("roid"),
        row.idOrNull("accrual_id"),
        row.idOrNull("reverses"),
        ground == null ? null : Ground.valueOf(ground),
        row.textOrNull("reason"),
        row.textOrNull("reference"),
        row.time("occurred_at"),
        row.time("recorded_at"),
        row.idOrNull("settlement_id"));
  }

  /** How many accruals of each registrar deletes of a month took back. */
  @Transactional
  public Map<RegistrarId, Long> reversed(UUID promotion, Month month) {
    return sql
        .list(
            """
            SELECT registrar, count(*) AS reversed FROM ledger_transaction
            WHERE promotion_id = ? AND kind = 'AGP_REVERSAL' AND occurred_at >= ? AND occurred_at < ?
            GROUP BY registrar
            """,
            row -> Map.entry(row.registrar("registrar"), row.number("reversed")),
            promotion,
            month.start(),
            month.end())
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
