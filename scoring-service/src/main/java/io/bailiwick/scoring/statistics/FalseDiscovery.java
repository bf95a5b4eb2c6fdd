package io.bailiwick.scoring.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

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
    int[] descending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int i = 0; i < p.length; i++) {
      int rank = p.length - i;
      least = Math.min(least, p[descending[i]] * ((double) p.length / rank));
      adjusted[descending[i]] = least;
    }
    return adjusted;
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
