package io.bailiwick.qpi.settlement;

/** Where a settlement stands. */
public enum SettlementState {
  PROPOSED,
  /** Booked; it may be exported. */
  APPROVED,
  REJECTED
}
