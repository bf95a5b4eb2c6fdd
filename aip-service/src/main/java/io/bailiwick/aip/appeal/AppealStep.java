package io.bailiwick.aip.appeal;

/** Who hears an appeal. */
public enum AppealStep {
  /** Somebody of the registry who had no part in the case; free. */
  INTERNAL,
  /** A panel outside the registry, after the internal step; with a fee. */
  EXTERNAL
}
