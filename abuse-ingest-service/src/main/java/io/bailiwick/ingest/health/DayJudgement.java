package io.bailiwick.ingest.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of one day of one feed whether the feed was well. */
final class DayJudgement {

  /**
   * What is known of the day.
   *
   * @param longestGap without a good fetch; null where there never was one to count from
   * @param expected interval in which something is expected; null where nobody said
   * @param smallestShare of a whole list against those before it; null where there is none
   * @param zs robust z of the day and of the days before it, the newest first; empty where it has
   *     none, or the day is not over
   */
  record Day(
      long goodFetches,
      long failedFetches,
      long truncatedFetches,
      long rowsRead,
      long rowsFaulty,
      @Nullable Duration longestGap,
      @Nullable Duration expected,
      @Nullable Double smallestShare,
      List<Optional<Double>> zs) {}

  private DayJudgement() {}

  static List<HealthFinding> findings(Day day, FeedHealthPolicy.Document policy) {
    List<HealthFinding> findings = new ArrayList<>();
    if (day.expected() != null && day.longestGap() != null) {
      Duration tolerated = day.expected().multipliedBy(policy.missedIntervals());
      Duration grace = Duration.ofHours(policy.graceHours());
      tolerated = tolerated.compareTo(grace) < 0 ? grace : tolerated;
      if (day.longestGap().compareTo(tolerated) > 0) {
        findings.add(
            new HealthFinding(
                HealthReason.NO_GOOD_FETCH,
                "No good fetch for %s; %s are tolerated."
                    .formatted(words(day.longestGap()), words(tolerated))));
      }
    }
    if (day.rowsRead() >= policy.minRowsForShare()
        && day.rowsFaulty() * 100 > day.rowsRead() * policy.maxFaultyPercent()) {
      findings.add(
          new HealthFinding(
              HealthReason.FAULTY_ROWS,
              "%d of %d rows cannot be read or understood; %d %% are tolerated."
                  .formatted(day.rowsFaulty(), day.rowsRead(), policy.maxFaultyPercent())));
    }
    long fetches = day.goodFetches() + day.failedFetches();
    if (day.truncatedFetches() * 100 > fetches * policy.maxTruncatedPercent()) {
      findings.add(
          new HealthFinding(
              HealthReason.TRUNCATED,
              "%d of %d fetches ended too early; %d %% are tolerated."
                  .formatted(day.truncatedFetches(), fetches, policy.maxTruncatedPercent())));
    }
    if (day.smallestShare() != null && day.smallestShare() * 100 < policy.minWholeListPercent()) {
      findings.add(
          new HealthFinding(
              HealthReason.SHRUNKEN,
              "A list had %.0f %% of the rows that lists before it had; at least %d %% are usual."
                  .formatted(day.smallestShare() * 100, policy.minWholeListPercent())));
    }
    if (shifted(day.zs(), policy)) {
      findings.add(
          new HealthFinding(
              HealthReason.LEVEL_SHIFT,
              String.format(
                  Locale.ROOT,
                  "For %d days the number of new listings has been far from usual (robust z %.1f, more than %s).",
                  policy.levelDaysInRow(),
                  day.zs().getFirst().orElse(0.0),
                  policy.levelMaxZ())));
    }
    return findings;
  }

  /** All of the last days past the bound, and on the same side. */
  private static boolean shifted(List<Optional<Double>> zs, FeedHealthPolicy.Document policy) {
    if (zs.size() < policy.levelDaysInRow()) {
      return false;
    }
    List<Optional<Double>> last = zs.subList(0, policy.levelDaysInRow());
    return last.stream().allMatch(z -> z.isPresent() && z.get() > policy.levelMaxZ())
        || last.stream().allMatch(z -> z.isPresent() && z.get() < -policy.levelMaxZ());
  }

  static HealthStatus status(Day day, List<HealthFinding> findings) {
    if (!findings.isEmpty()) {
      return HealthStatus.UNHEALTHY;
    }
    return day.goodFetches() == 0 && day.expected() == null
        ? HealthStatus.NOT_JUDGED
        : HealthStatus.HEALTHY;
  }

  private static String words(Duration duration) {
    if (duration.toHours() < 2) {
      return duration.toMinutes() + " minutes";
    }
    return duration.toHours() < 48 ? duration.toHours() + " hours" : duration.toDays() + " days";
  }
}
