package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One data row of a payload. Comments, blank lines and headers are no rows. */
public sealed interface Row {

  /** Number of the line on which the row begins in the expanded text; the first line is 1. */
  long line();

  /** The row as received, at most {@link Lines#RAW_LIMIT} characters of it. */
  String raw();

  /**
   * A row that reports something.
   *
   * @param value URL, domain or other indicator, as received
   * @param time the source's time as received, null where the format has none or the cell is empty
   * @param type the source's indicator type, lower case, null where the format has none
   * @param threats the source's words for the threat: threat column, then tags, in their order
   * @param compromised whether the source says that the site is a victim's
   */
  record Report(
      long line,
      String raw,
      String value,
      @Nullable String time,
      @Nullable String type,
      List<String> threats,
      boolean compromised)
      implements Row {}

  /**
   * A row by which the source ends a listing of its own: revoked, expired, deleted.
   *
   * @param value URL, domain or other indicator that was listed, as received
   * @param type the source's indicator type, lower case, null where the format has none
   * @param time when the listing ended, as received, null where the source does not say
   */
  record Withdrawal(
      long line, String raw, String value, @Nullable String type, @Nullable String time)
      implements Row {}

  /** A row that could not be read, or that its source itself gives for no listing. */
  record Unreadable(long line, String raw, RejectionReason reason, String detail) implements Row {}
}
