package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.index.IndexState;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class QualificationTest {
  private static final BigDecimal BASELINE = new BigDecimal("60.00");

  @Test
  void preQualifiesAtTheBaselineExactly() {
    assertThat(Qualification.of(IndexState.ASSESSED, new BigDecimal("60.00"), BASELINE))
        .isEqualTo(
            new Qualification(
                QualificationState.PRE_QUALIFIED,
                "Pre-qualified: the index 60.00 reaches the baseline of 60."));
  }

  @Test
  void saysHowMuchIsMissingToTheBaseline() {
    assertThat(Qualification.of(IndexState.ASSESSED, new BigDecimal("59.99"), BASELINE))
        .isEqualTo(
            new Qualification(
                QualificationState.NOT_QUALIFIED,
                "Not qualified: the index 59.99 is 0.01 below the baseline of 60."));
  }

  @Test
  void doesNotQualifyAVetoedRegistrarAndDoesNotJudgeOneWithoutAnIndex() {
    assertThat(Qualification.of(IndexState.VETOED, null, BASELINE).state())
        .isEqualTo(QualificationState.NOT_QUALIFIED);
    assertThat(Qualification.of(IndexState.NOT_ASSESSABLE, null, BASELINE).state())
        .isEqualTo(QualificationState.NOT_ASSESSED);
  }
}
