package io.bailiwick.qpi.incentive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A part of what the create cost, a premium name by its own price. Rounded half up per line.
 *
 * @param percent above 0, at most 100
 * @param currency in which prices must be
 */
public record Percentage(BigDecimal percent, CurrencyUnit currency) implements IncentiveModel {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public Percentage {
    if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException("a percentage is above 0 and at most 100, not " + percent);
    }
  }

  /**
   * What a create of this price earns.
   *
   * @param price zero or more, in the currency of the promotion
   */
  public Money of(Money price) {
    if (price.isNegative()) {
      throw new IllegalArgumentException("a price is not below zero: " + price);
    }
    if (!price.getCurrencyUnit().equals(currency)) {
      throw new IllegalArgumentException("a price in " + currency + " is asked for, not " + price);
    }
    // Multiplied first and rounded once; two places more than the percentage has are exact.
    BigDecimal part = price.getAmount().multiply(percent).movePointLeft(2);
    return Money.of(currency, part, RoundingMode.HALF_UP);
  }

  @Override
  public IncentiveKind kind() {
    return IncentiveKind.PERCENTAGE;
  }

  @Override
  public Rounding rounding() {
    return Rounding.PER_LINE;
  }

  @Override
  public IncentiveTerms terms() {
    return IncentiveTerms.percentage(percent, currency);
  }
}
