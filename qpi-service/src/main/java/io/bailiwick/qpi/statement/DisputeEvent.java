package io.bailiwick.qpi.statement;

/** What happens to a dispute. */
public enum DisputeEvent {
  FILE,
  /** A person of finance agrees and proposes the correction. */
  UPHOLD,
  REJECT,
  WITHDRAW,
  /** A second person approved the correction. */
  BOOK,
  /** The second person did not. */
  REOPEN
}
