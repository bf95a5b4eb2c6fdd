package io.bailiwick.qpi.incentive;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The same amount for each create, whatever its term or price.
 *
 * @param amount above zero
 */
public record PerCreate(Money amount) implements IncentiveModel {

  public PerCreate {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an incentive is above zero, not " + amount);
    }
  }

  @Override
  public IncentiveKind kind() {
    return IncentiveKind.PER_CREATE;
  }

  @Override
  public CurrencyUnit currency() {
    return amount.getCurrencyUnit();
  }

  @Override
  public Rounding rounding() {
    return Rounding.NONE;
  }

  @Override
  public IncentiveTerms terms() {
    return IncentiveTerms.perCreate(amount);
  }
}
