package io.bailiwick.ingest.rejection;

/**
 * Why one row of a payload or deposit was not accepted. The row itself is kept beside the reason,
 * but for REFUSED_CATEGORY.
 */
public enum RejectionReason {
  /** Longer than the bound for one line; only its beginning is kept. */
  LINE_TOO_LONG,
  /** Bytes that are not UTF-8. */
  INVALID_UTF8,
  /** Not a row of the declared format: wrong number of columns, an open quote. */
  MALFORMED_ROW,
  /** The column that should hold the name or address is empty. */
  MISSING_VALUE,
  /** A hash, an address with a port, an e-mail address: nothing that names a host. */
  UNSUPPORTED_TYPE,
  /** The host is an IP address, in whatever spelling. */
  IP_LITERAL,
  /**
   * No valid host name: forbidden or invisible characters, invalid IDN, an empty or too long label.
   */
  INVALID_HOST,
  /** A public suffix or a single label: nobody registers that. */
  NOT_REGISTRABLE,
  /** A good name, but not under one of the registry's zones. */
  OUT_OF_ZONE,
  /** No threat class: the row's class is not mapped, and the feed has no default. */
  UNMAPPED_THREAT,
  /** The time cannot be read. */
  INVALID_TIME,
  /** The source's time is later than the fetch, or than the end of the declared range. */
  FUTURE_TIME,
  /** The source's time is more than 90 days before the time at which the payload speaks. */
  TOO_OLD,
  /** A name or registrar that the row needs is empty, or the row names something unknown. */
  UNKNOWN_REGISTRAR,
  /** The same name or ROID twice in one deposit. */
  REPEATED_OBJECT,
  /**
   * A code by which a block list says that it did not answer (127.0.1.255, 127.255.255.x), which is
   * no listing.
   */
  ERROR_CODE,
  /** The source has not verified the report. */
  NOT_VERIFIED,
  /**
   * The source does not offer the value as something to act on: context only, an exclusion, a test
   * point, or harmful only together with something else.
   */
  NOT_ACTIONABLE,
  /** An older version of an object that the same payload holds in a newer one. */
  SUPERSEDED,
  /** The source says that its listing has ended. */
  WITHDRAWN,
  /**
   * The source calls it child-abuse material or the like. The row is counted, and nothing of it is
   * kept; nor are the bytes of its payload.
   */
  REFUSED_CATEGORY
}
