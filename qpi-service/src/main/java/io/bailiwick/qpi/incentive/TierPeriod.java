package io.bailiwick.qpi.incentive;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;

/** The time over which the names of a registrar are counted, in UTC; then counting starts anew. */
public enum TierPeriod {
  MONTH,
  QUARTER,
  /** From the start of the promotion to its end. */
  PROMOTION;

  /** The period of an instant: {@code 2026-04}, {@code 2026-Q2} or {@code all}. */
  public String of(Instant at) {
    YearMonth month = YearMonth.from(at.atZone(ZoneOffset.UTC));
    return switch (this) {
      case MONTH -> month.toString();
      case QUARTER -> month.getYear() + "-Q" + month.get(IsoFields.QUARTER_OF_YEAR);
      case PROMOTION -> "all";
    };
  }
}
