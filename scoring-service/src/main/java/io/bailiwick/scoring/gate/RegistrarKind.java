package io.bailiwick.scoring.gate;

/**
 * What stands behind a registrar identifier in the scored month. Only accredited registrars pass
 * through gates.
 */
public enum RegistrarKind {
  ACCREDITED,
  /** An identifier that the registry itself uses (IANA 9998, 9999). */
  REGISTRY,
  /**
   * Reserved by IANA, or taken out by a person: a registrar of last resort, a test accreditation.
   */
  EXEMPT,
  TERMINATED
}
