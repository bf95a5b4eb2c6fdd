package io.bailiwick.qpi.statement;

/** Where a dispute stands. */
public enum DisputeState {
  OPEN,
  /** Finance agrees; the correction waits for the second person. */
  UPHELD,
  /** The correction is booked and a corrected statement issued. */
  CORRECTED,
  REJECTED,
  /** Taken back by the registrar. */
  WITHDRAWN
}
