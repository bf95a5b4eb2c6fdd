package io.bailiwick.qpi.scoring;

/** What a gate says. */
public enum GateState {
  HOLDS,
  HOLDS_PROVISIONALLY,
  DOES_NOT_HOLD,
  NOT_ASSESSABLE
}
