package io.bailiwick.scoring.picture;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as they are read: with commas between thousands, rounded half up, once. */
final class Numbers {

  private static final int DECIMALS = 2;

  private Numbers() {}

  /** As it is, without zeros at the end. */
  static String exact(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return format(plain, Math.max(0, plain.scale()));
  }

  static String whole(long value) {
    return format(BigDecimal.valueOf(value), 0);
  }

  /** To two places. */
  static String rounded(double value) {
    return rounded(BigDecimal.valueOf(value), DECIMALS);
  }

  static String rounded(BigDecimal value, int decimals) {
    return format(value.setScale(decimals, RoundingMode.HALF_UP), decimals);
  }

  /** Per 10,000, to two places, from the exact fraction. */
  static String per10k(Rate rate) {
    Exposure names = rate.exposure();
    return format(
        BigDecimal.valueOf(rate.events())
            .multiply(BigDecimal.valueOf(names.denominator()))
            .movePointRight(4)
            .divide(BigDecimal.valueOf(names.numerator()), DECIMALS, RoundingMode.HALF_UP),
        DECIMALS);
  }

  /** To two places. */
  static String names(Exposure names) {
    return format(names.rounded(DECIMALS), DECIMALS);
  }

  /** A share as a percentage without places. */
  static String percent(double share) {
    return rounded(BigDecimal.valueOf(100 * share), 0) + " %";
  }

  /** For an attribute: to a hundredth of a user unit, never with an exponent. */
  static String coordinate(double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  private static String format(BigDecimal value, int decimals) {
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMaximumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }
}
