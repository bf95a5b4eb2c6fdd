package io.bailiwick.aip.appeal;

import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.deadline.DayUnit;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.aip.policy.AipPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The times of an appeal, by the policy. */
final class AppealTime {
  private AppealTime() {}

  /**
   * Whether an appeal can be filed now.
   *
   * @param decidedAt when the decision was made that it is against: the limit's, for the external
   *     step that of the internal one; null where there is none
   * @param filed whether one of this step was filed before
   */
  static boolean canFile(
      @Nullable Instant decidedAt, boolean filed, AipPolicy.Appeals policy, Instant now) {
    return decidedAt != null && !filed && now.isBefore(fileUntil(decidedAt, policy));
  }

  /** First instant that is too late to file. The day of the decision does not count. */
  static Instant fileUntil(Instant decidedAt, AipPolicy.Appeals policy) {
    LocalDate last = LocalDate.ofInstant(decidedAt, ZoneOffset.UTC).plusDays(policy.fileDays());
    return BusinessCalendar.overAt(last);
  }

  /** By when an appeal filed now is to be decided. */
  static Deadline toDecide(
      AppealStep step,
      boolean limited,
      AipPolicy.Appeals policy,
      BusinessCalendar calendar,
      Instant now) {
    return switch (step) {
      case INTERNAL ->
          limited
              ? Deadline.of(calendar, now, policy.internalBusinessDays(), DayUnit.BUSINESS_DAYS)
              : Deadline.of(calendar, now, policy.internalDays(), DayUnit.DAYS);
      case EXTERNAL -> Deadline.of(calendar, now, policy.externalDays(), DayUnit.DAYS);
    };
  }
}
