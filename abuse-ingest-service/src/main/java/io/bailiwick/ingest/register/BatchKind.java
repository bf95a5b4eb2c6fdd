package io.bailiwick.ingest.register;

/** What a batch holds. */
public enum BatchKind {
  EVENTS,
  MEASUREMENTS
}
