package io.bailiwick.ingest.incident;

/** How sure a judgement without a person is. */
public enum Confidence {
  LOW,
  MEDIUM,
  HIGH
}
