package io.bailiwick.scoring.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PreviewClockTest {

  private static Instant day(int day) {
    return Instant.parse("2026-05-01T00:00:00Z").plus(Duration.ofDays(day));
  }

  /** Ends on day 14. */
  private static final PreviewClock RUNNING = new PreviewClock(day(14), null);

  @Test
  void isMovedByTheTimeForWhichItStoodStill() {
    PreviewClock paused = RUNNING.pausedAt(day(3));
    assertThat(paused.isOver(day(400))).isFalse();
    assertThat(paused.resumedAt(day(10))).isEqualTo(new PreviewClock(day(21), null));
    assertThat(paused.resumedAt(day(10)).isOver(day(20))).isFalse();
    assertThat(paused.resumedAt(day(10)).isOver(day(21))).isTrue();
  }

  @Test
  void standsStillOnceHoweverManyNamesAreContested() {
    assertThat(RUNNING.pausedAt(day(3)).pausedAt(day(5))).isEqualTo(RUNNING.pausedAt(day(3)));
    assertThat(RUNNING.pausedAt(day(5)).pausedAt(day(3))).isEqualTo(RUNNING.pausedAt(day(3)));
    assertThat(RUNNING.resumedAt(day(5))).isEqualTo(RUNNING);
  }

  @Test
  void leavesTimeToLookAtAWorseScore() {
    assertThat(RUNNING.withAtLeast(Duration.ofDays(5), day(2))).isEqualTo(RUNNING);
    assertThat(RUNNING.withAtLeast(Duration.ofDays(5), day(12)))
        .isEqualTo(new PreviewClock(day(17), null));
    // While it stands still, what is left is counted from where it stands.
    assertThat(
            RUNNING.pausedAt(day(13)).withAtLeast(Duration.ofDays(5), day(20)).resumedAt(day(20)))
        .isEqualTo(new PreviewClock(day(25), null));
  }

  @Property
  void pausesNeverShortenAPreview(
      @ForAll @IntRange(max = 30) int from,
      @ForAll @IntRange(max = 30) int stood,
      @ForAll @IntRange(max = 30) int again) {
    PreviewClock clock =
        RUNNING
            .pausedAt(day(from))
            .resumedAt(day(from + stood))
            .pausedAt(day(from + stood + 1))
            .resumedAt(day(from + stood + 1 + again));
    assertThat(clock.dueAt()).isEqualTo(day(14 + stood + again));
  }
}
