package io.bailiwick.aip.transparency;

/** The two ways into the programme; nothing is counted over both. */
public enum ReportPath {
  ORDINARY("Ordinary path"),
  ACUTE("Acute path");

  private final String title;

  ReportPath(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
