package io.bailiwick.ingest.correction;

/** What a correction is decided to be. */
public enum CorrectionOutcome {
  ACCEPTED,
  REFUSED
}
