package io.bailiwick.ingest.correction;

/** Where a correction stands. */
public enum CorrectionState {
  /** To be decided. */
  FILED,
  /** Whoever filed it was asked for more; the time to decide stands still. */
  MORE_INFORMATION_ASKED,
  ACCEPTED,
  REFUSED,
  /** Taken back by whoever filed it. */
  WITHDRAWN;

  boolean isOpen() {
    return this == FILED || this == MORE_INFORMATION_ASKED;
  }
}
