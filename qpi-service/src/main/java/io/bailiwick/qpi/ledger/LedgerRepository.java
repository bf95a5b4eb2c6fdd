package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.qpi.promotion.Offers.Offer;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LedgerRepository implements PanacheRepositoryBase<LedgerTransaction, UUID> {

  /**
   * The account of a promotion.
   *
   * @param owed to all registrars together
   * @param cursor sequence of the last registration event that was read
   * @param page cursor of the page that the next reading starts with
   */
  record PromotionAccount(BigDecimal owed, long cursor, @Nullable String page) {}

  Optional<PromotionAccount> account(UUID promotion) {
    return account(promotion, "");
  }

  /** Opens the account if need be and locks it until the transaction ends. */
  PromotionAccount lockedAccount(Offer offer) {
    Money budget = offer.budget();
    getEntityManager()
        .createNativeQuery(
            """
            INSERT INTO promotion_account (promotion_id, budget, owed, event_cursor)
            VALUES (?1, cast(?2 as numeric), 0, 0) ON CONFLICT DO NOTHING
            """)
        .setParameter(1, offer.id())
        .setParameter(2, budget == null ? null : budget.getAmount())
        .executeUpdate();
    return account(offer.id(), " FOR UPDATE").orElseThrow();
  }

  private Optional<PromotionAccount> account(UUID promotion, String lock) {
    List<?> rows =
        getEntityManager()
            .createNativeQuery(
                "SELECT owed, event_cursor, event_page FROM promotion_account WHERE promotion_id = ?1"
                    + lock,
                Object[].class)
            .setParameter(1, promotion)
            .getResultList();
    return rows.stream()
        .map(row -> (Object[]) row)
        .map(
            row ->
                new PromotionAccount(
                    (BigDecimal) row[0], ((Number) row[1]).longValue(), (String) row[2]))
        .findFirst();
  }

  void update(UUID promotion, PromotionAccount account) {
    getEntityManager()
        .createNativeQuery(
            """
            UPDATE promotion_account SET owed = ?2, event_cursor = ?3, event_page = cast(?4 as text)
            WHERE promotion_id = ?1
            """)
        .setParameter(1, promotion)
        .setParameter(2, account.owed())
        .setParameter(3, account.cursor())
        .setParameter(4, account.page())
        .executeUpdate();
  }

  /** For how many names each registrar is owed now. */
  Map<RegistrarId, Long> owedNames(UUID promotion) {
    Map<RegistrarId, Long> names = new HashMap<>();
    List<?> rows =
        getEntityManager()
            .createNativeQuery(
                "SELECT registrar, owed_names FROM registrar_account WHERE promotion_id = ?1",
                Object[].class)
            .setParameter(1, promotion)
            .getResultList();
    for (Object each : rows) {
      Object[] row = (Object[]) each;
      names.put(RegistrarId.of(((Number) row[0]).intValue()), ((Number) row[1]).longValue());
    }
    return names;
  }

  void updateOwedNames(Offer offer, RegistrarId registrar, long names) {
    getEntityManager()
        .createNativeQuery(
            """
            INSERT INTO registrar_account (promotion_id, registrar, name_cap, owed_names)
            VALUES (?1, ?2, cast(?3 as integer), ?4)
            ON CONFLICT (promotion_id, registrar) DO UPDATE SET owed_names = excluded.owed_names
            """)
        .setParameter(1, offer.id())
        .setParameter(2, registrar.ianaId())
        .setParameter(3, offer.nameCap())
        .setParameter(4, names)
        .executeUpdate();
  }

  /** Accruals for these objects that nothing has taken back, by repository object identifier. */
  Map<String, LedgerTransaction> openAccruals(UUID promotion, Collection<String> roids) {
    Map<String, LedgerTransaction> open = new HashMap<>();
    if (roids.isEmpty()) {
      return open;
    }
    list(
            """
            from LedgerTransaction t where t.promotionId = ?1 and t.kind = ?2 and t.roid in ?3
            and not exists (select 1 from LedgerTransaction back where back.reverses = t.id)
            """,
            promotion,
            TransactionKind.ACCRUAL,
            roids)
        .forEach(transaction -> open.put(transaction.roid, transaction));
    return open;
  }

  /** A line and its transaction. */
  record Line(LedgerTransaction transaction, LedgerEntry entry) {}

  List<Line> lines(
      @Nullable RegistrarId registrar,
      @Nullable UUID promotion,
      RegistrarScope scope,
      long after,
      int limit) {
    return getEntityManager()
        .createQuery(
            """
            select new io.bailiwick.qpi.ledger.LedgerRepository$Line(t, e)
            from LedgerEntry e join LedgerTransaction t on t.id = e.transactionId
            where e.sequence > :after
              and (:registrar is null or t.registrar = :registrar)
              and (:promotion is null or t.promotionId = :promotion)
              and (:all = true or t.registrar in :ids)
            order by e.sequence
            """,
            Line.class)
        .setParameter("after", after)
        .setParameter("registrar", registrar == null ? null : registrar.ianaId())
        .setParameter("promotion", promotion)
        .setParameter("all", scope.isAll())
        .setParameter("ids", ids(scope))
        .setMaxResults(limit)
        .getResultList();
  }

  List<BalanceView> balances(
      @Nullable RegistrarId registrar,
      @Nullable UUID promotion,
      RegistrarScope scope,
      int afterRegistrar,
      UUID afterPromotion,
      int limit) {
    return getEntityManager()
        .createQuery(
            """
            select new io.bailiwick.qpi.ledger.BalanceView(
              t.registrar, t.promotionId, e.currency,
              sum(case when t.kind = ACCRUAL then 1L else 0L end),
              sum(case when t.kind = AGP_REVERSAL then 1L else 0L end),
              sum(case when e.side = CREDIT then e.amount else 0 end),
              sum(case when e.side = DEBIT then e.amount else 0 end))
            from LedgerEntry e join LedgerTransaction t on t.id = e.transactionId
            where e.account = REGISTRAR_PAYABLE
              and (:registrar is null or t.registrar = :registrar)
              and (:promotion is null or t.promotionId = :promotion)
              and (:all = true or t.registrar in :ids)
              and (t.registrar > :afterRegistrar
                   or (t.registrar = :afterRegistrar and t.promotionId > :afterPromotion))
            group by t.registrar, t.promotionId, e.currency
            order by t.registrar, t.promotionId, e.currency
            """,
            BalanceView.class)
        .setParameter("registrar", registrar == null ? null : registrar.ianaId())
        .setParameter("promotion", promotion)
        .setParameter("all", scope.isAll())
        .setParameter("ids", ids(scope))
        .setParameter("afterRegistrar", afterRegistrar)
        .setParameter("afterPromotion", afterPromotion)
        .setMaxResults(limit)
        .getResultList();
  }

  private static List<Integer> ids(RegistrarScope scope) {
    return scope.ids().stream().map(RegistrarId::ianaId).toList();
  }
}
