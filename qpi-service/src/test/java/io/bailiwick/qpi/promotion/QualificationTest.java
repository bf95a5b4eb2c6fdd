package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexState;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class QualificationTest {
  private static final BigDecimal BASELINE = new BigDecimal("60.00");

  @Test
  void preQualifiesAtTheBaselineExactly() {
    assertThat(
            Qualification.of(
                IndexState.ASSESSED,
                new BigDecimal("60.00"),
                BASELINE,
                NotAssessable.DOES_NOT,
                null))
        .isEqualTo(
            new Qualification(
                QualificationState.PRE_QUALIFIED,
                "Pre-qualified: the index 60.00 reaches the baseline of 60."));
  }

  @Test
  void saysHowMuchIsMissingToTheBaseline() {
    assertThat(
            Qualification.of(
                IndexState.ASSESSED,
                new BigDecimal("59.99"),
                BASELINE,
                NotAssessable.DOES_NOT,
                null))
        .isEqualTo(
            new Qualification(
                QualificationState.NOT_QUALIFIED,
                "Not qualified: the index 59.99 is 0.01 below the baseline of 60."));
  }

  @Test
  void doesNotQualifyAVetoedRegistrarAndDoesNotJudgeOneWithoutAnIndex() {
    assertThat(
            Qualification.of(IndexState.VETOED, null, BASELINE, NotAssessable.DOES_NOT, null)
                .state())
        .isEqualTo(QualificationState.NOT_QUALIFIED);
    assertThat(
            Qualification.of(
                    IndexState.NOT_ASSESSABLE, null, BASELINE, NotAssessable.DOES_NOT, null)
                .state())
        .isEqualTo(QualificationState.NOT_ASSESSED);
  }

  @Test
  void letsARegistrarWithoutAnIndexTakePartWhereTheTermsSaySo() {
    assertThat(
            Qualification.of(
                IndexState.NOT_ASSESSABLE, null, BASELINE, NotAssessable.QUALIFIES, null))
        .isEqualTo(
            new Qualification(
                QualificationState.PRE_QUALIFIED,
                "Pre-qualified: there is no index to hold against the baseline of 60, and the terms let a registrar without one take part."));
    // The gate comes first, whatever the terms say of doubt.
    assertThat(
            Qualification.of(IndexState.VETOED, null, BASELINE, NotAssessable.QUALIFIES, null)
                .state())
        .isEqualTo(QualificationState.NOT_QUALIFIED);
  }

  @Test
  void doesNotAssessWithoutAPublishedScoreWhateverElseIsSaid() {
    for (IndexState state : IndexState.values()) {
      assertThat(
              Qualification.of(
                  state,
                  new BigDecimal("90.00"),
                  BASELINE,
                  NotAssessable.QUALIFIES,
                  Month.fromString("2026-03")))
          .isEqualTo(
              new Qualification(
                  QualificationState.NOT_ASSESSED,
                  "Not assessed: no mature score of 2026-03 is published for this registrar."));
    }
  }
}
