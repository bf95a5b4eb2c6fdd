package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RateTest {

  private static final BigDecimal TEN_PER_10K = new BigDecimal("0.001");

  /** Names grow from 10,000 to 20,000: 60 per 10,000 of the opening, 30 of the closing ones. */
  @Test
  void dividesByTheMeanOfTheMonth() {
    Rate rate = new Rate(60, Exposure.mean(15_000 * 30, 30));
    assertThat(rate.toDouble()).isEqualTo(0.0040);
    assertThat(rate.isAbove(new BigDecimal("0.0040"))).isFalse();
    assertThat(rate.isAbove(new BigDecimal("0.00399999999999999999"))).isTrue();
  }

  @Test
  void keepsWhatRemainsOfAZoneExact() {
    Rate zone = Rate.of(10, 1_000).plus(new Rate(3, Exposure.mean(100, 30)));
    assertThat(zone.minus(Rate.of(10, 1_000))).isEqualTo(new Rate(3, Exposure.mean(100, 30)));
    assertThatThrownBy(() -> Rate.of(1, 10).minus(Rate.of(2, 5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparesWithAThresholdExactly() {
    assertThat(Rate.of(1, 1_000).isAbove(TEN_PER_10K)).isFalse();
    assertThat(new Rate(1, new Exposure(29_999, 30)).isAbove(TEN_PER_10K)).isTrue();
    assertThat(Rate.of(5, 2).isAbove(TEN_PER_10K)).isTrue();
  }

  @Test
  void isNoNumberWithoutNames() {
    assertThat(Rate.of(3, 0).exists()).isFalse();
    assertThat(Rate.of(3, 0).isAbove(TEN_PER_10K)).isFalse();
    assertThatThrownBy(() -> Rate.of(3, 0).toDouble()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rate.of(-1, 10)).isInstanceOf(IllegalArgumentException.class);
  }
}
