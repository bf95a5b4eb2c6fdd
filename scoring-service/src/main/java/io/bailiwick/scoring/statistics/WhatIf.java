package io.bailiwick.scoring.statistics;

import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The least change of a count that would change what is said about it, for an explanation: "with
 * three names fewer, or 2,400 clean ones more, the bound would not be above the threshold".
 *
 * <p>The condition can be a bound ({@link RateInterval#provesAtMost}), a place in a {@link Funnel}
 * or a whole gate with everything else held fixed. It must be monotone in the direction asked for:
 * once it holds, more of the same change keeps it true. The answer is 0 where it holds already.
 */
public final class WhatIf {

  /** Clean names beyond which nobody asks; more than any zone has. */
  static final long MOST_NAMES = 10_000_000_000L;

  /** Events beyond which nobody asks. */
  static final long MOST_EVENTS = 1_000_000_000L;

  private WhatIf() {}

  /**
   * How many events fewer, on the same names, make the condition true.
   *
   * @return 0 up to the number of events; empty where it does not hold without any event either
   */
  public static OptionalLong fewerEvents(Rate rate, Predicate<Rate> condition) {
    return least(rate.events(), k -> rate.withEvents(rate.events() - k), condition);
  }

  /**
   * How many events more, on the same names, make the condition true.
   *
   * @return 0 or more; empty where a thousand million do not
   */
  public static OptionalLong moreEvents(Rate rate, Predicate<Rate> condition) {
    return least(MOST_EVENTS, k -> rate.withEvents(Math.addExact(rate.events(), k)), condition);
  }

  /**
   * How many names more, without an event, make the condition true.
   *
   * @return 0 or more; empty where ten thousand million do not
   */
  public static OptionalLong moreCleanNames(Rate rate, Predicate<Rate> condition) {
    return least(MOST_NAMES, rate::withMoreNames, condition);
  }

  private interface Change {
    Rate by(long amount);
  }

  private static OptionalLong least(long most, Change change, Predicate<Rate> condition) {
    return least(most, amount -> condition.test(change.by(amount)));
  }

  /**
   * The least amount that makes any monotone condition true.
   *
   * @param most the largest amount that is tried
   * @return 0 up to {@code most}; empty where that does not make it true either
   */
  public static OptionalLong least(long most, LongPredicate condition) {
    if (condition.test(0)) {
      return OptionalLong.of(0);
    }
    long low = 0;
    long high = Math.min(1, most);
    while (!condition.test(high)) {
      if (high == most) {
        return OptionalLong.empty();
      }
      low = high;
      high = Math.min(most, high * 2);
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (condition.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalLong.of(high);
  }
}
