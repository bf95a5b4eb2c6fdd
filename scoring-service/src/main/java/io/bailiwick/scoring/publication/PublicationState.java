package io.bailiwick.scoring.publication;

/** Where the publication of a month stands. */
public enum PublicationState {
  /** The registrars look at their scores; it moves with the newest version. */
  PREVIEW,
  /** It stands. */
  PUBLISHED,
  /** A later publication of the month stands in its place; it stays readable. */
  SUPERSEDED,
  /** The preview was called off. */
  CANCELLED
}
