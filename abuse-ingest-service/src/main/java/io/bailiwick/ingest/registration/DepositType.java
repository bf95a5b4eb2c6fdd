package io.bailiwick.ingest.registration;

/** Type of an escrow deposit (RFC 8909, section 4). */
public enum DepositType {
  /** Everything, as of the watermark. */
  FULL,
  /** What changed since the deposit before. */
  DIFF,
  /** What changed since the last FULL. */
  INCR
}
