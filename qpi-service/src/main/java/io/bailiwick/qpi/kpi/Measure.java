package io.bailiwick.qpi.kpi;

/** What the value of an indicator is, which says which interval belongs to it. */
public enum Measure {
  /** A part of a whole, at most all of it: Wilson's interval. */
  SHARE,
  /** A count of events on an exposure: the exact Poisson interval. */
  RATE,
  /** A mean, or anything else that is no count: no interval, and the result says so. */
  AVERAGE
}
