package io.bailiwick.common.delivery;

import java.time.Duration;

/** How often a delivery is tried, and how long after the last attempt. */
public final class Attempts {
  private static final int MOST = 12;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  private Attempts() {}

  /** Whether nothing follows this attempt, counted from 1. */
  public static boolean isLast(int attempts) {
    return attempts >= MOST;
  }

  /** After so many attempts: 1, 2, 4 … minutes, at most 6 hours. */
  public static Duration pause(int attempts) {
    Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
