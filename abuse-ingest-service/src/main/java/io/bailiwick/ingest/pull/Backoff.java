package io.bailiwick.ingest.pull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a source is asked again. */
final class Backoff {
  private static final Duration LONGEST = Duration.ofHours(1);

  private Backoff() {}

  /**
   * How long after a failed fetch the next one comes: the interval, doubled with each failure after
   * the first, at most eight times the interval and at most an hour. Where the source asks to be
   * left alone for longer, it is, up to an hour.
   *
   * @param failures in a row, from 1
   */
  static Duration after(Duration interval, int failures, @Nullable Duration retryAfter) {
    Duration delay = shorter(interval.multipliedBy(1L << Math.min(3, failures - 1)), LONGEST);
    return retryAfter == null || retryAfter.compareTo(delay) < 0
        ? delay
        : shorter(retryAfter, LONGEST.compareTo(delay) < 0 ? delay : LONGEST);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
