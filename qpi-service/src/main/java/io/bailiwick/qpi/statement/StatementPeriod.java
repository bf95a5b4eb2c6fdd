package io.bailiwick.qpi.statement;

import io.bailiwick.common.time.Day;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is about: a month, or the days of a settlement period, in UTC.
 *
 * @param text {@code 2026-04}, or {@code 2026-04-01/2026-10-01} with the second day exclusive
 * @param month null where it is none
 */
record StatementPeriod(String text, Instant from, Instant until, @Nullable Month month) {

  private static final int LONGEST_YEARS = 2;

  /**
   * Reads a period.
   *
   * @throws IllegalArgumentException for anything else, and for more than two years
   */
  static StatementPeriod of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      Month month = Month.fromString(text);
      return new StatementPeriod(month.toString(), month.start(), month.end(), month);
    }
    LocalDate from = Day.fromString(text.substring(0, slash)).value();
    LocalDate until = Day.fromString(text.substring(slash + 1)).value();
    if (!from.isBefore(until) || until.isAfter(from.plusYears(LONGEST_YEARS))) {
      throw new IllegalArgumentException("a period is of one day to two years");
    }
    return new StatementPeriod(from + "/" + until, start(from), start(until), null);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
