package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one registrar in one calendar month (UTC).
 *
 * @param missingDays days without evidence of domains under management; the same for every
 *     registrar
 * @param mature whether the policy's waiting time after the month's end had passed
 * @param domains distinct malicious domains, first seen abused in the month, with at least the
 *     policy's evidence
 * @param families independent source families that named at least one of them
 * @param dumSum sum of the domains under management at the end of each day with evidence
 * @param breakdown what lies behind the count
 * @param quality what is known of the data of the month
 */
public record MonthTally(
    YearMonth month,
    List<LocalDate> missingDays,
    boolean mature,
    long domains,
    int families,
    long dumSum,
    Breakdown breakdown,
    MonthQuality quality) {

  /** Whether every day has evidence of domains under management. */
  public boolean isComplete() {
    return missingDays.isEmpty();
  }

  /** Days with evidence. */
  public int days() {
    return month.lengthOfMonth() - missingDays.size();
  }

  /**
   * The mean of the domains under management; null where a day is missing, since a guess is no
   * denominator.
   */
  public @Nullable Exposure exposure() {
    return isComplete() ? Exposure.mean(dumSum, month.lengthOfMonth()) : null;
  }

  /** The malicious domains on the names; null where a day is missing. */
  @Nullable Rate rate() {
    Exposure exposure = exposure();
    return exposure == null ? null : new Rate(domains, exposure);
  }
}
