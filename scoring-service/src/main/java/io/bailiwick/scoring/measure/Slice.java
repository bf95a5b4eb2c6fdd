package io.bailiwick.scoring.measure;

import io.bailiwick.scoring.statistics.Exposure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one row of measures is made from: a registrar, or several, in one zone or all, and one class
 * or all of them. What is not known of it is null and never zero.
 *
 * @param months the measured month first, then those before it
 * @param compromised domains that were broken into; in no rate
 * @param platform domains that serve others' content; in no rate
 * @param unknown domains of which nobody can tell; in no rate
 * @param lifetimes that count, malicious and with enough evidence
 * @param clusters how many of the malicious domains were registered together, 1 or more each
 */
public record Slice(
    List<MonthCount> months,
    long compromised,
    long platform,
    long unknown,
    @Nullable NewNames cohort,
    @Nullable StockDays stock,
    @Nullable List<MeasureFacts.Lived> lifetimes,
    @Nullable List<Long> clusters) {

  /** Refuses a slice without its month. */
  public Slice {
    if (months.isEmpty()) {
      throw new IllegalArgumentException("no month to measure");
    }
    months = List.copyOf(months);
  }

  /**
   * A month's flow.
   *
   * @param malicious domains first seen abused in it
   * @param exposure mean of the domains under management; null where a day has no evidence of them
   */
  public record MonthCount(long malicious, @Nullable Exposure exposure) {}

  /**
   * The cohort of names created in the month.
   *
   * @param malicious those that turned out so within the cohort's days
   * @param creates deletes in the add grace period kept
   * @param createsKept those that were not deleted in it; null where it is not known
   * @param agpDeletes domains deleted in the add grace period in the month
   * @param mature whether the cohort's days had passed; null where it is not known
   */
  public record NewNames(
      long malicious,
      long creates,
      @Nullable Long createsKept,
      long agpDeletes,
      @Nullable Boolean mature) {}

  /**
   * Names that were listed and in the zone.
   *
   * @param names different ones in the month
   * @param daily at the end of each day
   */
  public record StockDays(long names, List<Long> daily) {}
}
