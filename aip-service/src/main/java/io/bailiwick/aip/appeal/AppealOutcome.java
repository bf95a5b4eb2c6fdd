package io.bailiwick.aip.appeal;

/** How an appeal was decided. */
public enum AppealOutcome {
  /** The limit was right. */
  UPHELD,
  /** A milder limit stands in its place. */
  VARIED,
  /** The limit should never have been. */
  REVERSED,
  /** Its case ended without a ground before anybody decided: in the registrar's favour. */
  MOOT;

  /** Whether the registrar got something by it, which brings its fee back. */
  boolean isSuccess() {
    return this != UPHELD;
  }
}
