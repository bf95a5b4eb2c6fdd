package io.bailiwick.aip.appeal;

/** How an appeal was decided. */
public enum AppealOutcome {
  /** The limit was right. */
  UPHELD,
  /** A milder limit stands in its place. */
  VARIED,
  /** The limit should never have been. */
  REVERSED;

  /** Whether the registrar got something by it, which brings its fee back. */
  boolean isSuccess() {
    return this != UPHELD;
  }
}
