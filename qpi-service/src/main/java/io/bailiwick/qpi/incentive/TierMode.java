package io.bailiwick.qpi.incentive;

/** What a tier does to the names before it. */
public enum TierMode {
  /** Nothing: each name has the amount of the tier that it falls into. */
  MARGINAL,
  /** All names of the period have the amount of the highest tier that their number reaches. */
  ALL_UNITS
}
