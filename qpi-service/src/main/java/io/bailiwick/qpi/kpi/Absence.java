package io.bailiwick.qpi.kpi;

/** What follows for the index where an indicator is not assessable. */
public enum Absence {
  /** Its weight is spread over the others in proportion: it counts neither for nor against. */
  SPREAD_WEIGHT,
  /** It counts with no points. */
  ZERO_POINTS,
  /** It counts with 100 points. */
  FULL_POINTS,
  /** There is no index. */
  NO_INDEX
}
