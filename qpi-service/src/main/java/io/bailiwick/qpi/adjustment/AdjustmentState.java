package io.bailiwick.qpi.adjustment;

/** Where an adjustment stands. */
public enum AdjustmentState {
  PROPOSED,
  /** Booked. */
  APPROVED,
  REJECTED
}
