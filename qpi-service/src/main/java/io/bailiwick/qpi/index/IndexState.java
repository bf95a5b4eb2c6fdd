package io.bailiwick.qpi.index;

/** Outcome of an index. */
public enum IndexState {
  ASSESSED,
  VETOED,
  NOT_ASSESSABLE
}
