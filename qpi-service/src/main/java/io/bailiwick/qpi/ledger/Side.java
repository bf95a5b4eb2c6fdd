package io.bailiwick.qpi.ledger;

/** The two sides of an account. */
public enum Side {
  DEBIT,
  CREDIT;

  Side opposite() {
    return this == DEBIT ? CREDIT : DEBIT;
  }
}
