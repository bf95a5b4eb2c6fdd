package io.bailiwick.scoring.gate;

/** The outcome of a gate for one registrar and month. */
public enum GateState {
  HOLDS,
  /** Reward gate only: too few names to prove a low rate, and nothing speaks against it. */
  HOLDS_PROVISIONALLY,
  DOES_NOT_HOLD,
  /** The data do not allow a statement; the summary says why. */
  NOT_ASSESSABLE
}
