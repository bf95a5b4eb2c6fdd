package io.bailiwick.qpi.ledger;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An accrual and where its money is.
 *
 * @param takenBy kind of the transaction that took it back; null while it stands
 */
record OpenAccrual(
    UUID id,
    UUID promotion,
    RegistrarId registrar,
    boolean taxable,
    NewTransaction.Source source,
    Holdings holdings,
    @Nullable TransactionKind takenBy) {

  /** Takes back all that stands of it. */
  NewTransaction takenBack(
      TransactionKind kind,
      Ground ground,
      String reason,
      @Nullable String reference,
      @Nullable Long eventSequence,
      Instant occurredAt) {
    Money amount = holdings.standing();
    return of(
        kind,
        amount,
        amount.isZero() ? List.of() : BalancedTransaction.takingBack(kind, holdings).postings(),
        id,
        ground,
        reason,
        reference,
        eventSequence,
        occurredAt);
  }

  /** Makes payable what is pending. */
  NewTransaction matured(Instant at) {
    Money amount = holdings.pending();
    return of(
        TransactionKind.MATURITY,
        amount,
        amount.isZero() ? List.of() : BalancedTransaction.maturity(amount).postings(),
        null,
        null,
        null,
        null,
        null,
        at);
  }

  /** Gives back what a clawback of so much took. */
  NewTransaction reinstated(
      UUID clawback, Money amount, String reason, @Nullable String reference, Instant at) {
    return of(
        TransactionKind.REINSTATEMENT,
        amount,
        amount.isZero() ? List.of() : holdings.give(amount),
        clawback,
        Ground.FINDING_WITHDRAWN,
        reason,
        reference,
        null,
        at);
  }

  /**
   * Revalues it.
   *
   * @param difference other than zero
   */
  NewTransaction adjusted(Money difference, String reason, Instant at) {
    return of(
        TransactionKind.TIER_ADJUSTMENT,
        difference.abs(),
        difference.isPositive() ? holdings.give(difference) : holdings.take(difference.abs()),
        null,
        difference.isPositive() ? Ground.TIER_REACHED : Ground.TIER_LOST,
        reason,
        null,
        null,
        at);
  }

  private NewTransaction of(
      TransactionKind kind,
      Money amount,
      List<Posting> postings,
      @Nullable UUID reverses,
      @Nullable Ground ground,
      @Nullable String reason,
      @Nullable String reference,
      @Nullable Long eventSequence,
      Instant occurredAt) {
    return new NewTransaction(
        Ids.next(),
        kind,
        promotion,
        registrar,
        amount,
        taxable,
        postings,
        source.later(source.quantity(), eventSequence, occurredAt),
        id,
        reverses,
        ground,
        reason,
        reference);
  }
}
