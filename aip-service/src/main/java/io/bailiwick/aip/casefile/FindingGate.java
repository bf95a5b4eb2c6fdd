package io.bailiwick.aip.casefile;

/** The gate of scoring-service that a finding rests on. */
public enum FindingGate {
  /** Persistent abuse by published scores of mature months. */
  INTERVENTION,
  /** So much validated abuse in one month that nobody waits for the next. */
  ACUTE
}
