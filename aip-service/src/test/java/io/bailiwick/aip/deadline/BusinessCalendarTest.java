package io.bailiwick.aip.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
  private final BusinessCalendar unitedStates = BusinessCalendar.of("US");

  @Test
  void leavesOutWeekends() {
    // Friday 6 November 2026; the five days are 9, 10, 12 and 13 November, for the 11th is Veterans
    // Day, and the 16th.
    assertThat(unitedStates.lastDay(Instant.parse("2026-11-06T16:00:00Z"), 5))
        .isEqualTo(LocalDate.of(2026, 11, 16));
  }

  @Test
  void leavesOutPublicHolidaysOfTheCountryOnly() {
    // Wednesday 25 November 2026; Thursday is Thanksgiving in the United States, a working day in
    // France.
    Instant event = Instant.parse("2026-11-25T09:00:00Z");
    assertThat(unitedStates.lastDay(event, 1)).isEqualTo(LocalDate.of(2026, 11, 27));
    assertThat(BusinessCalendar.of("fr").lastDay(event, 1)).isEqualTo(LocalDate.of(2026, 11, 26));
  }

  @Test
  void countsDaysInUtc() {
    // Both instants are a second apart, on Monday and on Tuesday.
    assertThat(unitedStates.lastDay(Instant.parse("2026-03-02T23:59:59Z"), 1))
        .isEqualTo(LocalDate.of(2026, 3, 3));
    assertThat(unitedStates.lastDay(Instant.parse("2026-03-03T00:00:00Z"), 1))
        .isEqualTo(LocalDate.of(2026, 3, 4));
  }

  @Test
  void isOverAtTheMidnightThatEndsTheLastDay() {
    assertThat(BusinessCalendar.overAt(LocalDate.of(2028, 2, 29)))
        .isEqualTo(Instant.parse("2028-03-01T00:00:00Z"));
  }

  @Test
  void knowsWhichCountriesItKnows() {
    assertThat(BusinessCalendar.isKnown("US")).isTrue();
    assertThat(BusinessCalendar.isKnown("nl")).isTrue();
    assertThat(BusinessCalendar.isKnown("zz")).isFalse();
    assertThat(BusinessCalendar.isKnown("")).isFalse();
    assertThatThrownBy(() -> BusinessCalendar.of("zz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zz");
  }

  @Test
  void refusesPeriodsThatAreNone() {
    assertThatThrownBy(() -> unitedStates.lastDay(Instant.EPOCH, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
