package io.bailiwick.scoring.statistics;

import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import java.util.function.LongPredicate;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * How many events are expected by chance on so many names at a known rate, exactly. This is what a
 * funnel plot's limits are where few events are expected: the arcsine and score approximations are
 * wrong by the width of the funnel there (Spiegelhalter, Stat. Med. 24 (2005) 1185).
 *
 * <p>Both models take real numbers of names, and none: then no event is expected and one would have
 * probability 0. Probabilities are 0 to 1.
 */
public enum CountModel {

  /**
   * Binomial: names are abused or not. Tails are values of the incomplete beta function, which
   * extends them to a real number of names. For x &gt; n the smaller of the Poisson tail and the
   * chance that x of x names are abused, so that one more event never becomes less surprising.
   */
  BINOMIAL {
    @Override
    double tail(double x, double n, double rate) {
      if (x > n) {
        return Math.min(POISSON.tail(x, n, rate), Math.pow(rate, x));
      }
      return rate == 1 ? 1 : BetaDistribution.of(x, n - x + 1).cumulativeProbability(rate);
    }
  },

  /** Poisson: events happen on an exposure, and may be more than the names. */
  POISSON {
    @Override
    double tail(double x, double n, double rate) {
      return GammaDistribution.of(x, 1).cumulativeProbability(n * rate);
    }
  };

  /** Halvings of one event: far finer than anything drawn. */
  private static final int BOUNDARY_STEPS = 40;

  /**
   * P(X &gt;= x): how probable so many events or more are.
   *
   * @param rate per name, 0 or more, and for {@link #BINOMIAL} at most 1
   * @return 1 for x &lt;= 0
   * @throws IllegalArgumentException for another rate
   */
  public double atLeast(long x, Exposure names, double rate) {
    requireRate(rate);
    if (x <= 0) {
      return 1;
    }
    return rate == 0 || names.isNone() ? 0 : tail(x, names.toDouble(), rate);
  }

  /** P(X &lt;= x): how probable so many events or fewer are; as {@link #atLeast}. */
  public double atMost(long x, Exposure names, double rate) {
    return x < 0 ? 0 : 1 - atLeast(x + 1, names, rate);
  }

  /**
   * The mid-P of so many events or more: P(X &gt; x) + P(X = x)/2, which is less careful than
   * {@link #atLeast} (Lancaster, J. Am. Stat. Assoc. 56 (1961) 223).
   */
  public double midP(long x, Exposure names, double rate) {
    return (atLeast(x, names, rate) + atLeast(x + 1, names, rate)) / 2;
  }

  /**
   * The upper limit of the funnel as a count: the smallest x with P(X &gt;= x) &lt;= tail.
   *
   * @param tail above 0 and below 0.5; 0.025 for the limit of 95 %, 0.001 for that of 99.8 %
   * @return 1 or more
   */
  public long actionCount(Exposure names, double rate, double tail) {
    Level.deviateOfTail(tail);
    return smallest(x -> atLeast(x, names, rate) <= tail);
  }

  /**
   * The upper limit of the funnel as a line: {@link #actionCount} carried on to real numbers of
   * events, which the distribution functions know, so that the line is smooth. A count is at or
   * above it exactly if it is at or above the action count.
   *
   * @return above the action count less 1 and at most the action count; 1 or more
   */
  public double actionPoint(Exposure names, double rate, double tail) {
    long count = actionCount(names, rate, tail);
    if (count == 1) {
      return 1;
    }
    double n = names.toDouble();
    return boundary(count - 1, count, x -> tail(x, n, rate) <= tail);
  }

  /**
   * The lower limit of the funnel as a line: {@link #lowActionCount} carried on to real numbers of
   * events; 0 where there is none.
   */
  public double lowActionPoint(Exposure names, double rate, double tail) {
    OptionalLong count = lowActionCount(names, rate, tail);
    if (count.isEmpty()) {
      return 0;
    }
    double n = names.toDouble();
    long low = count.getAsLong();
    return boundary(low, low + 1, x -> 1 - tail(x + 1, n, rate) > tail);
  }

  /** Where a condition that is false below becomes true, from above. */
  private static double boundary(double below, double above, DoublePredicate holds) {
    double low = below;
    double high = above;
    for (int step = 0; step < BOUNDARY_STEPS; step++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** As {@link #actionCount}, by mid-P: the smallest x whose mid-P is at most the tail. */
  public long midPActionCount(Exposure names, double rate, double tail) {
    Level.deviateOfTail(tail);
    return smallest(x -> midP(x, names, rate) <= tail);
  }

  /**
   * The lower limit of the funnel as a count: the largest x with P(X &lt;= x) &lt;= tail. Empty
   * where even no event at all is not rare enough.
   */
  public OptionalLong lowActionCount(Exposure names, double rate, double tail) {
    Level.deviateOfTail(tail);
    if (atMost(0, names, rate) > tail) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(smallest(x -> atMost(x, names, rate) > tail) - 1);
  }

  /** The tail for x of 1 or more, n and rate above 0. */
  abstract double tail(double x, double n, double rate);

  private void requireRate(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY && (this == POISSON || rate <= 1))) {
      throw new IllegalArgumentException("not a rate of " + this + ": " + rate);
    }
  }

  /** The smallest number from 1 on from which on the condition holds. */
  static long smallest(LongPredicate holds) {
    long high = 1;
    while (!holds.test(high)) {
      high = Math.multiplyExact(high, 2);
    }
    long low = high / 2;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
