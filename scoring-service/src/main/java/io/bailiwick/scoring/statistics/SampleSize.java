package io.bailiwick.scoring.statistics;

/** What a number of names can say at all, by the bounds of Clopper and Pearson. */
public final class SampleSize {

  private SampleSize() {}

  /**
   * How many names without any event prove a rate not above a threshold: ln(1-c) / ln(1-T), for
   * small T about 3/T at 95 % (the rule of three: Hanley and Lippman-Hand, JAMA 249 (1983) 1743).
   *
   * @param threshold per name, above 0 and below 1
   * @param confidence one-sided, above 0.5 and below 1
   * @return a real number, since names are a mean over days; rounded up, the whole names needed
   * @throws IllegalArgumentException for another threshold or confidence
   */
  public static double namesWithoutEvents(double threshold, double confidence) {
    return Math.log1p(-Level.checked(confidence)) / Math.log1p(-checked(threshold));
  }

  /**
   * The smallest number of events whose one-sided lower bound is above a threshold.
   *
   * @param threshold per name, above 0 and below 1
   * @param confidence one-sided, above 0.5 and below 1
   * @return 1 or more; it may be above the names, and is then no proportion
   * @throws IllegalArgumentException without names, or for another threshold or confidence
   */
  public static long eventsToProveAbove(double threshold, Exposure names, double confidence) {
    checked(threshold);
    Rate none = new Rate(0, names);
    return CountModel.smallest(
        x -> RateInterval.CLOPPER_PEARSON.lower(none.withEvents(x), confidence) > threshold);
  }

  private static double checked(double threshold) {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("not a threshold per name: " + threshold);
    }
    return threshold;
  }
}
