package io.bailiwick.scoring.statistics;

/**
 * Whether a rate changed between two periods: z = (p1 - p0) / √(p(1-p) (1/n0 + 1/n1)) with the
 * pooled rate p (the two-proportion test, Pearson 1900). Growth of a count is no growth of a rate.
 *
 * @param z positive where the rate rose; 0 where both periods saw nothing, or nothing else
 * @param p two-sided, 0 to 1
 */
public record PeriodComparison(double z, double p) {

  /**
   * Compares two periods. Where either has more events than names, they are Poisson counts, and p
   * takes the place of p(1-p).
   *
   * @throws IllegalArgumentException if a period has no names
   */
  public static PeriodComparison of(Rate before, Rate after) {
    double difference = after.toDouble() - before.toDouble();
    double pooled = before.plus(after).toDouble();
    boolean counts = before.isNoProportion() || after.isNoProportion();
    double variance =
        (counts ? pooled : pooled * (1 - pooled))
            * (1 / before.exposure().toDouble() + 1 / after.exposure().toDouble());
    double z = variance > 0 ? difference / Math.sqrt(variance) : 0;
    return new PeriodComparison(z, Level.twoSidedP(z));
  }
}
