package io.bailiwick.scoring.statistics;

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
public final class RobustZ {

  private static final double MEDIAN_DEVIATION = 1.4826;
  private static final double MEAN_DEVIATION = 1.253314;

  private RobustZ() {}

  /**
   * The distance of a value in robust standard deviations; negative below the median.
   *
   * @param value finite
   * @param usual the values to compare with, trailing days for instance; finite, one at least
   * @throws IllegalArgumentException if there are none or one is not finite
   */
  public static double of(double value, double... usual) {
    if (usual.length == 0
        || !Double.isFinite(value)
        || !Arrays.stream(usual).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("nothing to compare " + value + " with");
    }
    double median = OrderStatistics.median(usual.clone());
    double[] deviations = Arrays.stream(usual).map(v -> Math.abs(v - median)).toArray();
    double scale = MEAN_DEVIATION * Arrays.stream(deviations).average().orElse(0);
    double deviation = OrderStatistics.median(deviations);
    return (value - median) / (deviation > 0 ? MEDIAN_DEVIATION * deviation : Math.max(1, scale));
  }
}
