package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Rounds half up, once, for showing; zeros at the end are dropped.
 *
 * @param decimals places that are kept
 */
public record Rounding(int decimals) {

  private static final int PLACES_OF_PROBABILITIES = 9;

  /** A number, rounded. */
  public BigDecimal of(BigDecimal exact) {
    BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** A bound per name, as a rate per 10,000. */
  public BigDecimal per10k(double perName) {
    return of(BigDecimal.valueOf(perName).movePointRight(4));
  }

  /** The rate of so many events, per 10,000; rounded from the exact fraction. */
  public BigDecimal per10k(long events, Exposure exposure) {
    return of(
        BigDecimal.valueOf(events)
            .multiply(BigDecimal.valueOf(exposure.denominator()))
            .movePointRight(4)
            .divide(BigDecimal.valueOf(exposure.numerator()), decimals, RoundingMode.HALF_UP));
  }

  /** A mean number of names. */
  public BigDecimal names(Exposure exposure) {
    return of(exposure.rounded(decimals));
  }

  /** A probability or another small number, to nine places. */
  static BigDecimal probability(double value) {
    return new Rounding(PLACES_OF_PROBABILITIES).of(BigDecimal.valueOf(value));
  }

  /** A probability, for a sentence. */
  static String probabilityText(double value) {
    BigDecimal rounded = probability(value);
    return rounded.signum() == 0 && value > 0 ? "below 0.000000001" : rounded.toPlainString();
  }

  /** A confidence in percent, for a sentence. */
  static String percent(BigDecimal confidence) {
    return new Rounding(4).of(confidence.movePointRight(2)).toPlainString() + " %";
  }
}
