package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.FalseDiscovery;
import io.bailiwick.scoring.statistics.Funnel;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateRatio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * All accredited registrars of one month, counted in one way. Computed once, as far as it is asked
 * for; a registrar is always compared with the others as they are, whatever its own count is said
 * to be.
 */
final class ZoneMonth {

  private final ScoringPolicy.Peers rules;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final List<Rate> rates = new ArrayList<>();
  private final Rate total;
  private Funnel.@Nullable LeaveOneOut funnels;
  private double @Nullable [] tests;
  private double @Nullable [] adjusted;

  ZoneMonth(Map<Integer, MonthTally> registrars, Variant variant, ScoringPolicy.Peers rules) {
    this.rules = rules;
    registrars.forEach(
        (registrar, tally) -> {
          Rate rate = variant.rate(tally);
          if (rate != null) {
            places.put(registrar, rates.size());
            rates.add(rate);
          }
        });
    this.total = rates.stream().reduce(Rate.NONE, Rate::plus);
  }

  /** How many others have names. */
  long others(int registrar) {
    Integer place = places.get(registrar);
    long all = rates.stream().filter(Rate::exists).count();
    return place != null && rates.get(place).exists() ? all - 1 : all;
  }

  /** Everybody else together. */
  Rate rest(int registrar) {
    Integer place = places.get(registrar);
    return place == null ? total : total.minus(rates.get(place));
  }

  /** The funnel of everybody else; empty where nobody else has names enough. */
  synchronized Optional<Funnel> funnel(int registrar) {
    Funnel.LeaveOneOut others = funnels;
    if (others == null) {
      others =
          new Funnel.LeaveOneOut(rates, rules.minimumNames(), rules.winsorised().doubleValue());
      funnels = others;
    }
    Integer place = places.get(registrar);
    return place == null ? others.ofAll() : others.without(place);
  }

  /**
   * The adjusted p of the registrar's test among those of all registrars with names.
   *
   * @param own its count; where it is another one than that of the zone, the other tests stay
   * @return empty without names, or where nobody else has any
   */
  synchronized OptionalDouble adjustedP(int registrar, Rate own) {
    if (!own.exists() || !rest(registrar).exists()) {
      return OptionalDouble.empty();
    }
    Integer place = places.get(registrar);
    if (place != null && rates.get(place).equals(own)) {
      double[] all = adjusted;
      if (all == null) {
        all = FalseDiscovery.adjusted(tests());
        adjusted = all;
      }
      return OptionalDouble.of(all[testOf(place)]);
    }
    double p = RateRatio.conditionalP(own, rest(registrar));
    double[] others = tests();
    int index = place != null && rates.get(place).exists() ? testOf(place) : others.length;
    double[] all = Arrays.copyOf(others, Math.max(others.length, index + 1));
    all[index] = p;
    return OptionalDouble.of(FalseDiscovery.adjusted(all)[index]);
  }

  /** The tests of all registrars with names, in the order of the rates. */
  private double[] tests() {
    double[] all = tests;
    if (all == null) {
      all =
          rates.stream()
              .filter(Rate::exists)
              .mapToDouble(rate -> RateRatio.conditionalP(rate, total.minus(rate)))
              .toArray();
      tests = all;
    }
    return all;
  }

  private int testOf(int place) {
    return (int) rates.subList(0, place).stream().filter(Rate::exists).count();
  }
}
