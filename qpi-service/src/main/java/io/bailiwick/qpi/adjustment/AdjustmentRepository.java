package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.qpi.ledger.Bookings.NamedAccrual;
import io.bailiwick.qpi.ledger.Ground;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Queries over adjustments. */
@ApplicationScoped
class AdjustmentRepository {

  private static final String ADJUSTMENT =
      """
      SELECT a.*, ARRAY(SELECT DISTINCT c.name FROM adjustment_accrual c WHERE c.adjustment_id = a.id ORDER BY c.name) AS names
      FROM adjustment a
      """;

  private final Sql sql;

  @Inject
  AdjustmentRepository(Sql sql) {
    this.sql = sql;
  }

  void insert(AdjustmentView adjustment) {
    sql.update(
        """
        INSERT INTO adjustment (id, kind, promotion_id, registrar, currency, amount, ground, reason, dispute_id,
                                state, proposed_by, proposed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, 'PROPOSED', ?, ?)
        """,
        adjustment.id(),
        adjustment.kind(),
        adjustment.promotionId(),
        adjustment.registrar(),
        adjustment.currency(),
        adjustment.amount(),
        adjustment.ground(),
        adjustment.reason(),
        adjustment.disputeId(),
        adjustment.proposedBy(),
        adjustment.proposedAt());
  }

  /** Keeps which accruals a reversal for fraud takes back. */
  void insertAccruals(UUID adjustment, List<NamedAccrual> accruals) {
    sql.update(
        """
        INSERT INTO adjustment_accrual (adjustment_id, accrual_id, name)
        SELECT ?, a.accrual_id, a.name FROM unnest(?::uuid[], ?::text[]) AS a (accrual_id, name)
        """,
        adjustment,
        accruals.stream().map(NamedAccrual::id).toArray(UUID[]::new),
        accruals.stream().map(NamedAccrual::name).toList());
  }

  List<UUID> accruals(UUID adjustment) {
    return sql.list(
        "SELECT accrual_id FROM adjustment_accrual WHERE adjustment_id = ? ORDER BY accrual_id",
        row -> row.id("accrual_id"),
        adjustment);
  }

  void decide(AdjustmentView adjustment) {
    sql.update(
        """
        UPDATE adjustment SET state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, transaction_id = ?::uuid
        WHERE id = ?
        """,
        adjustment.state(),
        adjustment.decidedBy(),
        adjustment.decidedAt(),
        adjustment.decisionReason(),
        adjustment.transactionId(),
        adjustment.id());
  }

  /** Registrars see what was booked. */
  Optional<AdjustmentView> get(UUID id, RegistrarScope scope) {
    return sql.first(
        ADJUSTMENT
            + """
        WHERE id = ? AND (? OR (registrar = ANY (?) AND state = 'APPROVED'))
        """,
        AdjustmentRepository::view,
        id,
        scope.isAll(),
        scope.sqlIds());
  }

  Optional<AdjustmentView> locked(UUID id) {
    return sql.first(ADJUSTMENT + "WHERE id = ? FOR UPDATE OF a", AdjustmentRepository::view, id);
  }

  /** Of these conditions null: any. */
  List<AdjustmentView> page(
      @Nullable RegistrarId registrar,
      @Nullable AdjustmentState state,
      RegistrarScope scope,
      @Nullable UUID after,
      int limit) {
    return sql.list(
        ADJUSTMENT
            + """
        WHERE (?::uuid IS NULL OR id > ?)
          AND (?::integer IS NULL OR registrar = ?)
          AND (?::text IS NULL OR state = ?)
          AND (? OR (registrar = ANY (?) AND state = 'APPROVED'))
        ORDER BY id LIMIT ?
        """,
        AdjustmentRepository::view,
        after,
        after,
        registrar,
        registrar,
        state,
        state,
        scope.isAll(),
        scope.sqlIds(),
        limit);
  }

  private static AdjustmentView view(Columns row) throws SQLException {
    String currency = row.text("currency");
    return new AdjustmentView(
        row.id("id"),
        row.constant("kind", AdjustmentKind.class),
        row.id("promotion_id"),
        row.registrar("registrar"),
        row.decimal("amount").setScale(CurrencyUnit.of(currency).getDecimalPlaces()),
        currency,
        row.constant("ground", Ground.class),
        row.text("reason"),
        row.idOrNull("dispute_id"),
        row.constant("state", AdjustmentState.class),
        row.text("proposed_by"),
        row.time("proposed_at"),
        row.textOrNull("decided_by"),
        row.timeOrNull("decided_at"),
        row.textOrNull("decision_reason"),
        row.idOrNull("transaction_id"),
        row.texts("names"));
  }
}
