package io.bailiwick.qpi.settlement;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Day;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Queries over settlements. */
@ApplicationScoped
class SettlementRepository {

  /** Key of the advisory lock under which settlements are proposed: "settle" in ASCII. */
  private static final long LOCK = 0x736574746c65L;

  private final Sql sql;

  @Inject
  SettlementRepository(Sql sql) {
    this.sql = sql;
  }

  void lock() {
    sql.lock(LOCK);
  }

  boolean isOpen(String currency) {
    return sql.number(
            "SELECT count(*) FROM settlement WHERE currency = ? AND state = 'PROPOSED'", currency)
        > 0;
  }

  long nextNumber() {
    return sql.number("SELECT coalesce(max(number), 0) + 1 FROM settlement");
  }

  /**
   * A part with the transactions that it pays.
   *
   * @param items empty where it is carried over
   */
  record Chosen(SettlementPart part, List<UUID> items) {}

  void insert(SettlementView settlement, long number, List<Chosen> parts) {
    sql.update(
        """
        INSERT INTO settlement (id, number, settlement_date, currency, state, total, carried, proposed_by, proposed_at)
        VALUES (?, ?, ?, ?, 'PROPOSED', ?, ?, ?, ?)
        """,
        settlement.id(),
        number,
        settlement.settlementDate().value(),
        settlement.currency(),
        settlement.total(),
        settlement.carried(),
        settlement.proposedBy(),
        settlement.proposedAt());
    for (Chosen each : parts) {
      SettlementPart part = each.part();
      sql.update(
          """
          INSERT INTO settlement_part (settlement_id, registrar, promotion_id, way, amount, taxable, lines, carried, minimum)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?::text, ?::numeric)
          """,
          settlement.id(),
          part.registrar(),
          part.promotionId(),
          part.way(),
          part.amount(),
          part.taxable(),
          part.lines(),
          part.carried(),
          part.minimum());
    }
    try {
      sql.copy(
          "settlement_item (settlement_id, registrar, promotion_id, transaction_id)",
          rows -> {
            for (Chosen each : parts) {
              for (UUID item : each.items()) {
                rows.id(settlement.id())
                    .number(each.part().registrar().ianaId())
                    .id(each.part().promotionId())
                    .id(item)
                    .end();
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<UUID> items(UUID settlement, SettlementPart part) {
    return sql.list(
        """
        SELECT transaction_id FROM settlement_item
        WHERE settlement_id = ? AND registrar = ? AND promotion_id = ? ORDER BY transaction_id
        """,
        row -> row.id("transaction_id"),
        settlement,
        part.registrar(),
        part.promotionId());
  }

  /**
   * Lines that take something from what a settlement has just booked and are not in it: taken back
   * or held after it was proposed.
   */
  long taken(UUID settlement) {
    return sql.number(
        """
        SELECT count(*) FROM settlement_part p
        JOIN settlement s ON s.id = p.settlement_id
        JOIN ledger_line l ON l.registrar = p.registrar AND l.promotion_id = p.promotion_id AND l.currency = s.currency
        WHERE p.settlement_id = ? AND p.carried IS NULL AND l.kind <> 'SETTLEMENT' AND l.payable + l.claimed < 0
          AND NOT EXISTS (SELECT FROM ledger_settled d WHERE d.transaction_id = l.transaction_id)
        """,
        settlement);
  }

  void booked(UUID settlement, SettlementPart part, UUID transaction) {
    sql.update(
        """
        UPDATE settlement_part SET transaction_id = ?
        WHERE settlement_id = ? AND registrar = ? AND promotion_id = ?
        """,
        transaction,
        settlement,
        part.registrar(),
        part.promotionId());
  }

  void decide(
      UUID id,
      SettlementState state,
      String by,
      Instant at,
      String reason,
      @Nullable String document,
      @Nullable String sha256) {
    sql.update(
        """
        UPDATE settlement SET state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, document = ?::text, sha256 = ?::text
        WHERE id = ?
        """,
        state,
        by,
        at,
        reason,
        document,
        sha256,
        id);
  }

  /** Marks it as exported; nothing where it was before. */
  boolean exported(UUID id, String by, Instant at) {
    return sql.update(
            "UPDATE settlement SET exported_by = ?, exported_at = ? WHERE id = ? AND exported_at IS NULL",
            by,
            at,
            id)
        > 0;
  }

  Optional<String> document(UUID id) {
    return sql.first(
        "SELECT document FROM settlement WHERE id = ? AND document IS NOT NULL",
        row -> row.text("document"),
        id);
  }

  Optional<SettlementView> get(UUID id) {
    return sql.first("SELECT * FROM settlement WHERE id = ?", SettlementRepository::view, id);
  }

  Optional<SettlementView> locked(UUID id) {
    return sql.first(
        "SELECT * FROM settlement WHERE id = ? FOR UPDATE", SettlementRepository::view, id);
  }

  List<SettlementView> page(@Nullable String currency, long after, int limit) {
    return sql.list(
        """
        SELECT * FROM settlement
        WHERE number > ? AND (?::text IS NULL OR currency = ?)
        ORDER BY number LIMIT ?
        """,
        SettlementRepository::view,
        after,
        currency,
        currency,
        limit);
  }

  private static SettlementView view(Columns row) throws SQLException {
    String currency = row.text("currency");
    int places = CurrencyUnit.of(currency).getDecimalPlaces();
    return new SettlementView(
        row.id("id"),
        SettlementService.number(row.number("number")),
        new Day(row.day("settlement_date")),
        currency,
        row.constant("state", SettlementState.class),
        row.decimal("total").setScale(places),
        row.decimal("carried").setScale(places),
        row.text("proposed_by"),
        row.time("proposed_at"),
        row.textOrNull("decided_by"),
        row.timeOrNull("decided_at"),
        row.textOrNull("decision_reason"),
        row.textOrNull("sha256"),
        row.textOrNull("exported_by"),
        row.timeOrNull("exported_at"));
  }

  /** By IANA ID and promotion. */
  List<SettlementPart> parts(UUID settlement, int afterRegistrar, UUID afterPromotion, int limit) {
    return sql.list(
        """
        SELECT p.*, s.currency, o.name
        FROM settlement_part p
        JOIN settlement s ON s.id = p.settlement_id
        JOIN promotion o ON o.id = p.promotion_id
        WHERE p.settlement_id = ? AND (p.registrar, p.promotion_id) > (?, ?)
        ORDER BY p.registrar, p.promotion_id LIMIT ?
        """,
        row -> {
          String currency = row.text("currency");
          int places = CurrencyUnit.of(currency).getDecimalPlaces();
          String carried = row.textOrNull("carried");
          BigDecimal minimum = row.decimalOrNull("minimum");
          return new SettlementPart(
              RegistrarId.of((int) row.number("registrar")),
              row.id("promotion_id"),
              row.text("name"),
              row.constant("way", PayoutWay.class),
              row.decimal("amount").setScale(places),
              currency,
              row.flag("taxable"),
              (int) row.number("lines"),
              carried == null ? null : CarryReason.valueOf(carried),
              minimum == null ? null : minimum.setScale(places),
              row.idOrNull("transaction_id"));
        },
        settlement,
        afterRegistrar,
        afterPromotion,
        limit);
  }
}
