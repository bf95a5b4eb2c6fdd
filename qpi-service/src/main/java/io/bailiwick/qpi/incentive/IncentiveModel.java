package io.bailiwick.qpi.incentive;

import org.joda.money.CurrencyUnit;

/** How much a promotion pays. Amounts are exact decimals in one currency. */
public sealed interface IncentiveModel permits PerCreate, Tiered, Percentage, MonthlyPoint {

  IncentiveKind kind();

  /** The one currency of the promotion. */
  CurrencyUnit currency();

  Rounding rounding();

  /** As it is written; {@link IncentiveTerms#toModel} reads it again. */
  IncentiveTerms terms();
}
