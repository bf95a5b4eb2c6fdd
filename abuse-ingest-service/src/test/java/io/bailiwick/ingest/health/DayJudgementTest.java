package io.bailiwick.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayJudgementTest {
  /**
   * 3 intervals and 6 hours, 10 % from 20 rows, 10 %, 50 %, 28 of 14 days, z 6 for 3 days, 3 days.
   */
  private static final FeedHealthPolicy.Document POLICY =
      new FeedHealthPolicy.Document(3, 6, 10, 20, 10, 50, 28, 14, 6, 3, 3);

  private static DayJudgement.Day day(
      long good, long failed, long truncated, long rows, long faulty) {
    return new DayJudgement.Day(good, failed, truncated, rows, faulty, null, null, null, List.of());
  }

  private static DayJudgement.Day gap(@Nullable String gap, @Nullable String expected) {
    return new DayJudgement.Day(
        1,
        0,
        0,
        0,
        0,
        gap == null ? null : Duration.parse(gap),
        expected == null ? null : Duration.parse(expected),
        null,
        List.of());
  }

  private static DayJudgement.Day levels(Double... zs) {
    List<Optional<Double>> list = new ArrayList<>();
    for (Double z : zs) {
      list.add(Optional.ofNullable(z));
    }
    return new DayJudgement.Day(1, 0, 0, 0, 0, null, null, null, list);
  }

  private static List<HealthReason> reasons(DayJudgement.Day day) {
    return DayJudgement.findings(day, POLICY).stream().map(HealthFinding::reason).toList();
  }

  @Test
  void toleratesThreeIntervalsAndSixHoursWithoutAGoodFetch() {
    assertThat(reasons(gap("PT6H", "PT1M"))).isEmpty();
    assertThat(reasons(gap("PT6H0.001S", "PT1M"))).containsExactly(HealthReason.NO_GOOD_FETCH);
    assertThat(reasons(gap("PT72H", "PT24H"))).isEmpty();
    assertThat(reasons(gap("PT72H1S", "PT24H"))).containsExactly(HealthReason.NO_GOOD_FETCH);
    assertThat(reasons(gap("PT900H", null))).isEmpty();
    assertThat(reasons(gap(null, "PT1M"))).isEmpty();
    assertThat(DayJudgement.findings(gap("PT19H", "PT5M"), POLICY).getFirst().sentence())
        .isEqualTo("No good fetch for 19 hours; 6 hours are tolerated.");
  }

  @Test
  void countsFaultyRowsOnceThereAreEnough() {
    assertThat(reasons(day(1, 0, 0, 100, 10))).isEmpty();
    assertThat(reasons(day(1, 0, 0, 100, 11))).containsExactly(HealthReason.FAULTY_ROWS);
    assertThat(reasons(day(1, 0, 0, 19, 19))).isEmpty();
    assertThat(reasons(day(1, 0, 0, 20, 20))).containsExactly(HealthReason.FAULTY_ROWS);
  }

  @Test
  void countsFetchesThatEndedTooEarly() {
    assertThat(reasons(day(18, 2, 2, 0, 0))).isEmpty();
    assertThat(reasons(day(17, 3, 3, 0, 0))).containsExactly(HealthReason.TRUNCATED);
    assertThat(reasons(day(0, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void suspectsAWholeListThatHasShrunk() {
    DayJudgement.Day half = new DayJudgement.Day(1, 0, 0, 500, 0, null, null, 0.5, List.of());
    DayJudgement.Day less = new DayJudgement.Day(1, 0, 0, 499, 0, null, null, 0.499, List.of());
    assertThat(reasons(half)).isEmpty();
    assertThat(reasons(less)).containsExactly(HealthReason.SHRUNKEN);
  }

  @Test
  void callsThreeDaysInARowOnOneSideAShift() {
    assertThat(reasons(levels(6.1, 7.0, 13.5, 0.2))).containsExactly(HealthReason.LEVEL_SHIFT);
    assertThat(reasons(levels(-6.1, -7.0, -13.5))).containsExactly(HealthReason.LEVEL_SHIFT);
    assertThat(reasons(levels(6.0, 7.0, 13.5))).isEmpty();
    assertThat(reasons(levels(7.0, -7.0, 7.0))).isEmpty();
    assertThat(reasons(levels(7.0, null, 7.0, 7.0))).isEmpty();
    assertThat(reasons(levels(7.0, 7.0))).isEmpty();
  }

  @Test
  void doesNotJudgeSilenceOfWhichNobodySaidThatItIsOne() {
    assertThat(DayJudgement.status(day(0, 0, 0, 0, 0), List.of()))
        .isEqualTo(HealthStatus.NOT_JUDGED);
    assertThat(DayJudgement.status(day(1, 0, 0, 0, 0), List.of())).isEqualTo(HealthStatus.HEALTHY);
    assertThat(
            DayJudgement.status(
                day(0, 1, 0, 0, 0), List.of(new HealthFinding(HealthReason.TRUNCATED, "x"))))
        .isEqualTo(HealthStatus.UNHEALTHY);
  }
}
