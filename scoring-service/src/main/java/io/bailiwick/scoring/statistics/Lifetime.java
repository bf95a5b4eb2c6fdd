package io.bailiwick.scoring.statistics;

/**
 * How long something was watched, and whether it ended then. What was still there when last seen,
 * was lost or handed on has not ended: it is censored.
 *
 * @param duration since the clock started, 0 or more, in the unit of the caller's choice (hours)
 * @param ended whether it ended at that time; false for censored
 */
public record Lifetime(double duration, boolean ended) {

  /**
   * Takes the duration as it is.
   *
   * @throws IllegalArgumentException if it is negative, infinite or not a number
   */
  public Lifetime {
    if (!(duration >= 0 && duration < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("not a duration: " + duration);
    }
  }

  /** It ended after so long. */
  public static Lifetime ended(double duration) {
    return new Lifetime(duration, true);
  }

  /** It had not ended after so long, and nothing is known of the time after. */
  public static Lifetime censored(double duration) {
    return new Lifetime(duration, false);
  }
}
