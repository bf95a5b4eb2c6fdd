package io.bailiwick.aip.casefile;

/** How a limit proposal was decided. */
public enum LimitOutcome {
  /** A restriction order was issued. */
  APPROVED,
  REFUSED,
  /** Taken back before it was decided. */
  WITHDRAWN
}
