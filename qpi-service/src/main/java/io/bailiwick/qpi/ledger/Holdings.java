package io.bailiwick.qpi.ledger;

import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * Where the money of one accrual is.
 *
 * @param pending not yet mature, never below zero
 * @param payable mature and not settled; below zero where what was settled later had been taken
 *     back before
 * @param settled settled and not claimed back
 */
record Holdings(boolean matured, Money pending, Money payable, Money settled) {

  static Holdings accrued(Money amount) {
    Money none = Money.zero(amount.getCurrencyUnit());
    return new Holdings(false, amount, none, none);
  }

  /** What stands in all. */
  Money standing() {
    return pending.plus(payable).plus(settled);
  }

  /** Gives more, at the place where the accrual is. */
  List<Posting> give(Money amount) {
    return List.of(
        new Posting(Account.INCENTIVE_EXPENSE, Side.DEBIT, amount),
        new Posting(
            matured ? Account.REGISTRAR_PAYABLE : Account.ACCRUED_LIABILITY, Side.CREDIT, amount));
  }

  /**
   * Takes back: first what is not mature, then what is payable, and what was settled becomes a
   * claim.
   *
   * @param amount above zero and at most {@link #standing}
   */
  List<Posting> take(Money amount) {
    if (amount.isGreaterThan(standing())) {
      throw new IllegalArgumentException("no more than " + standing() + " can be taken back");
    }
    List<Posting> postings = new ArrayList<>();
    Money left = amount;
    left = take(postings, Account.ACCRUED_LIABILITY, pending, left);
    left = take(postings, Account.REGISTRAR_PAYABLE, payable, left);
    if (left.isPositive()) {
      postings.add(new Posting(Account.CLAWBACK_RECEIVABLE, Side.DEBIT, left));
    }
    postings.add(new Posting(Account.INCENTIVE_EXPENSE, Side.CREDIT, amount));
    return postings;
  }

  private static Money take(List<Posting> postings, Account from, Money there, Money wanted) {
    Money taken = there.isLessThan(wanted) ? there : wanted;
    if (!taken.isPositive()) {
      return wanted;
    }
    postings.add(new Posting(from, Side.DEBIT, taken));
    return wanted.minus(taken);
  }
}
