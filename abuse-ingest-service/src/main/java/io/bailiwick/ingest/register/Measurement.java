package io.bailiwick.ingest.register;

/** What a probe can find of a name. UNKNOWN is not no: it counts on neither side of a share. */
public final class Measurement {

  private Measurement() {}

  /** What a probe found. */
  public enum Usage {
    /** Content of its own. */
    RESOLVING_CONTENT,
    PARKED,
    /** Leads to another name. */
    REDIRECT,
    FOR_SALE,
    /** Resolves, and answers with an error. */
    ERROR,
    NO_RESOLUTION,
    UNKNOWN
  }

  /** What a probe found. */
  public enum Tls {
    VALID,
    /** Expired, of another name, or of an issuer that is not trusted. */
    INVALID,
    NONE,
    UNKNOWN
  }

  /** As a validating resolver says (RFC 4035, section 4.3). */
  public enum Dnssec {
    SECURE,
    INSECURE,
    BOGUS,
    UNKNOWN
  }

  /** What a probe found. */
  public enum Mx {
    /** Takes mail. */
    WORKING,
    PRESENT,
    NONE,
    UNKNOWN
  }
}
