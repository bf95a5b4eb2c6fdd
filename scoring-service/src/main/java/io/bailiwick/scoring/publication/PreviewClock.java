package io.bailiwick.scoring.publication;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one registrar's preview. While it stands still, {@code dueAt} is left as it was when
 * that began; when it runs on, it is moved by the time that passed.
 *
 * @param dueAt when the preview ends
 * @param pausedSince null while it runs
 */
record PreviewClock(Instant dueAt, @Nullable Instant pausedSince) {

  /** Stands still from an instant, or from before where it already did. */
  PreviewClock pausedAt(Instant at) {
    return pausedSince == null || at.isBefore(pausedSince) ? new PreviewClock(dueAt, at) : this;
  }

  /** Runs on. */
  PreviewClock resumedAt(Instant at) {
    if (pausedSince == null) {
      return this;
    }
    Duration stood = Duration.between(pausedSince, at);
    return new PreviewClock(stood.isNegative() ? dueAt : dueAt.plus(stood), null);
  }

  /** There is at least so much time left at an instant. */
  PreviewClock withAtLeast(Duration left, Instant at) {
    Instant earliest = (pausedSince == null ? at : pausedSince).plus(left);
    return dueAt.isBefore(earliest) ? new PreviewClock(earliest, pausedSince) : this;
  }

  boolean isOver(Instant at) {
    return pausedSince == null && !at.isBefore(dueAt);
  }
}
