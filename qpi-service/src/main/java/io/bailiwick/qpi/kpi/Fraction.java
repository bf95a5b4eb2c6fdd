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
public record Fraction(BigInteger numerator, BigInteger denominator) {

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

  public Fraction times(long factor) {
    return new Fraction(numerator.multiply(BigInteger.valueOf(factor)), denominator);
  }

  public Fraction dividedBy(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public boolean isZero() {
    return numerator.signum() == 0;
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
}
