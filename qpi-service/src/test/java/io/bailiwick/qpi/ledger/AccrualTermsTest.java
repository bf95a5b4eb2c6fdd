package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.ledger.AccrualTerms.Create;
import io.bailiwick.qpi.ledger.AccrualTerms.Owed;
import io.bailiwick.qpi.ledger.AccrualTerms.Standing;
import io.bailiwick.qpi.promotion.QualificationState;
import java.time.Instant;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class AccrualTermsTest {
  private static final Instant START = Instant.parse("2026-04-01T14:00:00Z");
  private static final Instant END = Instant.parse("2026-07-01T14:00:00Z");
  private static final Instant ENROLLED = Instant.parse("2026-04-10T09:00:00Z");
  private static final AccrualTerms TERMS =
      new AccrualTerms(START, END, usd("2.00"), Set.of(1, 2), 3, usd("9.00"));
  private static final Standing GOOD = new Standing(ENROLLED, QualificationState.PRE_QUALIFIED);
  private static final Owed NOTHING = new Owed(0, usd("0.00"));

  @Test
  void earnsFromTheInstantOfEnrolmentOn() {
    assertThat(decide(ENROLLED)).isEqualTo(AccrualDecision.ACCRUED);
    assertThat(decide(ENROLLED.minusNanos(1))).isEqualTo(AccrualDecision.NOT_ENROLLED);
  }

  @Test
  void earnsInsideThePromotionOnly() {
    Standing early = new Standing(START.minusSeconds(1), QualificationState.PRE_QUALIFIED);
    assertThat(TERMS.decide(new Create(START.minusNanos(1), 1), early, NOTHING))
        .isEqualTo(AccrualDecision.OUTSIDE_PROMOTION);
    assertThat(TERMS.decide(new Create(START, 1), early, NOTHING))
        .isEqualTo(AccrualDecision.ACCRUED);
    assertThat(decide(END.minusNanos(1))).isEqualTo(AccrualDecision.ACCRUED);
    assertThat(decide(END)).isEqualTo(AccrualDecision.OUTSIDE_PROMOTION);
  }

  @Test
  void earnsOnlyForAnEnrolledAndPreQualifiedRegistrar() {
    Create create = new Create(ENROLLED, 1);
    assertThat(TERMS.decide(create, new Standing(null, QualificationState.PRE_QUALIFIED), NOTHING))
        .isEqualTo(AccrualDecision.NOT_ENROLLED);
    assertThat(
            TERMS.decide(create, new Standing(ENROLLED, QualificationState.NOT_QUALIFIED), NOTHING))
        .isEqualTo(AccrualDecision.NOT_PRE_QUALIFIED);
    assertThat(
            TERMS.decide(create, new Standing(ENROLLED, QualificationState.NOT_ASSESSED), NOTHING))
        .isEqualTo(AccrualDecision.NOT_PRE_QUALIFIED);
  }

  @Test
  void earnsForTheAgreedTermsOnly() {
    assertThat(TERMS.decide(new Create(ENROLLED, 3), GOOD, NOTHING))
        .isEqualTo(AccrualDecision.TERM_NOT_COVERED);
  }

  @Test
  void fillsTheCapAndTheBudgetButNotBeyond() {
    Create create = new Create(ENROLLED, 1);
    assertThat(TERMS.decide(create, GOOD, new Owed(2, usd("7.00"))))
        .isEqualTo(AccrualDecision.ACCRUED);
    assertThat(TERMS.decide(create, GOOD, new Owed(3, usd("6.00"))))
        .isEqualTo(AccrualDecision.NAME_CAP_REACHED);
    assertThat(TERMS.decide(create, GOOD, new Owed(2, usd("7.01"))))
        .isEqualTo(AccrualDecision.BUDGET_SPENT);
  }

  private static AccrualDecision decide(Instant at) {
    return TERMS.decide(new Create(at, 1), GOOD, NOTHING);
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }
}
