package io.bailiwick.common.time;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A calendar day in UTC, as a parameter or in a body. Written {@code 2026-03-31}. */
@Schema(type = SchemaType.STRING, format = "date", description = "Calendar day in UTC")
public record Day(LocalDate value) implements Comparable<Day> {

  /**
   * Reads {@code yyyy-MM-dd}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  @JsonCreator
  public static Day fromString(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1 && day.getYear() <= 9999) {
        return new Day(day);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new IllegalArgumentException("a day is written yyyy-MM-dd, for example 2026-03-31");
  }

  /** First instant of the day. */
  public Instant start() {
    return value.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** First instant after the day (exclusive end). */
  public Instant end() {
    return value.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public int compareTo(Day other) {
    return value.compareTo(other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
