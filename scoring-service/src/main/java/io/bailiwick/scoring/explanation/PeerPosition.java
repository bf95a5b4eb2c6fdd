package io.bailiwick.scoring.explanation;

/** Where a registrar's rate lies among those of others of its size. */
public enum PeerPosition {
  BELOW_THE_MIDDLE_HALF("below the middle half"),
  WITHIN_THE_MIDDLE_HALF("within the middle half"),
  ABOVE_THE_MIDDLE_HALF("above the middle half");

  private final String words;

  PeerPosition(String words) {
    this.words = words;
  }

  /** After "the own rate lies". */
  public String words() {
    return words;
  }

  /**
   * Of a rate among quartiles, which belong to the middle half themselves.
   *
   * @param rate per 10,000
   * @param lowerQuartile of the others, per 10,000
   * @param upperQuartile of the others, per 10,000
   */
  public static PeerPosition of(double rate, double lowerQuartile, double upperQuartile) {
    return rate < lowerQuartile
        ? BELOW_THE_MIDDLE_HALF
        : rate > upperQuartile ? ABOVE_THE_MIDDLE_HALF : WITHIN_THE_MIDDLE_HALF;
  }
}
