package io.bailiwick.aip.transparency;

/** What belongs together in a report. */
public enum ReportGroup {
  CANDIDATES("Flagged against acted"),
  CASES("Cases"),
  LIMITS("Limits"),
  APPEALS("Appeals");

  private final String title;

  ReportGroup(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
