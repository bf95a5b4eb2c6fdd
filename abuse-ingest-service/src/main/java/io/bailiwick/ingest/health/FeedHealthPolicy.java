package io.bailiwick.ingest.health;

import io.bailiwick.common.policy.PolicyKind;
import io.bailiwick.common.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** The policy by which a feed's days are judged. */
@ApplicationScoped
class FeedHealthPolicy implements PolicyKind<FeedHealthPolicy.Document> {

  /**
   * The numbers.
   *
   * @param missedIntervals a day is unhealthy where no good fetch came for more than so many
   *     expected intervals
   * @param graceHours and for more than so many hours, however short the interval is
   * @param maxFaultyPercent largest share of rows that cannot be read or understood
   * @param minRowsForShare fewer rows in a day give no share
   * @param maxTruncatedPercent largest share of fetches that ended too early
   * @param minWholeListPercent a whole list shorter than this share of the median of the ten before
   *     it has shrunk
   * @param levelWindowDays days before the one that is judged which say what is usual
   * @param levelMinDays fewer of them say nothing
   * @param levelMaxZ largest robust z, up or down
   * @param levelDaysInRow so many days in a row past it are a shift
   * @param streakDays so many unhealthy days in a row open an epoch
   */
  record Document(
      @Min(1) @Max(100) int missedIntervals,
      @Min(0) @Max(168) int graceHours,
      @Min(0) @Max(100) int maxFaultyPercent,
      @Min(1) @Max(1_000_000) int minRowsForShare,
      @Min(0) @Max(100) int maxTruncatedPercent,
      @Min(0) @Max(100) int minWholeListPercent,
      @Min(7) @Max(90) int levelWindowDays,
      @Min(3) @Max(90) int levelMinDays,
      @DecimalMin("1") @DecimalMax("100") double levelMaxZ,
      @Min(1) @Max(30) int levelDaysInRow,
      @Min(1) @Max(30) int streakDays) {}

  @Override
  public String name() {
    return "feed-health";
  }

  @Override
  public Class<Document> documentType() {
    return Document.class;
  }

  @Override
  public List<Violation> check(Document document) {
    return document.levelMinDays() > document.levelWindowDays()
        ? List.of(new Violation("document.levelMinDays", "is at most levelWindowDays"))
        : List.of();
  }

  /** 28 days, z above 6 and 3 days are those of our method; the others are our judgement. */
  @Override
  public Document shippedDefault() {
    return new Document(3, 6, 10, 20, 10, 50, 28, 14, 6, 3, 3);
  }
}
