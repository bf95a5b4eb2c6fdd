package io.bailiwick.scoring.measure;

/** Who can have ended an incident, as the statuses of the name tell. */
public enum Actor {
  /** The sponsor. */
  REGISTRAR,
  /** The registry itself. */
  REGISTRY
}
