package io.bailiwick.qpi.promotion;

/** Which way a promotion goes for a registrar whose index cannot be assessed. */
public enum NotAssessable {
  /** It may take part: doubt does not shut a small registrar out. */
  QUALIFIES,
  DOES_NOT
}
