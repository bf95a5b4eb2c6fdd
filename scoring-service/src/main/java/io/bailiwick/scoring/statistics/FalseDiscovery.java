package io.bailiwick.scoring.statistics;

import java.util.Arrays;

/**
 * Control of false discoveries where many registrars are tested in one month (Benjamini and
 * Hochberg, J. R. Stat. Soc. B 57 (1995) 289): of those flagged at q, at most the share q is
 * expected to be flagged by chance.
 */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * The adjusted p of every test: the smallest q at which it is flagged. With the p in ascending
   * order, the smallest of p(j) m/j over all j from its rank on, at most 1.
   *
   * @param p of every test of the month, those that flag nobody too; each 0 to 1
   * @return in the same order; empty for no tests
   * @throws IllegalArgumentException if one is not a probability
   */
  public static double[] adjusted(double... p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("not a probability: " + value);
      }
    }
    double[] ascending = p.clone();
    Arrays.sort(ascending);
    double[] ofRank = new double[p.length];
    double least = 1;
    for (int rank = p.length; rank > 0; rank--) {
      least = Math.min(least, ascending[rank - 1] * ((double) p.length / rank));
      ofRank[rank - 1] = least;
    }
    // Equal p have the same adjusted p, so that it does not matter which of them is found.
    return Arrays.stream(p).map(value -> ofRank[Arrays.binarySearch(ascending, value)]).toArray();
  }

  /**
   * Which tests are flagged at q.
   *
   * @param q above 0 and below 1
   * @throws IllegalArgumentException if q or a p is out of its range
   */
  public static boolean[] flagged(double q, double... p) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("not a share of false discoveries: " + q);
    }
    double[] adjusted = adjusted(p);
    boolean[] flagged = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      flagged[i] = adjusted[i] <= q;
    }
    return flagged;
  }
}
