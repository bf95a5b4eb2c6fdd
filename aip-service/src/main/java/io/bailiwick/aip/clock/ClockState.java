package io.bailiwick.aip.clock;

/** Where a clock stands. */
public enum ClockState {
  RUNNING,
  /** Stands still: an officer said so, or a name of the case is contested. */
  PAUSED,
  /** Its last day has passed, and nobody has done it. */
  OVERDUE,
  /** Done, or the time that was given is over. */
  MET,
  /** Its case, or what it was for, has ended. */
  CANCELLED
}
