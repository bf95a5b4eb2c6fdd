package io.bailiwick.qpi.incentive;

/** The models by name, as a promotion declares them. */
public enum IncentiveKind {
  /** The same amount for each create. */
  PER_CREATE,
  /** An amount by the number of names in a period. */
  TIERED,
  /** A part of the price of the create. */
  PERCENTAGE,
  /** A twelfth of a yearly amount for each signed name on the last day of a month. */
  MONTHLY_POINT
}
