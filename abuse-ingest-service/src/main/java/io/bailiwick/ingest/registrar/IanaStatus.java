package io.bailiwick.ingest.registrar;

/** Status of an identifier in IANA's list. */
public enum IanaStatus {
  ACCREDITED,
  TERMINATED,
  /** For a use of its own, such as the registry acting as registrar. */
  RESERVED
}
