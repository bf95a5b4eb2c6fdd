package io.bailiwick.ingest.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates of mails: RFC 5322, section 3.3, and the obsolete zones of section 4.3. */
final class MailTime {
  private static final Pattern DATE =
      Pattern.compile(
          "(?:[A-Za-z]{3},?\\s+)?(\\d{1,2})\\s+([A-Za-z]{3})\\s+(\\d{4})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s+([+-]\\d{4}|[A-Za-z]{1,5})");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, Integer> ZONES =
      Map.of(
          "UT", 0, "GMT", 0, "EDT", -4, "EST", -5, "CDT", -5, "CST", -6, "MDT", -6, "MST", -7,
          "PDT", -7, "PST", -8);

  private MailTime() {}

  /** Null for what cannot be read, and for a zone of which the RFC says that nobody knows it. */
  static @Nullable Instant parse(String text) {
    Matcher date = DATE.matcher(text.replaceAll("\\([^()]*\\)", " ").strip());
    if (!date.matches()) {
      return null;
    }
    ZoneOffset zone = zone(date.group(7));
    if (zone == null) {
      return null;
    }
    try {
      // The day of the week is not looked at: the RFCs' own examples have it wrong.
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(date.group(3)),
              MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1,
              Integer.parseInt(date.group(1)));
      LocalTime time =
          LocalTime.of(
              Integer.parseInt(date.group(4)),
              Integer.parseInt(date.group(5)),
              date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6))));
      return day.atTime(time).toInstant(zone);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable ZoneOffset zone(String text) {
    if (text.startsWith("+") || text.startsWith("-")) {
      try {
        return ZoneOffset.of(text);
      } catch (DateTimeException e) {
        return null;
      }
    }
    Integer hours = ZONES.get(text.toUpperCase(Locale.ROOT));
    return hours == null ? null : ZoneOffset.ofHours(hours);
  }
}
