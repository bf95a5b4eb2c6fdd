package io.bailiwick.qpi.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FractionTest {

  @Test
  void keepsAThirdExactlyAndRoundsOnceHalfUp() {
    assertThat(Fraction.of(1, 3).times(3)).isEqualTo(Fraction.of(1));
    assertThat(Fraction.of(2, 3).rounded(2)).isEqualTo(new BigDecimal("0.67"));
    assertThat(Fraction.of(1, 8).rounded(2)).isEqualTo(new BigDecimal("0.13"));
  }

  @Test
  void comparesWithoutRounding() {
    assertThat(Fraction.of(2, 3).compareTo(new BigDecimal("0.67"))).isNegative();
    assertThat(Fraction.of(80, 100).compareTo(new BigDecimal("0.8"))).isZero();
  }

  @Test
  void hasNoZeroBelow() {
    assertThatThrownBy(() -> Fraction.of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Fraction.of(1).dividedBy(Fraction.of(0)))
        .isInstanceOf(ArithmeticException.class);
  }
}
