package io.bailiwick.enforcement;

/** Where an order stands, computed from its instants and the clock and never stored. */
public enum OrderState {
  NOT_YET_IN_FORCE,
  IN_FORCE,
  /** An appeal stays it: it limits nothing, and its end comes all the same. */
  STAYED,
  /** Ended by itself at its end. */
  ENDED,
  /** Lifted by a person before its end. */
  LIFTED
}
