package io.bailiwick.ingest.correction;

/** What can happen to a correction after it was filed. */
public enum CorrectionEvent {
  /** The registry asks for more information. */
  ASK,
  /** Whoever filed it answers. */
  ANSWER,
  ACCEPT,
  REFUSE,
  /** Whoever filed it takes it back. */
  WITHDRAW
}
