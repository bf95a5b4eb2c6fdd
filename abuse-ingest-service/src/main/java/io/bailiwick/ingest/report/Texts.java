package io.bailiwick.ingest.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Free text of strangers on its way into the database. */
final class Texts {

  /** Longest description that is kept, in characters. */
  static final int DESCRIPTION = 10_000;

  /** Longest name, word or identifier that is kept, in characters. */
  static final int NAME = 320;

  private Texts() {}

  /** Without control characters but line breaks and tabs, cut to a length. */
  static String kept(String text, int longest) {
    String clean = text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "").strip();
    return clean.length() <= longest ? clean : clean.substring(0, longest);
  }

  /** ISO 8601 with an offset; null for anything else. */
  static @Nullable Instant time(@Nullable String iso) {
    if (iso == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
