package io.bailiwick.scoring.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the feeds and of the registry's reports in one month; the same for every
 * registrar.
 *
 * @param feeds each feed that was known in the month, by name; null where it was not asked for
 * @param reconciliation null where it was not asked for
 * @param waivers the reasons of persons who let zones go on without their report, each with its
 *     zone
 */
public record MonthQuality(
    @Nullable List<FeedDays> feeds,
    @Nullable ReconciliationState reconciliation,
    List<String> waivers) {

  /** Nothing was asked for. */
  public static final MonthQuality UNKNOWN = new MonthQuality(null, null, List.of());

  /** Keeps its own lists. */
  public MonthQuality {
    feeds = feeds == null ? null : List.copyOf(feeds);
    waivers = List.copyOf(waivers);
  }

  /**
   * One feed.
   *
   * @param openEpoch whether a change of the feed that touches the month awaits a person's look
   * @param muted whether any time of the month is muted, so that the feed does not count in it
   */
  public record FeedDays(
      String feed, int healthyDays, int unhealthyDays, boolean openEpoch, boolean muted) {}
}
