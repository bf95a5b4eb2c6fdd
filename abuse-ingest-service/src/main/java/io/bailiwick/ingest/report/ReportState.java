package io.bailiwick.ingest.report;

/** Where a report stands. */
public enum ReportState {
  /** Waits for a person. Whatever it says, nothing counts it. */
  RECEIVED,
  /** A person found abuse; from then on there is an incident. */
  VALIDATED,
  /** A person found none that is ours to act on. */
  DISMISSED
}
