package io.bailiwick.aip.restriction;

/** Where an order stands, computed from its instants and the clock and never stored. */
public enum OrderState {
  NOT_YET_IN_FORCE,
  IN_FORCE,
  /** Ended by itself at its end. */
  ENDED,
  /** Lifted by a person before its end. */
  LIFTED
}
