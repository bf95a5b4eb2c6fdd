package io.bailiwick.qpi.kpi;

import static java.util.Objects.requireNonNull;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Where the points of a linear or logarithmic scale begin and end. Beyond either end they are 0 and
 * 100.
 *
 * <p>Linear: 100 (v − z) / (f − z), an exact fraction. Logarithmic: 100 ln(v/z) / ln(f/z), which is
 * hardly ever rational. It is computed in decimal arithmetic (big-math, no floating point, so no
 * machine makes a difference) with {@value #DIGITS} digits and rounded once, half up, to {@value
 * #PLACES} decimals; from there on it is exact again.
 *
 * @param zeroAt z, the value of no points
 * @param fullAt f, the value of 100 points
 */
public record Line(BigDecimal zeroAt, BigDecimal fullAt) {

  static final int DIGITS = 50;
  static final int PLACES = 10;

  private static final MathContext PRECISION = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
  private static final Fraction NONE = Fraction.of(0);
  private static final Fraction ALL = Fraction.of(100);

  public Line {
    requireNonNull(zeroAt, "zeroAt");
    requireNonNull(fullAt, "fullAt");
  }

  Fraction linear(Fraction value) {
    Fraction zero = Fraction.of(zeroAt);
    Fraction points = value.minus(zero).dividedBy(Fraction.of(fullAt).minus(zero)).times(100);
    return points.compareTo(NONE) < 0 ? NONE : points.compareTo(ALL) > 0 ? ALL : points;
  }

  Fraction logarithmic(Fraction value) {
    boolean rises = fullAt.compareTo(zeroAt) > 0;
    int toZero = value.compareTo(zeroAt);
    int toFull = value.compareTo(fullAt);
    if (rises ? toZero <= 0 : toZero >= 0) {
      return NONE;
    }
    if (rises ? toFull >= 0 : toFull <= 0) {
      return ALL;
    }
    // Strictly between two positive ends, so that the logarithm exists.
    BigDecimal zero = log(zeroAt);
    BigDecimal points =
        log(new BigDecimal(value.numerator()))
            .subtract(log(new BigDecimal(value.denominator())), PRECISION)
            .subtract(zero, PRECISION)
            .multiply(Fraction.HUNDRED, PRECISION)
            .divide(log(fullAt).subtract(zero, PRECISION), PRECISION);
    return Fraction.of(points.setScale(PLACES, RoundingMode.HALF_UP));
  }

  private static BigDecimal log(BigDecimal value) {
    return BigDecimalMath.log(value, PRECISION);
  }
}
