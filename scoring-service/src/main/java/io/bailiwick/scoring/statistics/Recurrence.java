package io.bailiwick.scoring.statistics;

import java.math.BigDecimal;
import java.util.List;

/**
 * How often a rate was above a line. Unlike {@link Persistence} a description, not a proof: the
 * rates are compared as they are.
 *
 * @param above months whose rate was above it
 * @param months months that had a rate at all
 */
public record Recurrence(int above, int months) {

  /**
   * Counts the months; those without names have no rate and are left out.
   *
   * @param threshold per name; a rate equal to it is not above
   */
  public static Recurrence of(List<Rate> months, BigDecimal threshold) {
    return new Recurrence(
        (int) months.stream().filter(rate -> rate.isAbove(threshold)).count(),
        (int) months.stream().filter(Rate::exists).count());
  }
}
