package io.bailiwick.ingest.registration;

/** How a deposit holds its objects (RFC 9022, section 2). */
public enum DepositModel {
  /** Tables beside the XML. */
  CSV,
  /** All in the XML. */
  XML
}
