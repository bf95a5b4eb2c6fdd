package io.bailiwick.scoring.gate;

/** Whether one clause of a gate is met. */
public enum ClauseState {
  HOLDS,
  DOES_NOT_HOLD,
  /** What is needed to say so is missing; never counted against a registrar. */
  NOT_ASSESSABLE;

  static ClauseState of(boolean holds) {
    return holds ? HOLDS : DOES_NOT_HOLD;
  }
}
