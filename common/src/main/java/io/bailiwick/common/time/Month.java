package io.bailiwick.common.time;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A calendar month in UTC: the window of every measure and the period of every statement. Written
 * {@code 2026-03}.
 */
@Schema(
    type = SchemaType.STRING,
    pattern = "\\d{4}-\\d{2}",
    description = "Calendar month in UTC",
    examples = "2026-03")
public record Month(YearMonth value) implements Comparable<Month> {

  /**
   * Reads {@code yyyy-MM}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  @JsonCreator
  public static Month fromString(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      // Years of five digits and before the first are months for Java, and for nobody else.
      if (month.getYear() >= 1 && month.getYear() <= 9999) {
        return new Month(month);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new IllegalArgumentException("a month is written yyyy-MM, for example 2026-03");
  }

  /** The month that contains this instant, in UTC. */
  public static Month of(Instant instant) {
    return new Month(YearMonth.from(instant.atZone(ZoneOffset.UTC)));
  }

  /** The month that a day is of. */
  public static Month of(LocalDate day) {
    return new Month(YearMonth.from(day));
  }

  public static Month of(int year, int month) {
    return new Month(YearMonth.of(year, month));
  }

  /** First instant of the month. */
  public Instant start() {
    return firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** First instant after the month (exclusive end). */
  public Instant end() {
    return plus(1).start();
  }

  public LocalDate firstDay() {
    return value.atDay(1);
  }

  public LocalDate lastDay() {
    return value.atEndOfMonth();
  }

  public int days() {
    return value.lengthOfMonth();
  }

  public boolean includes(Instant instant) {
    return !instant.isBefore(start()) && instant.isBefore(end());
  }

  public Month plus(int months) {
    return new Month(value.plusMonths(months));
  }

  public Month minus(int months) {
    return new Month(value.minusMonths(months));
  }

  /** The instant from which the month is mature: so many whole days after its end. */
  public Instant matureAt(int daysAfterEnd) {
    return plus(1).firstDay().plusDays(daysAfterEnd).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public int compareTo(Month other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
