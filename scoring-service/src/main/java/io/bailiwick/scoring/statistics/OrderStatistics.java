package io.bailiwick.scoring.statistics;

/** Quantiles and medians of samples that are not empty. */
public final class OrderStatistics {

  private OrderStatistics() {}

  /** The mean of the middle two, or the middle one. The values are reordered. */
  public static double median(double[] values) {
    return quantile(values, values.length, 0.5);
  }

  /**
   * The quantile by linear interpolation between order statistics at (k-1) share, R's type 7
   * (Hyndman and Fan, American Statistician 50 (1996) 361). The first k values are reordered.
   *
   * @param count how many of the values to use, k, 1 or more
   * @param share 0 to 1
   */
  static double quantile(double[] values, int count, double share) {
    double position = (count - 1) * share;
    int index = (int) position;
    double below = select(values, count, index);
    if (index == position) {
      return below;
    }
    double above = values[index + 1];
    for (int i = index + 2; i < count; i++) {
      above = Math.min(above, values[i]);
    }
    return below + (position - index) * (above - below);
  }

  /** Hoare's selection: afterwards no value before the index is larger, none after it smaller. */
  private static double select(double[] values, int count, int index) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int left = low;
      int right = high;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double swapped = values[left];
          values[left++] = values[right];
          values[right--] = swapped;
        }
      }
      if (index <= right) {
        high = right;
      } else if (index >= left) {
        low = left;
      } else {
        break;
      }
    }
    return values[index];
  }
}
