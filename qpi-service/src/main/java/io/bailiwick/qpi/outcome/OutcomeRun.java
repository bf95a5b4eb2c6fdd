package io.bailiwick.qpi.outcome;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of outcome_run.
 *
 * @param month whose malicious names are read; null in other stages
 * @param cursor of the next page; null for the first one of a stage or month
 * @param rows that were read and kept
 * @param asOf up to which the report speaks
 * @param reportId null until it is done
 */
record OutcomeRun(
    UUID id,
    UUID promotionId,
    OutcomeStage stage,
    @Nullable Month month,
    @Nullable String cursor,
    long pages,
    long rows,
    Instant asOf,
    String by,
    Instant startedAt,
    Instant progressedAt,
    @Nullable UUID reportId) {

  /**
   * After a page.
   *
   * @param next cursor of the one behind it; null where it was the last
   * @param from first month of malicious names
   * @param last month of malicious names
   */
  OutcomeRun after(long kept, @Nullable String next, Month from, Month last) {
    if (next != null) {
      return at(stage, month, next, kept);
    }
    if (month != null && month.compareTo(last) < 0) {
      return at(stage, month.plus(1), null, kept);
    }
    OutcomeStage then = stage.next();
    return at(then, then == OutcomeStage.ABUSE ? from : null, null, kept);
  }

  private OutcomeRun at(
      OutcomeStage then, @Nullable Month thenMonth, @Nullable String next, long kept) {
    return new OutcomeRun(
        id,
        promotionId,
        then,
        thenMonth,
        next,
        pages + 1,
        rows + kept,
        asOf,
        by,
        startedAt,
        progressedAt,
        reportId);
  }
}
