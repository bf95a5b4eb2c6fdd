package io.bailiwick.qpi.statement;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.qpi.ledger.Ground;
import io.bailiwick.qpi.ledger.TransactionKind;
import io.bailiwick.qpi.statement.StatementDocument.Correction;
import io.bailiwick.qpi.statement.StatementDocument.Head;
import io.bailiwick.qpi.statement.StatementDocument.Line;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Queries over statements and over what the ledger has to state. */
@ApplicationScoped
class StatementRepository {

  /** Key of the advisory lock under which statements are numbered: "state" in ASCII. */
  private static final long LOCK = 0x7374617465L;

  private static final String LINE =
      """
      SELECT t.id, t.registrar, t.kind, t.promotion_id, p.name AS promotion, t.name, t.roid, t.quantity, t.ground, t.reason,
             t.reference, t.accrual_id, t.reverses, t.occurred_at, t.recorded_at, t.pending, t.payable, t.held, t.claimed
      FROM ledger_transaction t
      JOIN promotion p ON p.id = t.promotion_id
      """;

  private final Sql sql;

  @Inject
  StatementRepository(Sql sql) {
    this.sql = sql;
  }

  /** From here to the end of the transaction nobody else issues a statement. */
  void lock() {
    sql.lock(LOCK);
  }

  /**
   * Waits until all that is being booked now is there: who books holds the account of its
   * promotion, alone or with others, and takes the time of booking while it does.
   */
  void awaitBookings() {
    var unused =
        sql.list(
            "SELECT promotion_id FROM promotion_account ORDER BY promotion_id FOR UPDATE",
            row -> row.id("promotion_id"));
  }

  /**
   * A registrar for whom something was booked before the end of a period.
   *
   * @param opening owed at the start, corrections of earlier periods included
   * @param lines booked in the period
   * @param stated whether a statement shows something of the period already
   */
  record Due(RegistrarId registrar, Balances opening, long lines, boolean stated) {}

  /** In the order of registrars; from sums of days, so that the whole ledger is not read. */
  List<Due> due(@Nullable RegistrarId only, String currency, StatementPeriod period) {
    return sql.list(
        """
        SELECT d.registrar,
               coalesce(sum(d.pending) FILTER (WHERE d.day < p.first), 0) AS pending,
               coalesce(sum(d.payable) FILTER (WHERE d.day < p.first), 0) AS payable,
               coalesce(sum(d.held) FILTER (WHERE d.day < p.first), 0) AS held,
               coalesce(sum(d.claimed) FILTER (WHERE d.day < p.first), 0) AS claimed,
               coalesce(sum(d.lines) FILTER (WHERE d.day >= p.first), 0) AS lines,
               EXISTS (SELECT FROM statement s WHERE s.registrar = d.registrar AND s.currency = ?
                       AND s.from_at < ? AND s.until_at > ?) AS stated
        FROM ledger_day d
        CROSS JOIN (SELECT ?::date AS first) p
        WHERE d.currency = ? AND d.day < ?::date AND (?::integer IS NULL OR d.registrar = ?)
        GROUP BY d.registrar ORDER BY d.registrar
        """,
        row ->
            new Due(
                row.registrar("registrar"), balances(row), row.number("lines"), row.flag("stated")),
        currency,
        period.until(),
        period.from(),
        day(period.from()),
        currency,
        day(period.until()),
        only,
        only);
  }

  private static LocalDate day(Instant midnight) {
    return LocalDate.ofInstant(midnight, ZoneOffset.UTC);
  }

  /** Whether a statement shows something of the period already. */
  boolean overlaps(RegistrarId registrar, String currency, StatementPeriod period) {
    return sql.number(
            """
            SELECT count(*) FROM statement
            WHERE registrar = ? AND currency = ? AND from_at < ? AND until_at > ?
            """,
            registrar,
            currency,
            period.until(),
            period.from())
        > 0;
  }

  /** What was owed at the start of a period, corrections of earlier periods included. */
  Balances opening(RegistrarId registrar, String currency, StatementPeriod period) {
    return due(registrar, currency, period).stream()
        .map(Due::opening)
        .findFirst()
        .orElse(Balances.NONE);
  }

  /**
   * What was booked for these registrars in a period and is on no statement: as it was booked, then
   * as it happened. Each is looked up, so that the cost is that of the lines.
   */
  Map<RegistrarId, List<Line>> unstated(
      Collection<RegistrarId> registrars, String currency, StatementPeriod period) {
    Map<RegistrarId, List<Line>> lines = new HashMap<>();
    sql.list(
            LINE
                + """
                WHERE t.registrar = ANY (?) AND t.currency = ? AND t.recorded_at >= ? AND t.recorded_at < ?
                  AND (SELECT o.first_id FROM stated o WHERE o.transaction_id = t.id) IS NULL
                ORDER BY t.registrar, t.recorded_at, t.occurred_at, t.accrual_id IS NOT NULL, t.name, t.id
                """,
            row -> Map.entry(row.registrar("registrar"), line(row)),
            registrars.stream().map(RegistrarId::ianaId).toArray(Integer[]::new),
            currency,
            period.from(),
            period.until())
        .forEach(
            each ->
                lines
                    .computeIfAbsent(each.getKey(), registrar -> new ArrayList<>())
                    .add(each.getValue()));
    return lines;
  }

  /** The lines of a statement, in their order. */
  List<Line> lines(UUID statement) {
    return sql.list(
        LINE
            + """
            JOIN statement_line s ON s.transaction_id = t.id
            WHERE s.statement_id = ? ORDER BY s.position
            """,
        StatementRepository::line,
        statement);
  }

  /** One transaction of the ledger. */
  Optional<Line> transaction(UUID id) {
    return sql.first(LINE + "WHERE t.id = ?", StatementRepository::line, id);
  }

  private static Line line(Columns row) throws SQLException {
    String ground = row.textOrNull("ground");
    return new Line(
        1,
        row.id("id"),
        row.constant("kind", TransactionKind.class),
        row.id("promotion_id"),
        row.text("promotion"),
        row.textOrNull("name"),
        row.textOrNull("roid"),
        row.number("quantity"),
        ground == null ? null : Ground.valueOf(ground),
        row.textOrNull("reason"),
        row.textOrNull("reference"),
        row.idOrNull("accrual_id"),
        row.idOrNull("reverses"),
        row.time("occurred_at"),
        row.time("recorded_at"),
        balances(row));
  }

  private static Balances balances(Columns row) throws SQLException {
    return new Balances(
        row.decimal("pending"),
        row.decimal("payable"),
        row.decimal("held"),
        row.decimal("claimed"));
  }

  long nextNumber() {
    return sql.number("SELECT coalesce(max(number), 0) + 1 FROM statement");
  }

  /**
   * A statement that is about to be issued.
   *
   * @param first the first statement of the period, or its own identifier
   */
  record Issue(
      Head head,
      StatementDocument document,
      UUID first,
      UUID policy,
      String by,
      String json,
      String sha256) {}

  /** Inserts statements, and the lines of all of them at once. */
  void insert(List<Issue> issues) {
    issues.forEach(this::insertHead);
    try {
      sql.copy(
          "statement_line (statement_id, position, transaction_id, pending, payable, held, claimed)",
          rows -> {
            for (Issue issue : issues) {
              for (Line line : issue.document().lines()) {
                rows.id(issue.head().id())
                    .number(line.position())
                    .id(line.transactionId())
                    .text(line.change().pending().toPlainString())
                    .text(line.change().payable().toPlainString())
                    .text(line.change().held().toPlainString())
                    .text(line.change().claimed().toPlainString())
                    .end();
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has the database check now what was inserted, which it does at commit otherwise: transactions
   * that commit one after the other check at the same time.
   */
  void check() {
    sql.run("SET CONSTRAINTS ALL IMMEDIATE");
  }

  private void insertHead(Issue issue) {
    Head head = issue.head();
    StatementDocument document = issue.document();
    Correction correction = head.correction();
    AddGraceRefund refund = head.addGraceRefund();
    Balances opening = document.opening();
    Balances closing = document.closing();
    sql.update(
        """
        INSERT INTO statement (id, number, registrar, currency, period, from_at, until_at, first_id, corrects, correction_reason,
                               opening_pending, opening_payable, opening_held, opening_claimed,
                               closing_pending, closing_payable, closing_held, closing_claimed,
                               lines, net_adds, agp_deletes, refund_limit, policy_id, issued_at, issued_by, disputable_until, document, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?::text, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint, ?::bigint, ?::bigint, ?, ?, ?, ?, ?, ?)
        """,
        head.id(),
        head.number(),
        head.registrar(),
        head.currency(),
        head.period().text(),
        head.period().from(),
        head.period().until(),
        issue.first(),
        correction == null ? null : correction.statementId(),
        correction == null ? null : correction.reason(),
        opening.pending(),
        opening.payable(),
        opening.held(),
        opening.claimed(),
        closing.pending(),
        closing.payable(),
        closing.held(),
        closing.claimed(),
        document.lines().size(),
        refund == null ? null : refund.netAdds(),
        refund == null ? null : refund.deletes(),
        refund == null ? null : refund.limit(),
        issue.policy(),
        head.issuedAt(),
        issue.by(),
        head.disputableUntil(),
        issue.json(),
        issue.sha256());
  }

  /**
   * A statement without its lines.
   *
   * @param correctedBy identifier and number of the one that takes its place; null where none does
   */
  record Issued(Head head, UUID first, String sha256, @Nullable Correction correctedBy) {}

  /** The document of a statement. */
  String document(UUID id) {
    return sql.first("SELECT document FROM statement WHERE id = ?", row -> row.text("document"), id)
        .orElseThrow();
  }

  Optional<Issued> issued(UUID id, RegistrarScope scope) {
    return sql.first(
        """
        SELECT s.*, b.number AS corrects_number, a.id AS corrected_by, a.number AS corrected_by_number
        FROM statement s
        LEFT JOIN statement b ON b.id = s.corrects
        LEFT JOIN statement a ON a.corrects = s.id
        WHERE s.id = ? AND (? OR s.registrar = ANY (?))
        """,
        row -> {
          UUID corrects = row.idOrNull("corrects");
          UUID correctedBy = row.idOrNull("corrected_by");
          Long netAdds = row.numberOrNull("net_adds");
          return new Issued(
              new Head(
                  row.id("id"),
                  row.number("number"),
                  corrects == null
                      ? null
                      : new Correction(
                          corrects,
                          StatementDocument.number(row.number("corrects_number")),
                          row.text("correction_reason")),
                  row.registrar("registrar"),
                  row.text("currency"),
                  StatementPeriod.of(row.text("period")),
                  row.time("issued_at"),
                  row.time("disputable_until"),
                  new Balances(
                      row.decimal("opening_pending"),
                      row.decimal("opening_payable"),
                      row.decimal("opening_held"),
                      row.decimal("opening_claimed")),
                  netAdds == null
                      ? null
                      : new AddGraceRefund(
                          netAdds, row.number("agp_deletes"), row.number("refund_limit"))),
              row.id("first_id"),
              row.text("sha256"),
              correctedBy == null
                  ? null
                  : new Correction(
                      correctedBy,
                      StatementDocument.number(row.number("corrected_by_number")),
                      ""));
        },
        id,
        scope.isAll(),
        scope.sqlIds());
  }

  /** The statement that stands of a period. */
  UUID latest(UUID first) {
    return sql.first(
            """
            SELECT s.id FROM statement s
            WHERE s.first_id = ? AND NOT EXISTS (SELECT FROM statement a WHERE a.corrects = s.id)
            """,
            row -> row.id("id"),
            first)
        .orElseThrow();
  }

  /** Of these conditions null: any. */
  List<StatementView> page(
      @Nullable RegistrarId registrar,
      @Nullable String currency,
      @Nullable String period,
      RegistrarScope scope,
      long after,
      int limit) {
    return sql.list(
        """
        SELECT s.*, a.id AS corrected_by FROM statement s LEFT JOIN statement a ON a.corrects = s.id
        WHERE s.number > ?
          AND (?::integer IS NULL OR s.registrar = ?)
          AND (?::text IS NULL OR s.currency = ?)
          AND (?::text IS NULL OR s.period = ?)
          AND (? OR s.registrar = ANY (?))
        ORDER BY s.number LIMIT ?
        """,
        StatementRepository::view,
        after,
        registrar,
        registrar,
        currency,
        currency,
        period,
        period,
        scope.isAll(),
        scope.sqlIds(),
        limit);
  }

  Optional<StatementView> view(UUID id, RegistrarScope scope) {
    return sql.first(
        """
        SELECT s.*, a.id AS corrected_by FROM statement s LEFT JOIN statement a ON a.corrects = s.id
        WHERE s.id = ? AND (? OR s.registrar = ANY (?))
        """,
        StatementRepository::view,
        id,
        scope.isAll(),
        scope.sqlIds());
  }

  private static StatementView view(Columns row) throws SQLException {
    String currency = row.text("currency");
    int places = CurrencyUnit.of(currency).getDecimalPlaces();
    return new StatementView(
        row.id("id"),
        StatementDocument.number(row.number("number")),
        row.registrar("registrar"),
        currency,
        row.text("period"),
        row.time("from_at"),
        row.time("until_at"),
        row.idOrNull("corrects"),
        row.idOrNull("corrected_by"),
        total(row, "opening").setScale(places),
        total(row, "closing").setScale(places),
        row.decimal("closing_payable").setScale(places),
        row.number("lines"),
        row.time("issued_at"),
        row.time("disputable_until"),
        row.text("sha256"));
  }

  private static BigDecimal total(Columns row, String which) throws SQLException {
    return row.decimal(which + "_pending")
        .add(row.decimal(which + "_payable"))
        .add(row.decimal(which + "_held"))
        .add(row.decimal(which + "_claimed"));
  }
}
