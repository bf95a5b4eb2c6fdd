package io.bailiwick.aip.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.policy.AipPolicy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** By a calendar on paper, with the times that ship. */
class AppealTimeTest {
  private static final AipPolicy.Appeals TERMS =
      AipPolicy.of("Ours", "US", 5, 15, 15, 30, 120).appeals();
  private static final BusinessCalendar US = BusinessCalendar.of("US");

  /** A Tuesday. */
  private static final Instant DECIDED = Instant.parse("2026-03-24T10:00:00Z");

  @Test
  void canBeFiledForSixtyDays() {
    assertThat(AppealTime.fileUntil(DECIDED, TERMS)).isEqualTo("2026-05-24T00:00:00Z");
    Instant last = Instant.parse("2026-05-23T23:59:59Z");
    assertThat(AppealTime.canFile(DECIDED, false, TERMS, last)).isTrue();
    assertThat(AppealTime.canFile(DECIDED, false, TERMS, last.plusSeconds(1))).isFalse();
    assertThat(AppealTime.canFile(DECIDED, true, TERMS, DECIDED)).isFalse();
    assertThat(AppealTime.canFile(null, false, TERMS, DECIDED)).isFalse();
  }

  @Test
  void isDecidedInFiveBusinessDaysWhileALimitRunsAndInThirtyDaysOtherwise() {
    assertThat(AppealTime.toDecide(AppealStep.INTERNAL, true, TERMS, US, DECIDED).lastDay())
        .isEqualTo("2026-03-31");
    assertThat(AppealTime.toDecide(AppealStep.INTERNAL, false, TERMS, US, DECIDED).lastDay())
        .isEqualTo("2026-04-23");
  }

  @Test
  void isDecidedByThePanelInFifteenDays() {
    assertThat(AppealTime.toDecide(AppealStep.EXTERNAL, true, TERMS, US, DECIDED).lastDay())
        .isEqualTo("2026-04-08");
  }
}
