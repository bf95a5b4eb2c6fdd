package io.bailiwick.aip.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/**
 * By a calendar on paper: March 2026 begins on a Sunday and has no holiday in the United States.
 */
class DeadlineTest {
  private static final BusinessCalendar US = BusinessCalendar.of("US");
  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  private static final Deadline FIFTEEN = Deadline.of(US, MONDAY, 15, DayUnit.BUSINESS_DAYS);

  @Test
  void endsWithItsLastDay() {
    assertThat(FIFTEEN.lastDay()).isEqualTo("2026-03-23");
    assertThat(FIFTEEN.isOver(Instant.parse("2026-03-23T23:59:59Z"))).isFalse();
    assertThat(FIFTEEN.isOver(Instant.parse("2026-03-24T00:00:00Z"))).isTrue();
  }

  /** After Thursday 5 March: the 6th, 9 to 13, 16 to 20 and the 23rd are twelve. */
  @Test
  void keepsTheDaysThatWereLeftWhileItStandsStill() {
    Deadline still = FIFTEEN.pause(US, Instant.parse("2026-03-05T18:00:00Z"));
    assertThat(still.left()).isEqualTo(12);
    assertThat(still.isOver(Instant.parse("2027-01-01T00:00:00Z"))).isFalse();
    // Twelve after Tuesday 10 March: 11 to 13, 16 to 20, 23 to 26.
    assertThat(still.resume(US, Instant.parse("2026-03-10T08:00:00Z")).lastDay())
        .isEqualTo("2026-03-26");
  }

  @Test
  void costsNothingToStandStillForAnHour() {
    Deadline still = FIFTEEN.pause(US, Instant.parse("2026-03-05T18:00:00Z"));
    assertThat(still.resume(US, Instant.parse("2026-03-05T19:00:00Z"))).isEqualTo(FIFTEEN);
  }

  @Test
  void leavesTheDayOfTheResumptionWhereItStoodStillOnItsLastDay() {
    Deadline still = FIFTEEN.pause(US, Instant.parse("2026-03-23T12:00:00Z"));
    assertThat(still.left()).isZero();
    assertThat(still.resume(US, Instant.parse("2026-04-01T12:00:00Z")).lastDay())
        .isEqualTo("2026-04-01");
  }

  @Test
  void isExtendedFromItsLastDayOrFromToday() {
    assertThat(FIFTEEN.extend(US, MONDAY, 5).lastDay()).isEqualTo("2026-03-30");
    // It was over on the 23rd; from Wednesday the 25th, five are 26, 27, 30, 31 and 1 April.
    assertThat(FIFTEEN.extend(US, Instant.parse("2026-03-25T09:00:00Z"), 5).lastDay())
        .isEqualTo("2026-04-01");
    assertThat(FIFTEEN.pause(US, MONDAY).extend(US, MONDAY, 5).left()).isEqualTo(20);
  }

  @Test
  void countsEveryDayWhereDaysAreCounted() {
    Deadline sixty = Deadline.of(US, Instant.parse("2026-03-24T00:00:00Z"), 60, DayUnit.DAYS);
    assertThat(sixty.lastDay()).isEqualTo("2026-05-23");
    assertThat(sixty.pause(US, Instant.parse("2026-05-01T00:00:00Z")).left()).isEqualTo(22);
  }

  @Test
  void standsStillOnceAndNotAfterItsEnd() {
    Deadline still = FIFTEEN.pause(US, MONDAY);
    assertThatThrownBy(() -> still.pause(US, MONDAY)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FIFTEEN.resume(US, MONDAY)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FIFTEEN.pause(US, FIFTEEN.overAt()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void findsTheDayOfAReminder() {
    assertThat(US.before(LocalDate.parse("2026-03-23"), 1)).isEqualTo("2026-03-20");
    assertThat(US.before(LocalDate.parse("2026-03-23"), 5)).isEqualTo("2026-03-16");
  }
}
