package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.time.Month;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of one month, as ingest answers {@code GET /v1/feed-health/months/{month}}.
 *
 * @param feeds each feed that was known in the month
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FeedMonth(Month month, List<OfFeed> feeds) {

  /** Refuses an answer without its list. */
  public FeedMonth {
    Objects.requireNonNull(month);
    feeds = List.copyOf(feeds);
  }

  /**
   * One feed.
   *
   * @param muted whether any time of the month is muted
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfFeed(
      String feed,
      String family,
      int healthyDays,
      int unhealthyDays,
      int notJudgedDays,
      List<Epoch> epochs,
      boolean muted) {

    /** Refuses an answer without its parts. */
    public OfFeed {
      Objects.requireNonNull(feed);
      Objects.requireNonNull(family);
      epochs = List.copyOf(epochs);
    }
  }

  /**
   * A time in which the feed is not to be compared with the time before.
   *
   * @param until last day; absent while nobody has looked at it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Epoch(LocalDate from, @Nullable LocalDate until) {

    /** Refuses an epoch that never began. */
    public Epoch {
      Objects.requireNonNull(from);
    }
  }
}
