package io.bailiwick.ingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
  private static final Pattern EPOCH = Pattern.compile("\\d{9,10}|\\d{13}");

  private SourceTime() {}

  /** The instant, to the microsecond; null where the text is no time. */
  public static @Nullable Instant parse(String text, ZoneId zone) {
    String time = text.strip();
    if (EPOCH.matcher(time).matches()) {
      long number = Long.parseLong(time);
      return time.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
    ZoneId ownZone = zone;
    if (time.endsWith(" UTC") || time.endsWith(" GMT")) {
      time = time.substring(0, time.length() - 4);
      ownZone = ZoneId.of("UTC");
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
}
