package io.bailiwick.qpi.adjustment;

/** What an adjustment does once it is approved. */
public enum AdjustmentKind {
  /** Changes what is payable, either way. */
  CORRECTION,
  /** Gives up what is claimed back from a registrar. */
  CLAIM_WRITE_OFF,
  /** Gives up what is payable to a registrar: nobody is there to be paid. */
  PAYABLE_WRITE_OFF,
  /** Takes back the accruals of names for fraud. */
  FRAUD_REVERSAL
}
