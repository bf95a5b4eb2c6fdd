package io.bailiwick.qpi.index;

/** What came of a gate. */
public enum GateState {
  PASSED,
  FAILED,
  /** Neither: there is no index. */
  NOT_ASSESSABLE
}
