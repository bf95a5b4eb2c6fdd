package io.bailiwick.ingest.pull;

/** How a fetch ended. */
public enum FetchOutcome {
  /** It brought bytes that had not been taken in before. */
  NEW,
  /** The source is well and has nothing new. */
  UNCHANGED,
  FAILED
}
