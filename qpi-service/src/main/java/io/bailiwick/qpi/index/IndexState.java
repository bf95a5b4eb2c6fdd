package io.bailiwick.qpi.index;

/** Outcome of an index. */
public enum IndexState {
  ASSESSED,
  /** An abuse gate is failed: nothing else counts. */
  VETOED,
  /** Another gate is failed: nothing else counts either. */
  GATE_FAILED,
  NOT_ASSESSABLE
}
