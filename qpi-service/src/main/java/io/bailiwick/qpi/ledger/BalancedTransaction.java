package io.bailiwick.qpi.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A transaction of double entry: debits equal credits in every currency and move only accounts that
 * its kind moves, or it does not exist. The database holds the same rules a second time.
 */
record BalancedTransaction(TransactionKind kind, List<Posting> postings) {

  BalancedTransaction {
    postings = List.copyOf(postings);
    if (postings.size() < 2) {
      throw new IllegalArgumentException("a transaction has at least two postings");
    }
    Map<CurrencyUnit, Money> sums = new HashMap<>();
    for (Posting posting : postings) {
      if (!kind.moves(posting.account(), posting.side())) {
        throw new IllegalArgumentException(
            kind + " has no " + posting.side() + " of " + posting.account());
      }
      sums.merge(posting.amount().getCurrencyUnit(), posting.signed(), Money::plus);
    }
    sums.forEach(
        (currency, sum) -> {
          if (!sum.isZero()) {
            throw new IllegalArgumentException("debits less credits leave " + sum);
          }
        });
  }

  /** The registry will owe the registrar {@code amount}, once it is mature. */
  static BalancedTransaction accrual(Money amount) {
    return new BalancedTransaction(TransactionKind.ACCRUAL, Holdings.accrued(amount).give(amount));
  }

  /** What was accrued becomes payable. */
  static BalancedTransaction maturity(Money amount) {
    return new BalancedTransaction(
        TransactionKind.MATURITY,
        List.of(
            new Posting(Account.ACCRUED_LIABILITY, Side.DEBIT, amount),
            new Posting(Account.REGISTRAR_PAYABLE, Side.CREDIT, amount)));
  }

  /** Takes back all that stands of an accrual, from wherever it is. */
  static BalancedTransaction takingBack(TransactionKind kind, Holdings holdings) {
    return new BalancedTransaction(kind, holdings.take(holdings.standing()));
  }

  /** Sum of the debits, which is that of the credits. */
  Money amount() {
    return postings.stream()
        .filter(posting -> posting.side() == Side.DEBIT)
        .map(Posting::amount)
        .reduce(Money::plus)
        .orElseThrow();
  }
}
