package io.bailiwick.aip.plan;

/** How far a measure is. */
public enum MeasureState {
  OPEN,
  UNDER_WAY,
  DONE
}
