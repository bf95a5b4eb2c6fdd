package io.bailiwick.scoring.gate;

/** How sure it is that a domain was abused; each class contains the ones after it. */
public enum Evidence {
  /** Named by at least one source. */
  LISTED,
  /** Named by two or more independent source families. */
  CORROBORATED,
  /** Looked at and confirmed by a person. */
  VALIDATED
}
