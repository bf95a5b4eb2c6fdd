package io.bailiwick.qpi.kpi;

/** Which way a better registrar moves the value of an indicator. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER
}
