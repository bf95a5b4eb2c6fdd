package io.bailiwick.qpi.incentive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

class IncentivePropertiesTest {

  @Property
  void totalsOfTiersNeverFallWithTheNamesAndStepsAddUpToThem(
      @ForAll("tiered") Tiered tiers, @ForAll @IntRange(max = 300) int names) {
    Money total = Money.zero(tiers.currency());
    for (int n = 0; n < names; n++) {
      Tiered.Step step = tiers.next(n);
      assertThat(step.cost().isNegative()).isFalse();
      total = total.plus(step.cost());
      assertThat(total).isEqualTo(tiers.total(n + 1));
    }
    Money each =
        IntStream.rangeClosed(1, names)
            .mapToObj(rank -> tiers.worth(rank, names))
            .reduce(Money.zero(tiers.currency()), Money::plus);
    assertThat(each).isEqualTo(tiers.total(names));
  }

  @Property
  void onlyTiersForAllUnitsTouchEarlierNames(
      @ForAll("tiered") Tiered tiers, @ForAll @IntRange(min = 1, max = 300) int names) {
    Tiered.Step step = tiers.next(names);
    switch (tiers.mode()) {
      case MARGINAL -> {
        assertThat(step.eachEarlier().isZero()).isTrue();
        for (int rank = 1; rank <= names; rank++) {
          assertThat(tiers.worth(rank, names + 1L)).isEqualTo(tiers.worth(rank, names));
        }
      }
      case ALL_UNITS -> {
        boolean crossing = tiers.tiers().stream().anyMatch(tier -> tier.from() == names + 1);
        if (!crossing) {
          assertThat(step.eachEarlier().isZero()).isTrue();
        }
        for (int rank = 1; rank <= names; rank++) {
          assertThat(tiers.worth(rank, names).plus(step.eachEarlier()))
              .isEqualTo(tiers.worth(rank, names + 1L));
        }
      }
    }
  }

  @Property
  void aMonthOfPointsIsWithinHalfAMinorUnitOfTheExactSum(
      @ForAll @LongRange(min = 1, max = 1_000_000) long yearlyMinor,
      @ForAll @LongRange(max = 12_000_000) long names,
      @ForAll("currencies") CurrencyUnit currency) {
    MonthlyPoint point = new MonthlyPoint(Money.ofMinor(currency, yearlyMinor));
    long twelveTimes = point.of(names).getAmountMinorLong() * 12;
    long exact = yearlyMinor * names;
    assertThat(exact - twelveTimes).isBetween(-6L, 5L);
    assertThat(point.of(names + 1).isLessThan(point.of(names))).isFalse();
  }

  @Property
  void aPartOfAPriceIsWithinHalfAMinorUnitAndNeverAboveThePrice(
      @ForAll @LongRange(max = 1_000_000_000L) long priceMinor,
      @ForAll @IntRange(min = 1, max = 1_000_000) int tenThousandths,
      @ForAll("currencies") CurrencyUnit currency) {
    Percentage part = new Percentage(BigDecimal.valueOf(tenThousandths, 4), currency);
    Money price = Money.ofMinor(currency, priceMinor);
    Money earned = part.of(price);
    assertThat(earned.isGreaterThan(price)).isFalse();
    assertThat(earned.isNegative()).isFalse();
    long difference = priceMinor * tenThousandths - earned.getAmountMinorLong() * 1_000_000L;
    assertThat(difference).isBetween(-500_000L, 499_999L);
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("models") IncentiveModel model) {
    List<Violation> violations = new ArrayList<>();
    assertThat(model.terms().check("incentive", violations)).isEqualTo(model);
    assertThat(violations).isEmpty();
  }

  @Provide
  Arbitrary<CurrencyUnit> currencies() {
    return Arbitraries.of(CurrencyUnit.USD, CurrencyUnit.JPY, CurrencyUnit.of("BHD"));
  }

  @Provide
  Arbitrary<Tiered> tiered() {
    Arbitrary<List<Integer>> starts =
        Arbitraries.integers().between(2, 280).list().uniqueElements().ofMaxSize(4);
    Arbitrary<List<Integer>> amounts = Arbitraries.integers().between(1, 10_000).list().ofSize(5);
    return Combinators.combine(
            Arbitraries.of(TierMode.class),
            Arbitraries.of(TierPeriod.class),
            starts,
            amounts,
            currencies())
        .as(IncentivePropertiesTest::tiered);
  }

  private static Tiered tiered(
      TierMode mode,
      TierPeriod period,
      List<Integer> starts,
      List<Integer> amounts,
      CurrencyUnit currency) {
    List<Integer> from = new ArrayList<>(starts);
    from.add(1);
    Collections.sort(from);
    List<Integer> each = new ArrayList<>(amounts);
    if (mode == TierMode.ALL_UNITS) {
      Collections.sort(each);
    }
    return new Tiered(
        mode,
        period,
        IntStream.range(0, from.size())
            .mapToObj(i -> new Tier(from.get(i), Money.ofMinor(currency, each.get(i))))
            .toList());
  }

  @Provide
  Arbitrary<IncentiveModel> models() {
    Arbitrary<Money> amounts =
        Combinators.combine(currencies(), Arbitraries.longs().between(1, 1_000_000))
            .as(Money::ofMinor);
    Arbitrary<BigDecimal> percents =
        Arbitraries.integers().between(1, 1_000_000).map(n -> BigDecimal.valueOf(n, 4));
    return Arbitraries.oneOf(
        amounts.map(PerCreate::new),
        amounts.map(MonthlyPoint::new),
        Combinators.combine(percents, currencies()).as(Percentage::new),
        tiered());
  }
}
