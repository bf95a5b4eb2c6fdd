package io.bailiwick.ingest.health;

/** Why an epoch was opened. */
public enum EpochCause {
  /** Unhealthy days in a row. */
  UNHEALTHY_STREAK,
  /** Far more or far fewer listings than usual, days in a row. */
  LEVEL_SHIFT,
  /** A person saw a reason. */
  REVIEW
}
