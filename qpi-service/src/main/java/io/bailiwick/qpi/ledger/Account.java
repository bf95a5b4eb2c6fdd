package io.bailiwick.qpi.ledger;

/** The accounts of the ledger. Each transaction says which promotion and registrar it concerns. */
public enum Account {
  /** What promotions cost the registry. */
  INCENTIVE_EXPENSE,
  /** What the registry owes the registrar. */
  REGISTRAR_PAYABLE
}
