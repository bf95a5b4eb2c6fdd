package io.bailiwick.scoring.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Levels of confidence and the normal deviates that belong to them. */
final class Level {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Level() {}

  /**
   * @throws IllegalArgumentException unless the confidence is above 0.5 and below 1
   */
  static double checked(double confidence) {
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "a confidence is above 0.5 and below 1, not " + confidence);
    }
    return confidence;
  }

  /**
   * The confidence of each bound of a two-sided interval: half of the error on either side.
   *
   * @throws IllegalArgumentException unless the two-sided confidence is above 0 and below 1
   */
  static double ofEachSide(double twoSided) {
    if (!(twoSided > 0 && twoSided < 1)) {
      throw new IllegalArgumentException("a confidence is above 0 and below 1, not " + twoSided);
    }
    return (1 + twoSided) / 2;
  }

  /** The deviate that a standard normal value stays below with this probability; 1.645 for 0.95. */
  static double deviate(double confidence) {
    return NORMAL.inverseCumulativeProbability(checked(confidence));
  }

  /** The deviate that a standard normal value exceeds with this probability; 3.09 for 0.001. */
  static double deviateOfTail(double tail) {
    if (!(tail > 0 && tail < 0.5)) {
      throw new IllegalArgumentException("a tail is above 0 and below 0.5, not " + tail);
    }
    return NORMAL.inverseSurvivalProbability(tail);
  }

  /** How probable it is that a standard normal value lies so far from 0 or farther. */
  static double twoSidedP(double z) {
    return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
  }
}
