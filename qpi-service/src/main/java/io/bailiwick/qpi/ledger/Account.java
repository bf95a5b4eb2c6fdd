package io.bailiwick.qpi.ledger;

/**
 * The accounts of the ledger. Each transaction says which promotion and registrar it concerns. Of
 * an account of assets or expenses the balance is debit less credit, of a liability credit less
 * debit.
 */
public enum Account {
  /** Expense: what promotions cost the registry. */
  INCENTIVE_EXPENSE,
  /** Liability: earned by a registrar and not yet mature; nothing of it is paid out. */
  ACCRUED_LIABILITY,
  /** Liability: mature and owed to a registrar; goes onto its statements. */
  REGISTRAR_PAYABLE,
  /** Liability: owed, and kept back while a dispute about it is open. */
  HELD_IN_DISPUTE,
  /** Asset: taken back after it had been settled; settlements are less by it until it is paid. */
  CLAWBACK_RECEIVABLE,
  /** Clearing: settled and handed to billing, as a credit of an invoice or a deposit. */
  SETTLEMENT_CLEARING,
  /** Asset: tax on what is paid out, where the promotion says that it applies. */
  TAX,
  /** Expense: claims that will not be collected. */
  WRITE_OFF
}
