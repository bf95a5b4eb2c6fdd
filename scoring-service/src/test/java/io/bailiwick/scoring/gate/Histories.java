package io.bailiwick.scoring.gate;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Histories of a registrar whose scored month is March 2026, and a zone to judge it in. */
final class Histories {

  static final YearMonth MARCH = YearMonth.of(2026, 3);

  /** A registrar that is not in the zone, so that the zone stays as it is whatever it does. */
  static final int OUTSIDER = 90_000;

  /** The method's test set T1 without A, by the place of its letter: domains and names. */
  static final Map<Integer, long[]> WORKED = worked();

  /** Three healthy feeds, and counts that agree with the registry's. */
  private static final MonthQuality QUALITY =
      new MonthQuality(
          List.of(healthy("alpha"), healthy("beta"), healthy("gamma")),
          ReconciliationState.AGREES,
          List.of());

  /** T1 without A in each of the four months observed. */
  static final Zone ZONE = zone(WORKED, ScoringPolicy.shipped());

  private Histories() {}

  private static MonthQuality.FeedDays healthy(String feed) {
    return new MonthQuality.FeedDays(feed, 28, 0, false, false);
  }

  private static Map<Integer, long[]> worked() {
    Map<Integer, long[]> worked = new LinkedHashMap<>();
    worked.put(2, new long[] {0, 150});
    worked.put(3, new long[] {1, 200});
    worked.put(4, new long[] {3, 1000});
    worked.put(5, new long[] {2, 3000});
    worked.put(6, new long[] {12, 5000});
    worked.put(7, new long[] {4, 20_000});
    worked.put(8, new long[] {25, 30_000});
    worked.put(9, new long[] {40, 100_000});
    worked.put(10, new long[] {150, 500_000});
    worked.put(11, new long[] {260, 1_000_000});
    worked.put(12, new long[] {120, 40_000});
    return worked;
  }

  /** The same registrars with the same counts in each of the four months observed. */
  static Zone zone(Map<Integer, long[]> registrars, ScoringPolicy policy) {
    List<Map<Integer, MonthTally>> months = new ArrayList<>();
    for (int back = 0; back < 4; back++) {
      YearMonth month = MARCH.minusMonths(back);
      Map<Integer, MonthTally> tallies = new TreeMap<>();
      registrars.forEach((id, counts) -> tallies.put(id, month(month, counts[0], counts[1])));
      months.add(tallies);
    }
    return new Zone(months, policy.peers());
  }

  static Assessment assess(History history) {
    return Assessment.of(OUTSIDER, history, ZONE, ScoringPolicy.shipped());
  }

  /**
   * A complete, mature month with the same number of names on every day. The domains are one
   * campaign of the month, and each of three families alone changes nothing.
   */
  static MonthTally month(YearMonth month, long domains, long names) {
    return new MonthTally(
        month,
        List.of(),
        true,
        domains,
        domains == 0 ? 0 : 3,
        names * month.lengthOfMonth(),
        breakdown(month, domains),
        QUALITY);
  }

  static Breakdown breakdown(YearMonth month, long domains) {
    if (domains == 0) {
      return Breakdown.NONE;
    }
    return new Breakdown(
        new TreeMap<>(Map.of("alpha", 0L, "beta", 0L, "gamma", 0L)),
        clusters((long) month.getYear() * 12 + month.getMonthValue(), domains),
        domains,
        0,
        0,
        0,
        null);
  }

  static SortedMap<Long, Long> clusters(long id, long domains) {
    return new TreeMap<>(Map.of(id, domains));
  }

  /**
   * Thirteen months of so many names; the counts are of the scored month and those before it, then
   * 0.
   */
  static History of(long names, long... domains) {
    List<MonthTally> months = new ArrayList<>();
    for (int i = 0; i <= History.MONTHS_BEFORE; i++) {
      months.add(month(MARCH.minusMonths(i), i < domains.length ? domains[i] : 0, names));
    }
    return new History(RegistrarKind.ACCREDITED, months);
  }

  /** The same history with the month that lies so many months back changed. */
  static History with(History history, int back, UnaryOperator<MonthTally> change) {
    List<MonthTally> months = new ArrayList<>(history.months());
    months.set(back, change.apply(months.get(back)));
    return new History(history.kind(), months);
  }

  /** The same history with each of the months changed. */
  static History with(History history, UnaryOperator<MonthTally> change) {
    return new History(history.kind(), history.months().stream().map(change).toList());
  }

  static MonthTally counting(MonthTally tally, long domains, int families) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        tally.mature(),
        domains,
        families,
        tally.dumSum(),
        breakdown(tally.month(), domains),
        tally.quality());
  }

  static MonthTally with(MonthTally tally, Breakdown breakdown) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        tally.mature(),
        tally.domains(),
        tally.families(),
        tally.dumSum(),
        breakdown,
        tally.quality());
  }

  static MonthTally with(MonthTally tally, MonthQuality quality) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        tally.mature(),
        tally.domains(),
        tally.families(),
        tally.dumSum(),
        tally.breakdown(),
        quality);
  }

  static MonthTally withDumSum(MonthTally tally, long dumSum) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        tally.mature(),
        tally.domains(),
        tally.families(),
        dumSum,
        tally.breakdown(),
        tally.quality());
  }

  static MonthTally immature(MonthTally tally) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        false,
        tally.domains(),
        tally.families(),
        tally.dumSum(),
        tally.breakdown(),
        tally.quality());
  }

  static MonthTally missing(MonthTally tally, LocalDate... days) {
    return new MonthTally(
        tally.month(),
        List.of(days),
        tally.mature(),
        tally.domains(),
        tally.families(),
        tally.dumSum(),
        tally.breakdown(),
        tally.quality());
  }

  static ClauseResult clause(Gate gate, Clause clause) {
    return gate.clauses().stream().filter(r -> r.clause() == clause).findFirst().orElseThrow();
  }
}
