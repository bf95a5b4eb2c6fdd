package io.bailiwick.ingest.sensitive;

/** What a list names. Keyword lists are not kept at all. */
public enum SensitiveList {
  /** Registrable domains on which such material was found; compared with every live name. */
  DOMAIN_ALERT,
  /**
   * Labels of criminal brands that come back under other top-level domains; compared with new
   * registrations, exactly, for a person to look at.
   */
  TLD_HOPPING
}
