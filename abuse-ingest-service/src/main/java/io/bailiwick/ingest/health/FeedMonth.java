package io.bailiwick.ingest.health;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What scoring has to know of feeds in a month, in one answer. */
@Schema(name = "FeedMonth")
public record FeedMonth(
    @Schema(examples = "2026-03") String month,
    @Schema(examples = "31") int days,
    @Schema(description = "By name; each feed that was known in the month") List<OfFeed> feeds) {

  /** One feed in the month. */
  @Schema(name = "FeedMonthOfFeed")
  public record OfFeed(
      @Schema(examples = "urlhaus-org") String feed,
      @Schema(examples = "urlhaus") String family,
      @Schema(examples = "30") int healthyDays,
      @Schema(examples = "1") int unhealthyDays,
      @Schema(
              description =
                  "Days on which nothing came and nobody has said how often something should",
              examples = "0")
          int notJudgedDays,
      @Schema(description = "Days of the month that are over and judged for good", examples = "31")
          int completeDays,
      @Schema(description = "Epochs that touch the month, open or closed") List<FeedEpoch> epochs,
      @Schema(description = "Whether any time of the month is muted") boolean muted) {}
}
