package io.bailiwick.scoring.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The denominator of a rate, in names times months: the mean number of domains under management of
 * a month, or the sum of such means over several months. An exact fraction in lowest terms, since a
 * mean over days is seldom a whole number.
 */
public record Exposure(long numerator, long denominator) implements Comparable<Exposure> {

  /** No names at all. */
  public static final Exposure NONE = new Exposure(0, 1);

  /**
   * Reduces the fraction to its lowest terms.
   *
   * @throws IllegalArgumentException if the numerator is negative or the denominator not positive
   */
  public Exposure {
    if (numerator < 0 || denominator <= 0) {
      throw new IllegalArgumentException("not an exposure: " + numerator + "/" + denominator);
    }
    long divisor = greatestCommonDivisor(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }

  /**
   * The mean of one month: the sum of the domains under management at the end of each day, over the
   * number of days.
   */
  public static Exposure mean(long sumOverDays, int days) {
    return new Exposure(sumOverDays, days);
  }

  /** A whole number of names. */
  public static Exposure of(long names) {
    return new Exposure(names, 1);
  }

  /**
   * The sum, exact.
   *
   * @throws ArithmeticException if it does not fit into 64 bits
   */
  public Exposure plus(Exposure other) {
    return combined(other, other.numerator);
  }

  /**
   * What remains without a part of it, exact.
   *
   * @throws IllegalArgumentException if the part is larger than the whole
   * @throws ArithmeticException if the result does not fit into 64 bits
   */
  public Exposure minus(Exposure part) {
    return combined(part, -part.numerator);
  }

  /** Over the least common denominator, so that a sum over a zone's registrars stays small. */
  private Exposure combined(Exposure other, long signedNumerator) {
    long common = greatestCommonDivisor(denominator, other.denominator);
    return new Exposure(
        Math.addExact(
            Math.multiplyExact(numerator, other.denominator / common),
            Math.multiplyExact(signedNumerator, denominator / common)),
        Math.multiplyExact(denominator, other.denominator / common));
  }

  /** Euclid's, of numbers from 0 on that are not both 0. */
  private static long greatestCommonDivisor(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /**
   * The exposure of so many months like the mean of {@code months} months of which this is the sum.
   */
  public Exposure scaled(int wanted, int months) {
    return new Exposure(
        Math.multiplyExact(numerator, wanted), Math.multiplyExact(denominator, months));
  }

  /** Whether there are no names at all, so that no rate exists. */
  public boolean isNone() {
    return numerator == 0;
  }

  /** As a real number, for the distributions. */
  public double toDouble() {
    return (double) numerator / denominator;
  }

  /** As a decimal, rounded half up. */
  public BigDecimal rounded(int decimals) {
    return BigDecimal.valueOf(numerator)
        .divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
  }

  @Override
  public int compareTo(Exposure other) {
    return BigInteger.valueOf(numerator)
        .multiply(BigInteger.valueOf(other.denominator))
        .compareTo(BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator)));
  }
}
