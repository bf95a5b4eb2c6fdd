package io.bailiwick.qpi.incentive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Worked by hand. */
class IncentiveModelTest {
  private static final List<Tier> TIERS =
      List.of(new Tier(1, usd("1.00")), new Tier(101, usd("1.50")), new Tier(201, usd("2.00")));

  @Test
  void paysEachNameByItsOwnTierWhereTiersAreMarginal() {
    Tiered tiers = new Tiered(TierMode.MARGINAL, TierPeriod.QUARTER, TIERS);
    assertThat(tiers.total(100)).isEqualTo(usd("100.00"));
    assertThat(tiers.next(100)).isEqualTo(new Tiered.Step(usd("1.50"), 100, usd("0.00")));
    // 100 x 1.00 + 100 x 1.50 + 50 x 2.00
    assertThat(tiers.total(250)).isEqualTo(usd("350.00"));
    assertThat(tiers.worth(100, 250)).isEqualTo(usd("1.00"));
    assertThat(tiers.worth(201, 250)).isEqualTo(usd("2.00"));
  }

  @Test
  void revaluesEarlierNamesWhereATierIsForAllUnits() {
    Tiered tiers = new Tiered(TierMode.ALL_UNITS, TierPeriod.QUARTER, TIERS);
    assertThat(tiers.total(100)).isEqualTo(usd("100.00"));
    Tiered.Step step = tiers.next(100);
    assertThat(step).isEqualTo(new Tiered.Step(usd("1.50"), 100, usd("0.50")));
    // 101 x 1.50 = 151.50, of which 100.00 were there.
    assertThat(step.cost()).isEqualTo(usd("51.50"));
    assertThat(tiers.total(101)).isEqualTo(usd("151.50"));
    assertThat(tiers.worth(1, 250)).isEqualTo(usd("2.00"));
    assertThat(tiers.next(101).eachEarlier()).isEqualTo(usd("0.00"));
  }

  @Test
  void paysAPremiumNameByItsPriceAndRoundsEachLineHalfUp() {
    Percentage part = new Percentage(new BigDecimal("12.5"), CurrencyUnit.USD);
    assertThat(part.of(usd("9.93"))).isEqualTo(usd("1.24")); // 1.24125
    assertThat(part.of(usd("2500.00"))).isEqualTo(usd("312.50"));
    assertThat(part.of(usd("0.04"))).isEqualTo(usd("0.01")); // 0.005
    assertThat(part.of(usd("0.00"))).isEqualTo(usd("0.00"));
    assertThatThrownBy(() -> part.of(Money.parse("EUR 9.93")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Percentage(new BigDecimal("10"), CurrencyUnit.JPY).of(Money.parse("JPY 1015")))
        .isEqualTo(Money.parse("JPY 102")); // 101.5
  }

  /** Punktum dk: each signed name on the last day of a month earns a twelfth of DKK 2. */
  @Test
  void paysATwelfthForEachSignedNameAndRoundsTheMonthOnce() {
    MonthlyPoint point = new MonthlyPoint(Money.parse("DKK 2.00"));
    assertThat(point.of(0)).isEqualTo(Money.parse("DKK 0.00"));
    assertThat(point.of(1)).isEqualTo(Money.parse("DKK 0.17")); // 0.16666…
    // By the line it would be 1,000 x 0.17 = 170.00.
    assertThat(point.of(1_000)).isEqualTo(Money.parse("DKK 166.67")); // 166.6666…
    assertThat(point.of(1_200)).isEqualTo(Money.parse("DKK 200.00"));
    assertThat(point.rounding()).isEqualTo(Rounding.PER_TOTAL);
  }

  @Test
  void givesEachNameTheCentsByWhichTheMonthGrows() {
    MonthlyPoint point = new MonthlyPoint(usd("2.00"));
    // 0.1666…, 0.3333…, 0.50, 0.6666… in all.
    assertThat(List.of(point.line(1), point.line(2), point.line(3), point.line(4)))
        .isEqualTo(List.of(usd("0.17"), usd("0.16"), usd("0.17"), usd("0.17")));
    // A twelfth of six cents is half a cent: every other name has one.
    MonthlyPoint small = new MonthlyPoint(usd("0.06"));
    assertThat(List.of(small.line(1), small.line(2), small.line(3)))
        .isEqualTo(List.of(usd("0.01"), usd("0.00"), usd("0.01")));
  }

  @Test
  void countsPeriodsInUtc() {
    Instant last = Instant.parse("2026-03-31T23:59:59.999999Z");
    Instant first = Instant.parse("2026-04-01T00:00:00Z");
    assertThat(TierPeriod.MONTH.of(last)).isEqualTo("2026-03");
    assertThat(TierPeriod.MONTH.of(first)).isEqualTo("2026-04");
    assertThat(TierPeriod.QUARTER.of(last)).isEqualTo("2026-Q1");
    assertThat(TierPeriod.QUARTER.of(first)).isEqualTo("2026-Q2");
    assertThat(TierPeriod.PROMOTION.of(last)).isEqualTo(TierPeriod.PROMOTION.of(first));
  }

  @Test
  void hasNoModelThatPaysNothingOrPunishesGrowth() {
    assertThatThrownBy(() -> new PerCreate(usd("0.00")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MonthlyPoint(usd("0.00")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Percentage(new BigDecimal("100.1"), CurrencyUnit.USD))
        .isInstanceOf(IllegalArgumentException.class);
    List<Tier> falling = List.of(new Tier(1, usd("2.00")), new Tier(11, usd("1.00")));
    assertThat(new Tiered(TierMode.MARGINAL, TierPeriod.MONTH, falling).total(11))
        .isEqualTo(usd("21.00"));
    assertThatThrownBy(() -> new Tiered(TierMode.ALL_UNITS, TierPeriod.MONTH, falling))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Tiered(TierMode.MARGINAL, TierPeriod.MONTH, List.of(new Tier(1, usd("0.00")))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }
}
