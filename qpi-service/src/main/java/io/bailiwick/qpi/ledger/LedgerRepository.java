package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.qpi.ledger.AccrualTerms.Caps;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.PageBooking.Group;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Queries over accruals and the accounts of promotions. */
@ApplicationScoped
class LedgerRepository {

  static final String ACCRUAL =
      """
      SELECT a.*, t.quantity, t.taxable
      FROM accrual a JOIN ledger_transaction t ON t.id = a.id
      """;

  private final Sql sql;

  @Inject
  LedgerRepository(Sql sql) {
    this.sql = sql;
  }

  /**
   * The account of a promotion.
   *
   * @param committed to all registrars together
   * @param cursor sequence of the last registration event that was read
   * @param page cursor of the page that the next reading starts with
   */
  record PromotionAccount(
      BigDecimal committed, long committedNames, long cursor, @Nullable String page) {}

  Optional<PromotionAccount> account(UUID promotion) {
    return account(promotion, "");
  }

  /** Opens the account with its caps if need be, and locks it until the transaction ends. */
  PromotionAccount lockedAccount(UUID promotion, Caps caps) {
    sql.update(
        """
        INSERT INTO promotion_account
            (promotion_id, budget, name_cap, registrar_name_cap, registrar_money_cap, event_cursor)
        VALUES (?, ?::numeric, ?::integer, ?::integer, ?::numeric, 0) ON CONFLICT DO NOTHING
        """,
        promotion,
        amount(caps.budget()),
        caps.allNames(),
        caps.names(),
        amount(caps.money()));
    return account(promotion, " FOR UPDATE").orElseThrow();
  }

  /**
   * Keeps the account as it is until the transaction ends: for bookings that change nothing of it,
   * which others like them may do at the same time.
   */
  void shareAccount(UUID promotion) {
    var unused = account(promotion, " FOR SHARE");
  }

  private static @Nullable BigDecimal amount(@Nullable Money money) {
    return money == null ? null : money.getAmount();
  }

  private Optional<PromotionAccount> account(UUID promotion, String lock) {
    return sql.first(
        "SELECT committed, committed_names, event_cursor, event_page FROM promotion_account"
            + " WHERE promotion_id = ?"
            + lock,
        row ->
            new PromotionAccount(
                row.decimal("committed"),
                row.number("committed_names"),
                row.number("event_cursor"),
                row.textOrNull("event_page")),
        promotion);
  }

  void move(UUID promotion, long cursor, @Nullable String page) {
    sql.update(
        "UPDATE promotion_account SET event_cursor = ?, event_page = ? WHERE promotion_id = ?",
        cursor,
        page,
        promotion);
  }

  /** What a promotion has committed itself to towards each of these registrars. */
  Map<RegistrarId, Committed> committed(
      UUID promotion, CurrencyUnit currency, Collection<RegistrarId> registrars) {
    return sql
        .list(
            """
            SELECT registrar, committed_names, committed FROM registrar_account
            WHERE promotion_id = ? AND registrar = ANY (?)
            """,
            row ->
                Map.entry(
                    row.registrar("registrar"),
                    new Committed(
                        row.number("committed_names"), money(row, "committed", currency))),
            promotion,
            registrars.stream().map(RegistrarId::ianaId).toArray(Integer[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** How many names tiers count in each group of these registrars. */
  Map<Group, Long> counted(UUID promotion, Collection<RegistrarId> registrars) {
    Integer[] ids = registrars.stream().map(RegistrarId::ianaId).toArray(Integer[]::new);
    return sql
        .list(
            """
            SELECT registrar, period, names FROM registrar_period
            WHERE promotion_id = ? AND registrar = ANY (?)
            UNION ALL
            SELECT registrar, 'all', committed_names FROM registrar_account
            WHERE promotion_id = ? AND registrar = ANY (?)
            """,
            row ->
                Map.entry(
                    new Group(row.registrar("registrar"), row.text("period")), row.number("names")),
            promotion,
            ids,
            promotion,
            ids)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Accruals that count for these objects, by repository object identifier. */
  Map<String, List<OpenAccrual>> counting(UUID promotion, Collection<String> roids) {
    Map<String, List<OpenAccrual>> open = new HashMap<>();
    if (!roids.isEmpty()) {
      sql.list(
              ACCRUAL + "WHERE a.promotion_id = ? AND a.roid = ANY (?) AND a.counted ORDER BY a.id",
              LedgerRepository::accrual,
              promotion,
              new TreeSet<>(roids))
          .forEach(
              accrual ->
                  open.computeIfAbsent(
                          Objects.requireNonNull(accrual.source().roid()),
                          roid -> new ArrayList<>())
                      .add(accrual));
    }
    return open;
  }

  /** The accruals that count in a group, in the order of their events. */
  List<OpenAccrual> counting(UUID promotion, Group group) {
    return sql.list(
        ACCRUAL
            + """
            WHERE a.promotion_id = ? AND a.registrar = ? AND a.period = ? AND a.counted
            ORDER BY a.event_sequence
            """,
        LedgerRepository::accrual,
        promotion,
        group.registrar(),
        group.period());
  }

  /** Those of these accruals of a registrar that count. */
  List<OpenAccrual> accruals(UUID promotion, RegistrarId registrar, Collection<UUID> ids) {
    return sql.list(
        ACCRUAL
            + """
            WHERE a.promotion_id = ? AND a.registrar = ? AND a.id = ANY (?) AND a.counted
            ORDER BY a.id
            """,
        LedgerRepository::accrual,
        promotion,
        registrar,
        ids.toArray(UUID[]::new));
  }

  static OpenAccrual accrual(Columns row) throws SQLException {
    CurrencyUnit currency = CurrencyUnit.of(row.text("currency"));
    String takenBy = row.textOrNull("taken_by");
    return new OpenAccrual(
        row.id("id"),
        row.id("promotion_id"),
        row.registrar("registrar"),
        row.flag("taxable"),
        new NewTransaction.Source(
            row.number("quantity"),
            null,
            row.text("period"),
            row.time("matures_at"),
            row.numberOrNull("event_sequence"),
            row.textOrNull("name"),
            row.textOrNull("roid"),
            row.time("occurred_at")),
        new Holdings(
            row.flag("matured"),
            money(row, "pending", currency),
            money(row, "payable", currency),
            money(row, "settled", currency)),
        takenBy == null ? null : TransactionKind.valueOf(takenBy));
  }

  /** Never rounds: what is in the ledger has the places of its currency. */
  static Money money(Columns row, String column, CurrencyUnit currency) throws SQLException {
    return Money.of(currency, row.decimal(column), RoundingMode.UNNECESSARY);
  }
}
