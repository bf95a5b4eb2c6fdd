package io.bailiwick.qpi.incentive;

import org.joda.money.Money;

/**
 * A step of a tiered incentive.
 *
 * @param from the number of the first name in it, counted from 1
 * @param amount for each name; may be zero
 */
public record Tier(long from, Money amount) {

  public Tier {
    if (from < 1) {
      throw new IllegalArgumentException("names are counted from 1, not " + from);
    }
    if (amount.isNegative()) {
      throw new IllegalArgumentException("the amount of a tier is not below zero: " + amount);
    }
  }
}
