package io.bailiwick.scoring.statistics;

/**
 * From a lower to an upper bound; of a rate, per name and month (not per 10,000).
 *
 * @param lower not above the upper bound
 * @param upper positive infinity where nothing bounds it from above, which only a {@link RateRatio}
 *     without events elsewhere can have
 */
public record Interval(double lower, double upper) {

  /**
   * Takes the bounds as they are.
   *
   * @throws IllegalArgumentException if a bound is not a number or they are the wrong way round
   */
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("not an interval: " + lower + " to " + upper);
    }
  }

  /** Whether the value lies between the bounds or on one of them. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
