package io.bailiwick.scoring.publication;

/** Where one registrar's part of a publication stands. */
public enum ResultState {
  /** Its clock runs, or has run out and waits for the month. */
  PREVIEW,
  /** A name of its month is contested: its clock stands still, and it is not published. */
  CONTESTED,
  /** It stands. */
  PUBLISHED
}
