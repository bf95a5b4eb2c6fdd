package io.bailiwick.qpi.statement;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Queries over disputes. */
@ApplicationScoped
class DisputeRepository {

  private static final String DISPUTE =
      """
      SELECT d.*, l.position, s.currency, t.promotion_id
      FROM dispute d
      JOIN statement s ON s.id = d.statement_id
      JOIN statement_line l ON l.statement_id = d.statement_id AND l.transaction_id = d.transaction_id
      JOIN ledger_transaction t ON t.id = d.transaction_id
      """;

  private final Sql sql;

  @Inject
  DisputeRepository(Sql sql) {
    this.sql = sql;
  }

  /** A dispute as it is kept. */
  record Dispute(
      UUID id,
      UUID statement,
      int line,
      UUID transaction,
      UUID promotion,
      RegistrarId registrar,
      String currency,
      DisputeState state,
      String reason,
      String filedBy,
      Instant filedAt,
      BigDecimal held,
      @Nullable UUID hold,
      Instant changedAt,
      @Nullable String answer,
      @Nullable UUID correction) {}

  /** The transaction of a line of a statement, and its promotion. */
  record Disputed(UUID transaction, UUID promotion) {}

  Optional<Disputed> line(UUID statement, int position) {
    return sql.first(
        """
        SELECT s.transaction_id, t.promotion_id
        FROM statement_line s JOIN ledger_transaction t ON t.id = s.transaction_id
        WHERE s.statement_id = ? AND s.position = ?
        """,
        row -> new Disputed(row.id("transaction_id"), row.id("promotion_id")),
        statement,
        position);
  }

  /** Whether a dispute is open of the transaction, or of another of the same accrual. */
  boolean isDisputed(UUID transaction) {
    return sql.number(
            """
            SELECT count(*) FROM dispute o
            JOIN ledger_transaction t ON t.id = o.transaction_id
            JOIN ledger_transaction d ON d.id = ?
            WHERE o.state IN ('OPEN', 'UPHELD')
              AND (t.id = d.id OR coalesce(t.accrual_id, t.id) = coalesce(d.accrual_id, d.id))
            """,
            transaction)
        > 0;
  }

  /** Nothing is booked for the promotion meanwhile, so what is payable stays what it is. */
  void lockAccount(UUID promotion) {
    var unused =
        sql.list(
            "SELECT promotion_id FROM promotion_account WHERE promotion_id = ? FOR UPDATE",
            row -> row.id("promotion_id"),
            promotion);
  }

  /**
   * What is payable and not settled of a line: of one that concerns an accrual, all that is payable
   * of that accrual; never below zero.
   */
  BigDecimal payable(UUID transaction) {
    return sql.first(
            """
            SELECT greatest(coalesce(sum(l.payable + l.claimed), 0), 0) AS payable
            FROM ledger_transaction d
            JOIN ledger_line l ON l.transaction_id = d.id
                OR l.accrual_id = CASE d.kind WHEN 'ACCRUAL' THEN d.id ELSE d.accrual_id END
            WHERE d.id = ? AND d.kind NOT IN ('SETTLEMENT', 'DISPUTE_HOLD', 'DISPUTE_RELEASE', 'WRITE_OFF')
              AND NOT EXISTS (SELECT FROM ledger_settled s WHERE s.transaction_id = l.transaction_id)
            """,
            row -> row.decimal("payable"),
            transaction)
        .orElse(BigDecimal.ZERO);
  }

  void insert(Dispute dispute) {
    sql.update(
        """
        INSERT INTO dispute (id, statement_id, transaction_id, registrar, state, reason, filed_by, filed_at, held, hold_id, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?)
        """,
        dispute.id(),
        dispute.statement(),
        dispute.transaction(),
        dispute.registrar(),
        dispute.state(),
        dispute.reason(),
        dispute.filedBy(),
        dispute.filedAt(),
        dispute.held(),
        dispute.hold(),
        dispute.changedAt());
  }

  void move(
      UUID id, DisputeState state, Instant at, @Nullable String answer, @Nullable UUID correction) {
    sql.update(
        """
        UPDATE dispute SET state = ?, changed_at = ?, answer = coalesce(?::text, answer), correction_id = ?::uuid
        WHERE id = ?
        """,
        state,
        at,
        answer,
        correction,
        id);
  }

  void change(UUID id, DisputeView.Change change) {
    sql.update(
        """
        INSERT INTO dispute_change (dispute_id, position, event, state, by, at, reason)
        SELECT ?, count(*) + 1, ?, ?, ?, ?, ? FROM dispute_change WHERE dispute_id = ?
        """,
        id,
        change.event(),
        change.state(),
        change.by(),
        change.at(),
        change.reason(),
        id);
  }

  Optional<Dispute> locked(UUID id, RegistrarScope scope) {
    return sql.first(
        DISPUTE + "WHERE d.id = ? AND (? OR d.registrar = ANY (?)) FOR UPDATE OF d",
        DisputeRepository::dispute,
        id,
        scope.isAll(),
        scope.sqlIds());
  }

  Optional<Dispute> get(UUID id, RegistrarScope scope) {
    return sql.first(
        DISPUTE + "WHERE d.id = ? AND (? OR d.registrar = ANY (?))",
        DisputeRepository::dispute,
        id,
        scope.isAll(),
        scope.sqlIds());
  }

  /** Of these conditions null: any. */
  List<Dispute> page(
      @Nullable RegistrarId registrar,
      @Nullable DisputeState state,
      @Nullable UUID statement,
      RegistrarScope scope,
      @Nullable UUID after,
      int limit) {
    return sql.list(
        DISPUTE
            + """
            WHERE (?::uuid IS NULL OR d.id > ?)
              AND (?::integer IS NULL OR d.registrar = ?)
              AND (?::text IS NULL OR d.state = ?)
              AND (?::uuid IS NULL OR d.statement_id = ?)
              AND (? OR d.registrar = ANY (?))
            ORDER BY d.id LIMIT ?
            """,
        DisputeRepository::dispute,
        after,
        after,
        registrar,
        registrar,
        state,
        state,
        statement,
        statement,
        scope.isAll(),
        scope.sqlIds(),
        limit);
  }

  List<DisputeView.Change> history(UUID id) {
    return sql.list(
        "SELECT * FROM dispute_change WHERE dispute_id = ? ORDER BY position",
        row ->
            new DisputeView.Change(
                row.constant("event", DisputeEvent.class),
                row.constant("state", DisputeState.class),
                row.text("by"),
                row.time("at"),
                row.text("reason")),
        id);
  }

  /** Accruals with an open dispute of which nothing is held: they were not mature when it came. */
  Set<UUID> unheldAccruals() {
    return sql
        .list(
            """
            SELECT CASE t.kind WHEN 'ACCRUAL' THEN t.id ELSE t.accrual_id END AS accrual
            FROM dispute d JOIN ledger_transaction t ON t.id = d.transaction_id
            WHERE d.state IN ('OPEN', 'UPHELD') AND d.hold_id IS NULL
              AND (t.kind = 'ACCRUAL' OR t.accrual_id IS NOT NULL)
            """,
            row -> row.id("accrual"))
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Dispute dispute(Columns row) throws SQLException {
    String currency = row.text("currency");
    return new Dispute(
        row.id("id"),
        row.id("statement_id"),
        (int) row.number("position"),
        row.id("transaction_id"),
        row.id("promotion_id"),
        row.registrar("registrar"),
        currency,
        row.constant("state", DisputeState.class),
        row.text("reason"),
        row.text("filed_by"),
        row.time("filed_at"),
        row.decimal("held").setScale(CurrencyUnit.of(currency).getDecimalPlaces()),
        row.idOrNull("hold_id"),
        row.time("changed_at"),
        row.textOrNull("answer"),
        row.idOrNull("correction_id"));
  }
}
