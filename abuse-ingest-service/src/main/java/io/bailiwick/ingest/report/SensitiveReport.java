package io.bailiwick.ingest.report;

/**
 * The report is of a child-abuse category. It carries nothing of the report, so that no log and no
 * answer can.
 */
final class SensitiveReport extends RuntimeException {

  SensitiveReport() {
    super("a report of a category that is not received here", null, false, false);
  }
}
