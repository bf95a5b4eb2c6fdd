package io.bailiwick.ingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as feeds write them: ISO 8601 with a zone, the same with a space or without a zone (then in
 * the zone that the feed documents), "… UTC", a date alone (its beginning), seconds or milliseconds
 * since 1970. Day-first dates are read only where the year comes last, as in {@code 31-12-2022
 * 23:59:59}.
 */
public final class SourceTime {
  private static final DateTimeFormatter YEAR_FIRST =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][XX][X]]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("dd-MM-uuuu[ HH:mm[:ss]]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Pattern EPOCH = Pattern.compile("\\d{9,10}|\\d{13}");

  private SourceTime() {}

  /** The instant, to the microsecond; null where the text is no time. */
  public static @Nullable Instant parse(String text, ZoneId zone) {
    String time = text.strip();
    Instant plain = plain(time, zone);
    if (plain != null) {
      return plain;
    }
    if (EPOCH.matcher(time).matches()) {
      long number = Long.parseLong(time);
      return time.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
    ZoneId ownZone = zone;
    if (time.endsWith(" UTC") || time.endsWith(" GMT")) {
      time = time.substring(0, time.length() - 4);
      ownZone = UTC;
    }
    boolean dayFirst = time.length() > 2 && time.charAt(2) == '-';
    try {
      TemporalAccessor parsed =
          (dayFirst ? DAY_FIRST : YEAR_FIRST)
              .parseBest(
                  time.replace('/', '-'),
                  OffsetDateTime::from,
                  LocalDateTime::from,
                  LocalDate::from);
      Instant instant =
          switch (parsed) {
            case OffsetDateTime offset -> offset.toInstant();
            case LocalDateTime local -> local.atZone(ownZone).toInstant();
            case LocalDate date -> date.atStartOfDay(ownZone).toInstant();
            default -> throw new DateTimeException("not reached: one of the three queries answers");
          };
      return instant.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  /** What most feeds write, {@code 2026-03-02 03:04:05} and in UTC, without the general parser. */
  private static @Nullable Instant plain(String time, ZoneId zone) {
    if (time.length() != 19
        || !zone.equals(UTC)
        || time.charAt(4) != '-'
        || time.charAt(7) != '-'
        || time.charAt(10) != ' ' && time.charAt(10) != 'T'
        || time.charAt(13) != ':'
        || time.charAt(16) != ':') {
      return null;
    }
    int year = digits(time, 0, 4);
    int month = digits(time, 5, 7);
    int day = digits(time, 8, 10);
    int hour = digits(time, 11, 13);
    int minute = digits(time, 14, 16);
    int second = digits(time, 17, 19);
    if (year < 1 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0) {
      return null;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notOnTheCalendar) {
      return null;
    }
  }

  /** The number that the characters write, -1 where one is no digit. */
  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
