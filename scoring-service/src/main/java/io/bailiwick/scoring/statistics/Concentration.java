package io.bailiwick.scoring.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Whether abuse is spread over many (customers, clusters, registrars, days) or lies with a few. All
 * take the number of events of each, 0 or more and in any order, and are empty where there is no
 * event at all.
 */
public final class Concentration {

  private Concentration() {}

  /**
   * The share of all events that the largest few have, above 0 and at most 1.
   *
   * @param few how many, 1 or more; with as many as there are, or more, the share is 1
   * @throws IllegalArgumentException if a number of events is negative, or few below 1
   */
  public static OptionalDouble topShare(int few, long... events) {
    if (few < 1) {
      throw new IllegalArgumentException("not a number of the largest: " + few);
    }
    long[] sorted = sorted(events);
    double top = 0;
    for (int i = Math.max(0, sorted.length - few); i < sorted.length; i++) {
      top += sorted[i];
    }
    return share(top, sum(sorted));
  }

  /**
   * The Herfindahl-Hirschman index: the sum of the squared shares, from 1/k for k equal ones to 1
   * for a single one. Its inverse is the number of equal ones that would be as concentrated.
   *
   * @throws IllegalArgumentException if a number of events is negative
   */
  public static OptionalDouble herfindahl(long... events) {
    double sum = sum(sorted(events));
    double squares = 0;
    for (long each : events) {
      squares += (double) each * each;
    }
    return share(squares, sum * sum);
  }

  /**
   * Gini's coefficient: from 0 for k equal ones to (k-1)/k where one of k has everything. Those
   * without an event count, so the caller decides who belongs to the k.
   *
   * @throws IllegalArgumentException if a number of events is negative
   */
  public static OptionalDouble gini(long... events) {
    long[] sorted = sorted(events);
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return share(weighted, sum(sorted) * sorted.length);
  }

  private static OptionalDouble share(double part, double whole) {
    return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
  }

  private static double sum(long[] events) {
    return Arrays.stream(events).asDoubleStream().sum();
  }

  private static long[] sorted(long[] events) {
    long[] sorted = events.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && sorted[0] < 0) {
      throw new IllegalArgumentException("not a number of events: " + sorted[0]);
    }
    return sorted;
  }
}
