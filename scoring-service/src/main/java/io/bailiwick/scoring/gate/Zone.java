package io.bailiwick.scoring.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accredited registrars of the months that the rules look at: what each of them is compared
 * with. Never changes; what is computed of it is kept.
 */
public final class Zone {

  private final List<Counted> months;
  private final ScoringPolicy.Peers rules;
  private final Counted nobody;
  private final SortedSet<String> families;

  /** The registrars of one month, and the month in each way to count that was asked for. */
  private static final class Counted {

    private final Map<Integer, MonthTally> registrars;
    private final ScoringPolicy.Peers rules;
    private final Map<Variant, ZoneMonth> ways = new ConcurrentHashMap<>();

    Counted(Map<Integer, MonthTally> registrars, ScoringPolicy.Peers rules) {
      this.registrars = Collections.unmodifiableMap(new TreeMap<>(registrars));
      this.rules = rules;
    }

    ZoneMonth in(Variant variant) {
      return ways.computeIfAbsent(variant, way -> new ZoneMonth(registrars, way, rules));
    }
  }

  /**
   * Takes the registrars of each month.
   *
   * @param months the scored month first, then those before it without a gap; by registrar, those
   *     only that were accredited in the month
   */
  public Zone(List<? extends Map<Integer, MonthTally>> months, ScoringPolicy.Peers rules) {
    this(rules, months.stream().map(month -> new Counted(month, rules)).toList());
  }

  private Zone(ScoringPolicy.Peers rules, List<Counted> months) {
    this.rules = rules;
    this.months = months;
    this.nobody = new Counted(Map.of(), rules);
    SortedSet<String> named = new TreeSet<>();
    for (Counted month : months) {
      month
          .registrars
          .values()
          .forEach(tally -> named.addAll(tally.breakdown().onlyByFamily().keySet()));
    }
    this.families = Collections.unmodifiableSortedSet(named);
  }

  /**
   * The zone of as many months whose scored month is the next one. What was computed of the months
   * that stay is shared.
   *
   * @param month the registrars of the next month, as in the constructor
   */
  public Zone followedBy(Map<Integer, MonthTally> month) {
    List<Counted> next = new ArrayList<>();
    next.add(new Counted(month, rules));
    next.addAll(months);
    return new Zone(rules, List.copyOf(next.subList(0, months.size())));
  }

  /** Source families that named a malicious domain in any of the months. */
  SortedSet<String> families() {
    return families;
  }

  /** The month that lies so many months back; one of nobody where it is not known. */
  ZoneMonth month(int back, Variant variant) {
    return (back < months.size() ? months.get(back) : nobody).in(variant);
  }
}
