package io.bailiwick.qpi.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known of one registrar in a month and in those before it.
 *
 * @param months the month first, then the one before it, without a gap
 */
public record History(List<Month> months) {

  public History {
    months = List.copyOf(months);
    if (months.isEmpty()) {
      throw new IllegalArgumentException("a history has at least its month");
    }
  }

  /**
   * A month's measurements.
   *
   * @param name for sentences: 2026-03
   */
  public record Month(String name, Measurements measurements) {}

  /** Of one month alone. */
  public static History of(Measurements measurements) {
    return new History(List.of(new Month("the month", measurements)));
  }

  /** The same with other values of some quantities in the month itself. */
  public History with(Map<String, Fraction> others) {
    List<Month> changed = new ArrayList<>(months);
    Month month = months.getFirst();
    changed.set(0, new Month(month.name(), month.measurements().with(others)));
    return new History(changed);
  }
}
