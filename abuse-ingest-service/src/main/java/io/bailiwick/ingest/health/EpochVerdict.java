package io.bailiwick.ingest.health;

/** What a person found out about an epoch. */
public enum EpochVerdict {
  /** A disturbance that is over: its days are no measure for later ones. */
  BACK_TO_NORMAL,
  /** The feed has changed for good: its days are the new measure, the days before are none. */
  NEW_LEVEL
}
