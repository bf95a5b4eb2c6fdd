package io.bailiwick.scoring.simulation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The registrars of a zone by their names. A few hold most of it: the sizes are the quantiles of a
 * log-normal distribution at (i - 1/2)/k, scaled to the zone's names, no registrar below 1.
 *
 * <p>With a standard deviation of 2.6 of the logarithm the largest of 400 holds 27.6 % of the zone
 * and the ten largest 67 %. In the published table of .org (OECD, DSTI/ICCP/TISP(2004)2/FINAL,
 * table 5, from the registries' monthly reports of December 2003) the largest held 27.7 % and the
 * ten named registrars 75 %. A wider distribution would meet the second number and leave fewer
 * registrars of middle size, who are the ones at risk of chance.
 */
final class RegistrarSizes {

  static final int REGISTRARS = 400;
  static final long NAMES = 12_000_000;
  private static final double DEVIATION = 2.6;

  private RegistrarSizes() {}

  /** Names of each registrar, the smallest first. */
  static long[] of(int registrars, long names) {
    NormalDistribution normal = NormalDistribution.of(0, DEVIATION);
    double[] weights = new double[registrars];
    for (int i = 0; i < registrars; i++) {
      weights[i] = Math.exp(normal.inverseCumulativeProbability((i + 0.5) / registrars));
    }
    double all = Arrays.stream(weights).sum();
    return Arrays.stream(weights)
        .mapToLong(w -> Math.max(1, Math.round(w / all * names)))
        .toArray();
  }

  /** What the largest so many hold of the realistic zone, 0 to 1. */
  static double shareOfLargest(int registrars) {
    long[] names = realistic();
    return (double) Arrays.stream(names, names.length - registrars, names.length).sum()
        / Arrays.stream(names).sum();
  }

  /** As the report has them: 400 registrars with 12,000,000 names. */
  static long[] realistic() {
    return of(REGISTRARS, NAMES);
  }
}
