package io.bailiwick.qpi.evaluation;

/** What an evaluation is for. The policy says which scores are read for which. */
public enum Purpose {
  /** A look ahead, while scores may still be contested. */
  PROVISIONAL,
  /** To decide who qualifies. */
  QUALIFYING
}
