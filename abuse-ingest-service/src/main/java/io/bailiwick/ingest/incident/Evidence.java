package io.bailiwick.ingest.incident;

/** How well an incident is supported; each class includes those after it. */
public enum Evidence {
  /** Listed by one source family. */
  LISTED,
  /** Listed by two or more independent source families. */
  CORROBORATED,
  /** Looked at by a person. */
  VALIDATED;

  /** From the number in the database, 1 to 3. */
  public static Evidence ofRank(long rank) {
    return values()[Math.toIntExact(rank) - 1];
  }
}
