package io.bailiwick.qpi.ledger;

import org.joda.money.Money;

/**
 * One line of a transaction.
 *
 * @param amount above zero; the side says which way
 */
record Posting(Account account, Side side, Money amount) {

  Posting {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a posting is above zero, not " + amount);
    }
  }

  /** Debit above zero, credit below. */
  Money signed() {
    return side == Side.DEBIT ? amount : amount.negated();
  }

  Posting mirrored() {
    return new Posting(account, side.opposite(), amount);
  }
}
