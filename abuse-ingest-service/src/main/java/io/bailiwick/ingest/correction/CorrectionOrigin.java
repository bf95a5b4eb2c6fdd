package io.bailiwick.ingest.correction;

/** Who says it. */
public enum CorrectionOrigin {
  /** The registry's own people. */
  CORRECTION,
  /** The registrar that the incident counts for. */
  CONTEST
}
