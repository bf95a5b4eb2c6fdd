package io.bailiwick.scoring.gate;

import java.util.List;

/**
 * One registrar's months.
 *
 * @param months the scored month first, then the months before it without a gap
 */
public record History(RegistrarKind kind, List<MonthTally> months) {

  /** Months before the scored one that the reward window is fixed from. */
  public static final int MONTHS_BEFORE = 12;

  /** Refuses an empty history and one with a gap. */
  public History {
    if (months.isEmpty()) {
      throw new IllegalArgumentException("a history needs the scored month");
    }
    for (int i = 1; i < months.size(); i++) {
      if (!months.get(i).month().equals(months.get(0).month().minusMonths(i))) {
        throw new IllegalArgumentException("a gap before " + months.get(i - 1).month());
      }
    }
    months = List.copyOf(months);
  }

  /** The month that is judged. */
  public MonthTally scored() {
    return months.getFirst();
  }

  /** The scored month and those before it, at most so many. */
  List<MonthTally> latest(int count) {
    return months.subList(0, Math.min(count, months.size()));
  }

  /** The twelve months before the scored one, as far as they are known. */
  List<MonthTally> before() {
    return months.subList(1, Math.min(1 + MONTHS_BEFORE, months.size()));
  }
}
