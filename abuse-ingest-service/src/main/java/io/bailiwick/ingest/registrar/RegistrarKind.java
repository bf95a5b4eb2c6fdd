package io.bailiwick.ingest.registration;

/** Whether a registrar takes part in the programmes. */
public enum RegistrarKind {
  ACCREDITED,
  /** The registry itself: IANA IDs 9998 and 9999. Shown, never judged. */
  REGISTRY,
  TERMINATED
}
