package io.bailiwick.qpi.incentive;

import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * An amount by the number of a registrar's names in a period. A name that is taken back as if it
 * had never been (deleted in the add grace period, fraud) is not counted, and those behind it move
 * up.
 *
 * @param tiers by their first name; the first begins at 1. With {@link TierMode#ALL_UNITS} no
 *     amount is below the one before, so that a further name never costs a registrar money
 */
public record Tiered(TierMode mode, TierPeriod period, List<Tier> tiers) implements IncentiveModel {

  public Tiered {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || tiers.getFirst().from() != 1) {
      throw new IllegalArgumentException("the first tier begins at 1");
    }
    for (int i = 1; i < tiers.size(); i++) {
      Tier before = tiers.get(i - 1);
      Tier tier = tiers.get(i);
      if (tier.from() <= before.from()) {
        throw new IllegalArgumentException("tiers begin one behind the other");
      }
      if (!tier.amount().isSameCurrency(before.amount())) {
        throw new IllegalArgumentException("tiers are in one currency");
      }
      if (mode == TierMode.ALL_UNITS && tier.amount().isLessThan(before.amount())) {
        throw new IllegalArgumentException("an amount for all units is not below the one before");
      }
    }
    if (tiers.stream().noneMatch(tier -> tier.amount().isPositive())) {
      throw new IllegalArgumentException("some tier pays something");
    }
  }

  /**
   * What one name more brings.
   *
   * @param own for the name itself
   * @param earlier names that were there before
   * @param eachEarlier what each of those gains by it; zero unless a tier for all units is reached
   */
  public record Step(Money own, long earlier, Money eachEarlier) {

    /** All that the name costs the promotion. */
    public Money cost() {
      return own.plus(eachEarlier.multipliedBy(earlier));
    }
  }

  /**
   * What the next name brings.
   *
   * @param names in the period before it
   */
  public Step next(long names) {
    Money own = worth(names + 1, names + 1);
    Money each =
        names > 0 && mode == TierMode.ALL_UNITS
            ? own.minus(worth(1, names))
            : Money.zero(currency());
    return new Step(own, names, each);
  }

  /**
   * What one of the names of a period is worth.
   *
   * @param rank its number, from 1, in the order of the creates
   * @param names in the period, at least {@code rank}
   */
  public Money worth(long rank, long names) {
    if (rank < 1 || rank > names) {
      throw new IllegalArgumentException("there is no name " + rank + " among " + names);
    }
    return switch (mode) {
      case MARGINAL -> at(rank);
      case ALL_UNITS -> at(names);
    };
  }

  /** What so many names of a period are worth together. */
  public Money total(long names) {
    if (names < 0) {
      throw new IllegalArgumentException("names are not below zero: " + names);
    }
    if (mode == TierMode.ALL_UNITS) {
      return names == 0 ? Money.zero(currency()) : at(names).multipliedBy(names);
    }
    Money total = Money.zero(currency());
    for (int i = 0; i < tiers.size() && tiers.get(i).from() <= names; i++) {
      long last = i + 1 < tiers.size() ? Math.min(names, tiers.get(i + 1).from() - 1) : names;
      total = total.plus(tiers.get(i).amount().multipliedBy(last - tiers.get(i).from() + 1));
    }
    return total;
  }

  private Money at(long name) {
    Money amount = tiers.getFirst().amount();
    for (Tier tier : tiers) {
      if (tier.from() <= name) {
        amount = tier.amount();
      }
    }
    return amount;
  }

  @Override
  public IncentiveKind kind() {
    return IncentiveKind.TIERED;
  }

  @Override
  public CurrencyUnit currency() {
    return tiers.getFirst().amount().getCurrencyUnit();
  }

  @Override
  public Rounding rounding() {
    return Rounding.NONE;
  }

  @Override
  public IncentiveTerms terms() {
    return IncentiveTerms.tiered(this);
  }
}
