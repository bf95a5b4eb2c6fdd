package io.bailiwick.qpi.ledger;

/** Why money moved. */
public enum TransactionKind {
  /** A name was created under a promotion. */
  ACCRUAL,
  /** The name was deleted inside the add grace period. */
  AGP_REVERSAL
}
