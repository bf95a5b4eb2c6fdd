package io.bailiwick.ingest.health;

/** Why a feed was not well on a day. */
public enum HealthReason {
  /** No good fetch for longer than is tolerated. */
  NO_GOOD_FETCH,
  /** Too many rows that cannot be read or understood. */
  FAULTY_ROWS,
  /** Too many fetches that ended too early. */
  TRUNCATED,
  /** A whole list much shorter than those before it. */
  SHRUNKEN,
  /** Days in a row of far more or far fewer listings than usual. */
  LEVEL_SHIFT
}
