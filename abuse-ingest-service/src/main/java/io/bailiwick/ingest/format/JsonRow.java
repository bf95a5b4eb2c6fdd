package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object of a JSON feed.
 *
 * @param line on which it begins
 * @param raw its beginning, as received
 * @param members those that were asked for; empty where there is a problem
 * @param problem why it cannot be read, null for a good one
 */
record JsonRow(long line, String raw, JsonValue.Members members, Row.@Nullable Unreadable problem) {

  Row.Unreadable unreadable(RejectionReason reason, String detail) {
    return new Row.Unreadable(line, raw, reason, detail);
  }

  /** A report; a value that is absent is left to be rejected as missing. */
  Row.Report report(
      @Nullable String value,
      @Nullable String time,
      @Nullable String type,
      List<String> threats,
      boolean compromised) {
    return new Row.Report(line, raw, value == null ? "" : value, time, type, threats, compromised);
  }
}
