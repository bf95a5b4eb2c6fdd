package io.bailiwick.scoring.ingest;

/** What an abused domain is. Only malicious ones are held against a registrar. */
public enum Classification {
  MALICIOUS,
  COMPROMISED,
  PLATFORM,
  UNKNOWN,
  FALSE_POSITIVE
}
