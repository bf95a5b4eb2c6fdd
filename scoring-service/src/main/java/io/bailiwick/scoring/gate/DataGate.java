package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.gate.MonthQuality.FeedDays;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true of the data before any gate says anything. */
final class DataGate {

  private static final int NAMED = 3;

  private DataGate() {}

  /** Every clause in use, of the scored month. */
  static List<ClauseResult> clauses(History history, ScoringPolicy policy) {
    return Stream.concat(
            Stream.of(accredited(history.kind())),
            ofMonth(history.scored(), policy, policy.data().clauses()))
        .toList();
  }

  /**
   * What an acute case needs of its month: the feeds, but neither maturity nor a month that is
   * over.
   */
  static List<ClauseResult> acuteClauses(History history, ScoringPolicy policy) {
    List<Clause> ofFeeds =
        policy.data().clauses().stream()
            .filter(clause -> clause == Clause.FEED_HEALTH || clause == Clause.FEED_EPOCH)
            .toList();
    MonthTally scored = history.scored();
    // A month that is not over cannot have its healthy days yet: only unhealthy ones count.
    return Stream.concat(
            Stream.of(accredited(history.kind())),
            ofFeeds.stream()
                .map(
                    clause ->
                        clause == Clause.FEED_HEALTH
                            ? noUnhealthyFeed(scored, policy.data().minimumHealthyDays())
                            : epoch(scored)))
        .toList();
  }

  /** Whether a month may be judged at all, whoever the registrar is. */
  static boolean isAssessable(MonthTally tally, ScoringPolicy policy) {
    return ofMonth(tally, policy, policy.data().clauses())
        .allMatch(result -> result.state() == ClauseState.HOLDS);
  }

  private static Stream<ClauseResult> ofMonth(
      MonthTally tally, ScoringPolicy policy, List<Clause> inUse) {
    return inUse.stream()
        .sorted()
        .filter(clause -> clause != Clause.ACCREDITED)
        .map(
            clause ->
                switch (clause) {
                  case MATURE_MONTH -> mature(tally, policy.maturityDays());
                  case DUM_EVIDENCE -> evidence(tally);
                  case FEED_HEALTH -> feedHealth(tally, policy.data().minimumHealthyDays());
                  case FEED_EPOCH -> epoch(tally);
                  case DUM_RECONCILIATION -> reconciliation(tally);
                  case ACCREDITED,
                      UPPER_BOUND,
                      PROVISIONAL,
                      COUNT,
                      SOURCE_FAMILIES,
                      LOWER_BOUND,
                      RATE_RATIO,
                      FUNNEL,
                      FALSE_DISCOVERY,
                      PERSISTENCE,
                      FRAGILITY,
                      ALERT_FUNNEL,
                      PROBABILITY_ABOVE,
                      LOW_MONTHS ->
                      throw new IllegalStateException(clause + " is no clause on a month's data");
                });
  }

  /** Clauses of the data and of a gate's own that the policy does not use. */
  static List<Clause> notInUse(Clause.Part gate, ScoringPolicy policy, List<Clause> inUse) {
    return Arrays.stream(Clause.values())
        .filter(
            clause ->
                (clause.isOf(Clause.Part.DATA) && !policy.data().clauses().contains(clause))
                    || (clause.isOf(gate) && !inUse.contains(clause)))
        .toList();
  }

  private static ClauseResult accredited(RegistrarKind kind) {
    String sentence =
        switch (kind) {
          case ACCREDITED -> "The registrar is accredited.";
          case REGISTRY ->
              "The identifier belongs to the registry itself; it is shown and not judged.";
          case EXEMPT ->
              "The identifier is reserved or exempt from the programmes; it is shown and not judged.";
          case TERMINATED -> "The accreditation has ended; the registrar is shown and not judged.";
        };
    return ClauseResult.of(
        Clause.ACCREDITED, require(kind == RegistrarKind.ACCREDITED), sentence, Map.of());
  }

  private static ClauseResult mature(MonthTally tally, int maturityDays) {
    YearMonth month = tally.month();
    LocalDate matureOn = month.plusMonths(1).atDay(1).plusDays(maturityDays);
    String sentence =
        tally.mature()
            ? "%s is mature: %d days have passed since its end.".formatted(month, maturityDays)
            : "%s is not mature before %s, %d days after its end."
                .formatted(month, matureOn, maturityDays);
    return ClauseResult.of(
        Clause.MATURE_MONTH,
        require(tally.mature()),
        sentence,
        Map.of("maturityDays", BigDecimal.valueOf(maturityDays)));
  }

  private static ClauseResult evidence(MonthTally tally) {
    int days = tally.month().lengthOfMonth();
    String sentence =
        tally.isComplete()
            ? "All %d days of %s have evidence of the domains under management."
                .formatted(days, tally.month())
            : "%s has no evidence of the domains under management for %d of %d days: %s."
                .formatted(
                    tally.month(),
                    tally.missingDays().size(),
                    days,
                    named(tally.missingDays().stream().map(LocalDate::toString).toList()));
    return ClauseResult.of(
        Clause.DUM_EVIDENCE,
        require(tally.isComplete()),
        sentence,
        Map.of(
            "days", BigDecimal.valueOf(days),
            "daysWithEvidence", BigDecimal.valueOf(tally.days())));
  }

  private static ClauseResult feedHealth(MonthTally tally, int minimum) {
    List<FeedDays> feeds = tally.quality().feeds();
    if (feeds == null) {
      return unknown(Clause.FEED_HEALTH, "The health of the feeds in %s is not known.", tally);
    }
    List<FeedDays> counted = feeds.stream().filter(feed -> !feed.muted()).toList();
    List<String> ill =
        counted.stream()
            .filter(feed -> feed.healthyDays() < minimum)
            .map(feed -> "%s (%d)".formatted(feed.feed(), feed.healthyDays()))
            .toList();
    int fewest = counted.stream().mapToInt(FeedDays::healthyDays).min().orElse(0);
    String sentence =
        counted.isEmpty()
            ? "No feed counted in %s.".formatted(tally.month())
            : ill.isEmpty()
                ? "Each of the %d feeds was healthy on %d days of %s or more; at least %d are needed."
                    .formatted(counted.size(), fewest, tally.month(), minimum)
                : "Of the %d feeds, %d were healthy on fewer than the %d days of %s that are needed: %s."
                    .formatted(counted.size(), ill.size(), minimum, tally.month(), named(ill));
    return ClauseResult.of(
        Clause.FEED_HEALTH,
        require(!counted.isEmpty() && ill.isEmpty()),
        sentence,
        Map.of(
            "feeds", BigDecimal.valueOf(counted.size()),
            "feedsNotHealthy", BigDecimal.valueOf(ill.size()),
            "fewestHealthyDays", BigDecimal.valueOf(fewest),
            "minimumHealthyDays", BigDecimal.valueOf(minimum)));
  }

  private static ClauseResult noUnhealthyFeed(MonthTally tally, int minimum) {
    List<FeedDays> feeds = tally.quality().feeds();
    if (feeds == null) {
      return unknown(Clause.FEED_HEALTH, "The health of the feeds in %s is not known.", tally);
    }
    int allowed = Math.max(0, tally.month().lengthOfMonth() - minimum);
    List<String> ill =
        feeds.stream()
            .filter(feed -> !feed.muted() && feed.unhealthyDays() > allowed)
            .map(feed -> "%s (%d)".formatted(feed.feed(), feed.unhealthyDays()))
            .toList();
    return ClauseResult.of(
        Clause.FEED_HEALTH,
        require(ill.isEmpty()),
        ill.isEmpty()
            ? "No feed was unhealthy on more than %d days of %s.".formatted(allowed, tally.month())
            : "Unhealthy on more than %d days of %s: %s."
                .formatted(allowed, tally.month(), named(ill)),
        Map.of(
            "feedsNotHealthy", BigDecimal.valueOf(ill.size()),
            "unhealthyDaysAllowed", BigDecimal.valueOf(allowed)));
  }

  private static ClauseResult epoch(MonthTally tally) {
    List<FeedDays> feeds = tally.quality().feeds();
    if (feeds == null) {
      return unknown(Clause.FEED_EPOCH, "Changes of the feeds in %s are not known.", tally);
    }
    List<String> open = feeds.stream().filter(FeedDays::openEpoch).map(FeedDays::feed).toList();
    return ClauseResult.of(
        Clause.FEED_EPOCH,
        require(open.isEmpty()),
        open.isEmpty()
            ? "No change of a feed in %s awaits a person's look.".formatted(tally.month())
            : "A change that touches %s awaits a person's look in %d feeds: %s."
                .formatted(tally.month(), open.size(), named(open)),
        Map.of("feedsWithOpenEpoch", BigDecimal.valueOf(open.size())));
  }

  private static ClauseResult reconciliation(MonthTally tally) {
    ReconciliationState state = tally.quality().reconciliation();
    if (state == null) {
      return unknown(
          Clause.DUM_RECONCILIATION,
          "How %s stands beside the registry's reports is not known.",
          tally);
    }
    String sentence =
        switch (state) {
          case AGREES -> "The counts of %s agree with the registry's reports.";
          case WAIVED ->
              "A registry's report of %s is missing; a person let the month go on without it: "
                  + named(tally.quality().waivers()).replace("%", "%%")
                  + ".";
          case WAITING ->
              "The registry's report of %s, or its data of the month's end, has not come.";
          case DIFFERS -> "The counts of %s differ from the registry's reports.";
        };
    return ClauseResult.of(
        Clause.DUM_RECONCILIATION,
        require(state == ReconciliationState.AGREES || state == ReconciliationState.WAIVED),
        sentence.formatted(tally.month()),
        Map.of("waivers", BigDecimal.valueOf(tally.quality().waivers().size())));
  }

  private static ClauseResult unknown(Clause clause, String sentence, MonthTally tally) {
    return ClauseResult.of(
        clause, ClauseState.NOT_ASSESSABLE, sentence.formatted(tally.month()), Map.of());
  }

  private static String named(List<String> names) {
    String named = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? named + " and " + (names.size() - NAMED) + " more" : named;
  }

  /** Missing data are never counted against a registrar: the clause is open, not broken. */
  private static ClauseState require(boolean met) {
    return met ? ClauseState.HOLDS : ClauseState.NOT_ASSESSABLE;
  }
}
