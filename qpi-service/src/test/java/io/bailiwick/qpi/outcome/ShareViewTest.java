package io.bailiwick.qpi.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShareViewTest {
  private static final BigDecimal CONFIDENCE = new BigDecimal("0.95");
  private static final Instant THEN = Instant.parse("2026-09-29T14:00:00Z");

  /** Wilson's formula on paper with z = 1.959964, for 12 of 1,500. */
  @Test
  void carriesWilsonsInterval() {
    ShareView share = ShareView.of(1500, 0, 12, CONFIDENCE, THEN);
    assertThat(share.percent()).isEqualTo(new BigDecimal("0.80"));
    assertThat(share.lower()).isEqualTo(new BigDecimal("0.4582"));
    assertThat(share.upper()).isEqualTo(new BigDecimal("1.3931"));
    assertThat(share.mature()).isTrue();
  }

  @Test
  void saysNothingOfNamesWhoseTimeHasNotCome() {
    ShareView share = ShareView.of(0, 7, 0, CONFIDENCE, THEN);
    assertThat(share.percent()).isNull();
    assertThat(share.lower()).isNull();
    assertThat(share.mature()).isFalse();
    assertThat(ShareView.of(0, 0, 0, CONFIDENCE, THEN).mature()).isTrue();
  }
}
