package io.bailiwick.qpi.ledger;

/** What a run over a promotion does. */
public enum RunKind {
  /** Reads events, or months of signed names, and books what they earn. */
  ACCRUAL,
  /** Makes payable what has passed its add grace period, and its test of use. */
  MATURITY,
  /** Takes back what proved malicious, and gives back what was found to be right. */
  CLAWBACK
}
