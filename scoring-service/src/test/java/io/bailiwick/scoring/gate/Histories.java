package io.bailiwick.scoring.gate;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Histories of a registrar whose scored month is March 2026, for tests. */
final class Histories {

  static final YearMonth MARCH = YearMonth.of(2026, 3);

  private Histories() {}

  /** A complete, mature month with the same number of names on every day. */
  static MonthTally month(YearMonth month, long domains, long names) {
    return new MonthTally(
        month, List.of(), true, domains, domains == 0 ? 0 : 3, names * month.lengthOfMonth());
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

  static MonthTally counting(MonthTally tally, long domains, int families) {
    return new MonthTally(
        tally.month(), tally.missingDays(), tally.mature(), domains, families, tally.dumSum());
  }

  static MonthTally withDumSum(MonthTally tally, long dumSum) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        tally.mature(),
        tally.domains(),
        tally.families(),
        dumSum);
  }

  static MonthTally immature(MonthTally tally) {
    return new MonthTally(
        tally.month(),
        tally.missingDays(),
        false,
        tally.domains(),
        tally.families(),
        tally.dumSum());
  }

  static MonthTally missing(MonthTally tally, LocalDate... days) {
    return new MonthTally(
        tally.month(),
        List.of(days),
        tally.mature(),
        tally.domains(),
        tally.families(),
        tally.dumSum());
  }

  static ClauseResult clause(Gate gate, Clause clause) {
    return gate.clauses().stream().filter(r -> r.clause() == clause).findFirst().orElseThrow();
  }
}
