package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.incentive.IncentiveModel;
import io.bailiwick.qpi.incentive.PerCreate;
import io.bailiwick.qpi.incentive.Percentage;
import io.bailiwick.qpi.incentive.Tier;
import io.bailiwick.qpi.incentive.TierMode;
import io.bailiwick.qpi.incentive.TierPeriod;
import io.bailiwick.qpi.incentive.Tiered;
import io.bailiwick.qpi.ledger.AccrualTerms.Caps;
import io.bailiwick.qpi.ledger.AccrualTerms.Committed;
import io.bailiwick.qpi.ledger.AccrualTerms.Create;
import io.bailiwick.qpi.promotion.NameTier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class AccrualTermsTest {
  private static final Instant START = Instant.parse("2026-04-01T14:00:00Z");
  private static final Instant END = Instant.parse("2026-07-01T14:00:00Z");
  private static final Committed NOTHING = new Committed(0, usd("0.00"));
  private static final IncentiveModel EACH = new PerCreate(usd("2.00"));
  private static final AccrualTerms TERMS = terms(EACH, NameTier.BOTH, Caps.NONE);

  @Test
  void earnsInsideThePromotionOnly() {
    assertThat(decide(TERMS, create(START.minusNanos(1))))
        .isEqualTo(AccrualDecision.OUTSIDE_PROMOTION);
    assertThat(decide(TERMS, create(START))).isEqualTo(AccrualDecision.ACCRUED);
    assertThat(decide(TERMS, create(END.minusNanos(1)))).isEqualTo(AccrualDecision.ACCRUED);
    assertThat(decide(TERMS, create(END))).isEqualTo(AccrualDecision.OUTSIDE_PROMOTION);
  }

  @Test
  void earnsOnlyForARegistrarWhoseStandingLetsIt() {
    for (AccrualDecision against :
        List.of(
            AccrualDecision.NOT_ENROLLED,
            AccrualDecision.NOT_PRE_QUALIFIED,
            AccrualDecision.AIP_LIMIT)) {
      assertThat(TERMS.decide(create(START), against, 0, NOTHING, NOTHING).decision())
          .isEqualTo(against);
    }
  }

  @Test
  void earnsForTheAgreedTermsZonesAndNamesOnly() {
    assertThat(decide(TERMS, new Create("a.org", START, 3, null, null)))
        .isEqualTo(AccrualDecision.TERM_NOT_COVERED);
    assertThat(decide(TERMS, new Create("a.ngo", START, 1, null, null)))
        .isEqualTo(AccrualDecision.TLD_NOT_COVERED);
    // A transfer has no term.
    assertThat(decide(TERMS, new Create("a.org", START, null, null, null)))
        .isEqualTo(AccrualDecision.ACCRUED);
  }

  @Test
  void takesANameOfWhichNobodySaidForNeitherStandardNorPremium() {
    AccrualTerms standard = terms(EACH, NameTier.STANDARD, Caps.NONE);
    AccrualTerms premium = terms(EACH, NameTier.PREMIUM, Caps.NONE);
    for (Boolean known : new Boolean[] {true, false, null}) {
      Create create = new Create("a.org", START, 1, known, null);
      assertThat(decide(TERMS, create)).isEqualTo(AccrualDecision.ACCRUED);
      assertThat(decide(standard, create) == AccrualDecision.ACCRUED)
          .isEqualTo(known != null && !known);
      assertThat(decide(premium, create) == AccrualDecision.ACCRUED)
          .isEqualTo(known != null && known);
    }
  }

  @Test
  void fillsEachOfTheFourCapsButNotBeyond() {
    AccrualTerms terms = terms(EACH, NameTier.BOTH, new Caps(3, usd("9.00"), 10, usd("29.00")));
    assertThat(decide(terms, own(2, "7.00"), own(9, "27.00"))).isEqualTo(AccrualDecision.ACCRUED);
    assertThat(decide(terms, own(3, "6.00"), own(9, "20.00")))
        .isEqualTo(AccrualDecision.NAME_CAP_REACHED);
    assertThat(decide(terms, own(2, "7.01"), own(9, "20.00")))
        .isEqualTo(AccrualDecision.MONEY_CAP_REACHED);
    assertThat(decide(terms, own(2, "4.00"), own(10, "20.00")))
        .isEqualTo(AccrualDecision.TOTAL_NAME_CAP_REACHED);
    assertThat(decide(terms, own(2, "4.00"), own(9, "27.01")))
        .isEqualTo(AccrualDecision.BUDGET_SPENT);
  }

  @Test
  void asksTheBudgetForAllThatATierCosts() {
    IncentiveModel tiers =
        new Tiered(
            TierMode.ALL_UNITS,
            TierPeriod.QUARTER,
            List.of(new Tier(1, usd("1.00")), new Tier(3, usd("1.50"))));
    // The third name gets 1.50 and lifts two earlier ones by 0.50: 2.50 on top of 2.00.
    AccrualTerms enough = terms(tiers, NameTier.BOTH, new Caps(null, null, null, usd("4.50")));
    AccrualTerms.Outcome third =
        enough.decide(create(START), AccrualDecision.ACCRUED, 2, own(2, "2.00"), own(2, "2.00"));
    assertThat(third)
        .isEqualTo(new AccrualTerms.Outcome(AccrualDecision.ACCRUED, usd("1.50"), usd("2.50")));
    AccrualTerms less = terms(tiers, NameTier.BOTH, new Caps(null, null, null, usd("4.49")));
    assertThat(
            less.decide(create(START), AccrualDecision.ACCRUED, 2, own(2, "2.00"), own(2, "2.00"))
                .decision())
        .isEqualTo(AccrualDecision.BUDGET_SPENT);
    assertThat(enough.period(START)).isEqualTo("2026-Q2");
    assertThat(TERMS.period(START)).isEqualTo("all");
  }

  @Test
  void paysNoPartOfAPriceThatIsNotKnown() {
    AccrualTerms part =
        terms(new Percentage(BigDecimal.TEN, CurrencyUnit.USD), NameTier.BOTH, Caps.NONE);
    assertThat(decide(part, create(START))).isEqualTo(AccrualDecision.PRICE_NOT_KNOWN);
    assertThat(
            part.decide(
                    new Create("a.org", START, 1, true, usd("250.00")),
                    AccrualDecision.ACCRUED,
                    0,
                    NOTHING,
                    NOTHING)
                .own())
        .isEqualTo(usd("25.00"));
  }

  private static AccrualTerms terms(IncentiveModel model, NameTier names, Caps caps) {
    return new AccrualTerms(START, END, model, Set.of(1, 2), names, Set.of("org"), caps);
  }

  private static Create create(Instant at) {
    return new Create("a.org", at, 1, null, null);
  }

  private static AccrualDecision decide(AccrualTerms terms, Create create) {
    return terms.decide(create, AccrualDecision.ACCRUED, 0, NOTHING, NOTHING).decision();
  }

  private static AccrualDecision decide(AccrualTerms terms, Committed registrar, Committed all) {
    return terms.decide(create(START), AccrualDecision.ACCRUED, 0, registrar, all).decision();
  }

  private static Committed own(long names, String money) {
    return new Committed(names, usd(money));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }
}
