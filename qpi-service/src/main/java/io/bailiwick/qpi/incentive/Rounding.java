package io.bailiwick.qpi.incentive;

/** Where a model rounds to the places of its currency; always half up, and once. */
public enum Rounding {
  /** Nowhere: its amounts have the places of the currency. */
  NONE,
  /** Each line for itself; a total is the sum of rounded lines. */
  PER_LINE,
  /** The total of a registrar and month; it has one line. */
  PER_TOTAL
}
