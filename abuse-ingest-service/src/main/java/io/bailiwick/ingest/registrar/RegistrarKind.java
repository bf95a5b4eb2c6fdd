package io.bailiwick.ingest.registrar;

/** Whether a registrar takes part in the programmes; only an accredited one does. */
public enum RegistrarKind {
  ACCREDITED,
  /** The registry itself: IANA IDs 9998 and 9999. Shown, never judged. */
  REGISTRY,
  /**
   * Reserved by IANA, or taken out by a person: a registrar of last resort, a test accreditation.
   * Shown, never judged.
   */
  EXEMPT,
  TERMINATED
}
