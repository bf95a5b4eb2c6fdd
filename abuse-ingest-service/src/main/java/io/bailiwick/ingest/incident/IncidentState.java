package io.bailiwick.ingest.incident;

/** Whether an incident counts for a registrar. */
public enum IncidentState {
  /** The sponsor at the opening is known. */
  ATTRIBUTED,
  /**
   * No registration, or no sponsor, is known for that time; judged again when registration data
   * arrives.
   */
  UNATTRIBUTED,
  /**
   * The name as it is known was registered only afterwards: somebody else's past is not held
   * against it.
   */
  NOT_ATTRIBUTABLE,
  /** All its listings come from a feed that was muted for that time: it counts nowhere. */
  VOID
}
