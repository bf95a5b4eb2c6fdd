package io.bailiwick.qpi.kpi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact rational number. Rates are kept exact and rounded once, half up, when they are shown.
 *
 * @param numerator any integer
 * @param denominator a positive integer; the fraction is kept in lowest terms
 */
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {

  static final BigDecimal HUNDRED = new BigDecimal(100);

  public Fraction {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("a fraction needs a denominator other than zero");
    }
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  public static Fraction of(long whole) {
    return of(whole, 1);
  }

  public static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** The decimal, exactly. */
  public static Fraction of(BigDecimal decimal) {
    return decimal.scale() > 0
        ? new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
        : new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE);
  }

  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Fraction minus(Fraction other) {
    return plus(other.times(-1));
  }

  public Fraction times(long factor) {
    return new Fraction(numerator.multiply(BigInteger.valueOf(factor)), denominator);
  }

  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Fraction dividedBy(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public boolean isZero() {
    return numerator.signum() == 0;
  }

  public int signum() {
    return numerator.signum();
  }

  /** Compares without rounding. */
  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** Compares without rounding. */
  public int compareTo(BigDecimal other) {
    return new BigDecimal(numerator).compareTo(other.multiply(new BigDecimal(denominator)));
  }

  /** The one rounding: half up, to {@code places} decimals. */
  public BigDecimal rounded(int places) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), places, RoundingMode.HALF_UP);
  }

  /** For statistics that have no exact form. */
  public double toDouble() {
    return rounded(DOUBLE_PLACES).doubleValue();
  }

  private static final int DOUBLE_PLACES = 20;

  /** In lowest terms: {@code 650/7}, or {@code 92} where it is whole. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
