package io.bailiwick.aip.deadline;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/**
 * The business days of one country: Monday to Friday without its nation-wide public holidays. Days
 * are UTC days.
 *
 * <p>A period of n business days starts on the day after the event and ends with its n-th business
 * day, so that a notice sent on a Friday afternoon costs nobody a day.
 */
public final class BusinessCalendar {
  private static final int LONGEST = 366;

  private final HolidayManager holidays;

  private BusinessCalendar(HolidayManager holidays) {
    this.holidays = holidays;
  }

  /**
   * The calendar of a country.
   *
   * @param country ISO 3166-1 alpha-2 code, in either case
   * @throws IllegalArgumentException when no calendar of that country is known
   */
  public static BusinessCalendar of(String country) {
    if (!isKnown(country)) {
      throw new IllegalArgumentException("No holiday calendar is known for country " + country);
    }
    return new BusinessCalendar(
        HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT))));
  }

  /** Whether {@link #of} has a calendar for this country. */
  public static boolean isKnown(String country) {
    Set<String> codes = HolidayManager.getSupportedCalendarCodes();
    return country.length() == 2 && codes.stream().anyMatch(code -> code.equalsIgnoreCase(country));
  }

  /** Whether people are expected to work on this day. */
  public boolean isBusinessDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !holidays.isHoliday(day, HolidayType.PUBLIC_HOLIDAY);
  }

  /**
   * The last day of a period of business days that an event starts.
   *
   * @param event when the period is triggered; its own UTC day does not count
   * @param businessDays 1 to 366
   */
  public LocalDate lastDay(Instant event, int businessDays) {
    if (businessDays < 1 || businessDays > LONGEST) {
      throw new IllegalArgumentException("Business days must be 1 to 366: " + businessDays);
    }
    LocalDate day = LocalDate.ofInstant(event, ZoneOffset.UTC);
    for (int left = businessDays; left > 0; ) {
      day = day.plusDays(1);
      if (isBusinessDay(day)) {
        left--;
      }
    }
    return day;
  }

  /**
   * The last day of a period of either kind that an event starts.
   *
   * @param days 0 (the day of the event) to 366
   */
  LocalDate lastDay(Instant event, int days, DayUnit unit) {
    if (days == 0) {
      return LocalDate.ofInstant(event, ZoneOffset.UTC);
    }
    return switch (unit) {
      case BUSINESS_DAYS -> lastDay(event, days);
      case DAYS -> LocalDate.ofInstant(event, ZoneOffset.UTC).plusDays(days);
    };
  }

  /** Days that count after a day, up to the last one and with it; 0 when that has come. */
  int left(LocalDate day, LocalDate lastDay, DayUnit unit) {
    return (int)
        day.plusDays(1)
            .datesUntil(lastDay.isAfter(day) ? lastDay.plusDays(1) : day.plusDays(1))
            .filter(date -> unit == DayUnit.DAYS || isBusinessDay(date))
            .count();
  }

  /** The day that is so many business days before another. */
  public LocalDate before(LocalDate day, int businessDays) {
    LocalDate earlier = day;
    for (int left = businessDays; left > 0; ) {
      earlier = earlier.minusDays(1);
      if (isBusinessDay(earlier)) {
        left--;
      }
    }
    return earlier;
  }

  /** The instant at which a period that ends with this day is over: the next midnight, UTC. */
  public static Instant overAt(LocalDate lastDay) {
    return lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
