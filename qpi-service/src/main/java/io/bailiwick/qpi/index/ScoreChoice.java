package io.bailiwick.qpi.index;

/** Which scores of a month an evaluation reads. */
public enum ScoreChoice {
  /** The newest version, whether anybody has published it or not. */
  NEWEST,
  /** Only what was published, as it was published; who is held back has no score. */
  PUBLISHED
}
