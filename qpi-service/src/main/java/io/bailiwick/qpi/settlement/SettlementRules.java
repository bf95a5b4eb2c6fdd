package io.bailiwick.qpi.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a balance is paid. */
final class SettlementRules {

  private SettlementRules() {}

  /**
   * First instant that no longer counts for a date: the start of the day in the promotion's zone.
   */
  static Instant cutOff(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  /**
   * Whether a line is taken. What is owed counts once it was booked before the day; what was taken
   * back or is held counts at once, so that nothing is paid of which that is known.
   *
   * @param owed change of what is owed
   */
  static boolean takes(BigDecimal owed, Instant recordedAt, Instant cutOff) {
    return owed.signum() < 0 || recordedAt.isBefore(cutOff);
  }

  /**
   * Why a balance is carried over; null where it is paid.
   *
   * @param dates on which the promotion settles; empty for any
   * @param minimum of the promotion; null for none
   */
  static @Nullable CarryReason carried(
      LocalDate date, List<LocalDate> dates, BigDecimal amount, @Nullable BigDecimal minimum) {
    if (!dates.isEmpty() && !dates.contains(date)) {
      return CarryReason.NOT_ITS_DATE;
    }
    if (amount.signum() <= 0) {
      return CarryReason.NOTHING_OWED;
    }
    return minimum != null && amount.compareTo(minimum) < 0 ? CarryReason.BELOW_MINIMUM : null;
  }
}
