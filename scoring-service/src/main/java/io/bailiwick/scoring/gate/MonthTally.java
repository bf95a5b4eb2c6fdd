package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
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
 */
public record MonthTally(
    YearMonth month,
    List<LocalDate> missingDays,
    boolean mature,
    long domains,
    int families,
    long dumSum) {

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

  boolean isAssessable() {
    return mature && isComplete();
  }
}
