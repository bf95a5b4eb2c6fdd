package io.bailiwick.ingest.report;

/** How a report was written. */
public enum ReportForm {
  /** Our own JSON. */
  JSON,
  /** XARF 4, by itself or within a mail. */
  XARF_4,
  /** XARF 3, by itself or within a mail. */
  XARF_3,
  /** A feedback report by mail (RFC 5965). */
  ARF
}
