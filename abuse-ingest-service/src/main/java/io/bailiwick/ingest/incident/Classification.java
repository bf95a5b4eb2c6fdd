package io.bailiwick.ingest.incident;

/** Whose doing an incident is. */
public enum Classification {
  /** Registered for the abuse. */
  MALICIOUS,
  /** A victim's site. */
  COMPROMISED,
  /** A name under which strangers get names or pages. */
  PLATFORM,
  /** Neither can be said. */
  UNKNOWN,
  /** No abuse at all; by a person only. */
  FALSE_POSITIVE
}
