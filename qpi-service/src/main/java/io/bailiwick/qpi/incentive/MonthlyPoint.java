package io.bailiwick.qpi.incentive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A twelfth of a yearly amount for each name that is signed (has a DS record) on the last day of a
 * month. Rounded half up per total, which is one registrar's month: a twelfth seldom is a whole
 * number of cents, and its error would grow with the names.
 *
 * @param yearly above zero, for a name that is signed on the last day of twelve months
 */
public record MonthlyPoint(Money yearly) implements IncentiveModel {

  private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

  public MonthlyPoint {
    if (!yearly.isPositive()) {
      throw new IllegalArgumentException("an incentive is above zero, not " + yearly);
    }
  }

  /**
   * What a name earns in a month by its number among the registrar's names of the month, so that
   * the names up to any number have what {@link #of} says, to the cent.
   *
   * @param number from 1
   */
  public Money line(long number) {
    return of(number).minus(of(number - 1));
  }

  /**
   * What so many signed names earn in a month.
   *
   * @param names zero or more
   */
  public Money of(long names) {
    if (names < 0) {
      throw new IllegalArgumentException("names are not below zero: " + names);
    }
    BigDecimal twelfths = yearly.getAmount().multiply(BigDecimal.valueOf(names));
    return Money.of(
        currency(), twelfths.divide(MONTHS, currency().getDecimalPlaces(), RoundingMode.HALF_UP));
  }

  @Override
  public IncentiveKind kind() {
    return IncentiveKind.MONTHLY_POINT;
  }

  @Override
  public CurrencyUnit currency() {
    return yearly.getCurrencyUnit();
  }

  @Override
  public Rounding rounding() {
    return Rounding.PER_TOTAL;
  }

  @Override
  public IncentiveTerms terms() {
    return IncentiveTerms.monthlyPoint(yearly);
  }
}
