package io.bailiwick.scoring.statistics;

import java.util.OptionalDouble;

/**
 * Indexes that others publish, for a column beside our own rates; never for a gate. Empty without
 * names.
 */
public final class ComparisonIndex {

  private ComparisonIndex() {}

  /**
   * Badness as Spamhaus ranks top-level domains and registrars: (Db/Dt) ln(Db) with Db bad of Dt
   * domains. It grows with size at the same rate.
   *
   * @return 0 or more; 0 for no or one bad domain
   */
  public static OptionalDouble badness(Rate rate) {
    if (!rate.exists()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(rate.events() == 0 ? 0 : rate.toDouble() * Math.log(rate.events()));
  }

  /** Interisle's score: abused domains times 10,000 over domains under management, 0 or more. */
  public static OptionalDouble interisle(Rate rate) {
    return rate.exists() ? OptionalDouble.of(10_000 * rate.toDouble()) : OptionalDouble.empty();
  }
}
