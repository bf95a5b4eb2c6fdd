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

  private final List<Map<Integer, MonthTally>> months;
  private final ScoringPolicy.Peers rules;
  private final SortedSet<String> families;
  private final Map<Counting, ZoneMonth> counted = new ConcurrentHashMap<>();

  private record Counting(int back, Variant variant) {}

  /**
   * Takes the registrars of each month.
   *
   * @param months the scored month first, then those before it without a gap; by registrar, those
   *     only that were accredited in the month
   */
  public Zone(List<? extends Map<Integer, MonthTally>> months, ScoringPolicy.Peers rules) {
    List<Map<Integer, MonthTally>> copies = new ArrayList<>();
    SortedSet<String> named = new TreeSet<>();
    for (Map<Integer, MonthTally> month : months) {
      copies.add(Collections.unmodifiableMap(new TreeMap<>(month)));
      month.values().forEach(tally -> named.addAll(tally.breakdown().onlyByFamily().keySet()));
    }
    this.months = List.copyOf(copies);
    this.rules = rules;
    this.families = Collections.unmodifiableSortedSet(named);
  }

  /** Source families that named a malicious domain in any of the months. */
  SortedSet<String> families() {
    return families;
  }

  /** The month that lies so many months back; one of nobody where it is not known. */
  ZoneMonth month(int back, Variant variant) {
    return counted.computeIfAbsent(
        new Counting(back, variant),
        key -> new ZoneMonth(back < months.size() ? months.get(back) : Map.of(), variant, rules));
  }
}
