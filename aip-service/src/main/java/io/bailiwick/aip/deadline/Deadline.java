package io.bailiwick.aip.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The end of a period that can stand still. The day on which it starts to stand still counts for
 * whoever has the time: what was left after it is left when it goes on.
 *
 * @param unit what it counts
 * @param lastDay last day (UTC) in time; while it stands still the one that it had before
 * @param left days that are left while it stands still; null while it runs
 */
public record Deadline(DayUnit unit, LocalDate lastDay, @Nullable Integer left) {

  /** Starts a period. The day of the event does not count. */
  public static Deadline of(BusinessCalendar calendar, Instant event, int days, DayUnit unit) {
    return new Deadline(unit, calendar.lastDay(event, days, unit), null);
  }

  /** A period that ends with this day. */
  public static Deadline until(LocalDate lastDay) {
    return new Deadline(DayUnit.DAYS, lastDay, null);
  }

  public boolean standsStill() {
    return left != null;
  }

  /** First instant that is too late. */
  public Instant overAt() {
    return BusinessCalendar.overAt(lastDay);
  }

  /** Whether the time is over; never while it stands still. */
  public boolean isOver(Instant now) {
    return !standsStill() && !now.isBefore(overAt());
  }

  /**
   * Stands still from now on.
   *
   * @throws IllegalStateException when it does already, or is over
   */
  public Deadline pause(BusinessCalendar calendar, Instant now) {
    if (standsStill() || isOver(now)) {
      throw new IllegalStateException("Only time that runs can stand still");
    }
    return new Deadline(unit, lastDay, calendar.left(day(now), lastDay, unit));
  }

  /**
   * Runs on with what was left.
   *
   * @throws IllegalStateException when it runs
   */
  public Deadline resume(BusinessCalendar calendar, Instant now) {
    Integer days = left;
    if (days == null) {
      throw new IllegalStateException("Only time that stands still can run on");
    }
    return new Deadline(unit, calendar.lastDay(now, days, unit), null);
  }

  /** So many days more, from its last day, or from today where that has passed. */
  public Deadline extend(BusinessCalendar calendar, Instant now, int days) {
    if (left != null) {
      return new Deadline(unit, lastDay, left + days);
    }
    LocalDate from = lastDay.isBefore(day(now)) ? day(now) : lastDay;
    return new Deadline(
        unit, calendar.lastDay(from.atStartOfDay(ZoneOffset.UTC).toInstant(), days, unit), null);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
