package io.bailiwick.qpi.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A transaction of double entry: debits equal credits in every currency, or it does not exist. The
 * database holds the same rule a second time.
 */
record BalancedTransaction(TransactionKind kind, List<Posting> postings) {

  BalancedTransaction {
    postings = List.copyOf(postings);
    if (postings.size() < 2) {
      throw new IllegalArgumentException("a transaction has at least two postings");
    }
    Map<CurrencyUnit, Money> sums = new HashMap<>();
    postings.forEach(
        posting -> sums.merge(posting.amount().getCurrencyUnit(), posting.signed(), Money::plus));
    sums.forEach(
        (currency, sum) -> {
          if (!sum.isZero()) {
            throw new IllegalArgumentException("debits less credits leave " + sum);
          }
        });
  }

  /** The registry owes the registrar {@code amount} for a name. */
  static BalancedTransaction accrual(Money amount) {
    return new BalancedTransaction(
        TransactionKind.ACCRUAL,
        List.of(
            new Posting(Account.INCENTIVE_EXPENSE, Side.DEBIT, amount),
            new Posting(Account.REGISTRAR_PAYABLE, Side.CREDIT, amount)));
  }

  /** Takes back an accrual of {@code amount}, line by line on the other side. */
  static BalancedTransaction agpReversal(Money amount) {
    return new BalancedTransaction(
        TransactionKind.AGP_REVERSAL,
        accrual(amount).postings().stream().map(Posting::mirrored).toList());
  }
}
