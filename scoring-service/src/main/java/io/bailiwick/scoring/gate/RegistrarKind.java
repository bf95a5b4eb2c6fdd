package io.bailiwick.scoring.gate;

/**
 * What stands behind a registrar identifier in the scored month. Only accredited registrars pass
 * through gates.
 */
public enum RegistrarKind {
  ACCREDITED,
  /** An identifier that the registry itself uses (IANA 9998, 9999). */
  REGISTRY,
  TERMINATED
}
