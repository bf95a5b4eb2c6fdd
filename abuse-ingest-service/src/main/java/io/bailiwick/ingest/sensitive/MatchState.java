package io.bailiwick.ingest.sensitive;

/** What became of a match. */
public enum MatchState {
  /** Nobody has dealt with it. */
  OPEN,
  /** Passed to a cleared contact of the sponsor; may be passed to another, and be closed. */
  HANDED_OVER,
  /** Dealt with, or nothing to deal with. */
  CLOSED
}
