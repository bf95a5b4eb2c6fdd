package io.bailiwick.qpi.ledger;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is about to be booked.
 *
 * @param amount sum of the debits; zero, without postings, for a name of a tier that pays nothing
 * @param source what it is about
 * @param accrual of a kind that concerns one
 * @param reverses the transaction that it takes back, or gives back, or releases
 */
record NewTransaction(
    UUID id,
    TransactionKind kind,
    UUID promotion,
    RegistrarId registrar,
    Money amount,
    boolean taxable,
    List<Posting> postings,
    Source source,
    @Nullable UUID accrual,
    @Nullable UUID reverses,
    @Nullable Ground ground,
    @Nullable String reason,
    @Nullable String reference) {

  NewTransaction {
    postings = List.copyOf(postings);
    if (amount.isZero() != postings.isEmpty()) {
      throw new IllegalArgumentException("postings are there for an amount, and only for one");
    }
    if (!postings.isEmpty() && !new BalancedTransaction(kind, postings).amount().equals(amount)) {
      throw new IllegalArgumentException("the amount is the sum of the debits");
    }
  }

  /**
   * What a transaction is about.
   *
   * @param quantity names
   * @param basis price that a percentage was taken of
   * @param period in which tiers count the accrual, or the month of a monthly point
   * @param maturesAt of an accrual: end of the add grace period
   * @param eventSequence of the registration event in the ingest service
   */
  record Source(
      long quantity,
      @Nullable BigDecimal basis,
      @Nullable String period,
      @Nullable Instant maturesAt,
      @Nullable Long eventSequence,
      @Nullable String name,
      @Nullable String roid,
      Instant occurredAt) {

    /** The same name, seen from a later transaction. */
    Source later(long quantity, @Nullable Long eventSequence, Instant occurredAt) {
      return new Source(quantity, null, period, null, eventSequence, name, roid, occurredAt);
    }
  }

  static NewTransaction accrual(
      UUID promotion, RegistrarId registrar, Money amount, boolean taxable, Source source) {
    return new NewTransaction(
        Ids.next(),
        TransactionKind.ACCRUAL,
        promotion,
        registrar,
        amount,
        taxable,
        amount.isZero() ? List.of() : BalancedTransaction.accrual(amount).postings(),
        source,
        null,
        null,
        null,
        null,
        null);
  }
}
