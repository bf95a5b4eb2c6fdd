package io.bailiwick.ingest.reconciliation;

/** Where a month stands. */
public enum ReconciliationState {
  /** Everything that blocks agrees within its tolerance. */
  AGREES,
  /** A report is missing, and a person let the month go on without it. */
  WAIVED,
  /** A report is missing, or a deposit that shows the end of the month. Blocks. */
  WAITING,
  /** A count differs by more than its tolerance. Blocks. */
  DIFFERS;

  boolean blocks() {
    return switch (this) {
      case AGREES, WAIVED -> false;
      case WAITING, DIFFERS -> true;
    };
  }
}
