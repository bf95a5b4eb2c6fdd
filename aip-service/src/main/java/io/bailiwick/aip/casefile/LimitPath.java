package io.bailiwick.aip.casefile;

/** By which way a limit is proposed. */
public enum LimitPath {
  /** After three of four months, with one decider. */
  ORDINARY,
  /**
   * From scoring's acute gate: a shorter time to respond, a higher approval, a shorter maximum, and
   * an end at its review.
   */
  ACUTE
}
