package io.bailiwick.ingest.health;

import java.util.Arrays;

/**
 * How far a value lies from what is usual: (v - median) / (1.4826 MAD), where MAD is the median
 * absolute deviation (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). 1.4826 makes
 * the MAD of a normal distribution its standard deviation.
 *
 * <p>Where more than half of the values are the same, the MAD is 0 and says nothing: then 1.253314
 * times the mean absolute deviation from the median takes its place (as good for a normal
 * distribution), and at least 1, because counts cannot differ by less.
 */
final class RobustZ {
  private static final double MEDIAN_DEVIATION = 1.4826;
  private static final double MEAN_DEVIATION = 1.253314;

  private RobustZ() {}

  /**
   * @param usual the values to compare with, not empty
   */
  static double of(double value, double[] usual) {
    double median = median(usual);
    double[] deviations = Arrays.stream(usual).map(v -> Math.abs(v - median)).toArray();
    double mad = median(deviations);
    double scale =
        mad > 0
            ? MEDIAN_DEVIATION * mad
            : Math.max(1, MEAN_DEVIATION * Arrays.stream(deviations).average().orElse(0));
    return (value - median) / scale;
  }

  static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing has no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
