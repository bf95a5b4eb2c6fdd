package io.bailiwick.scoring.gate;

/** How a month's counts stand beside the registry's reports. */
public enum ReconciliationState {
  /** Everything that matters agrees within its tolerance. */
  AGREES,
  /** A report is missing, and a person let the month go on without it, with a reason. */
  WAIVED,
  /** A report is missing, or a deposit that shows the end of the month. */
  WAITING,
  /** A count differs by more than its tolerance. */
  DIFFERS
}
