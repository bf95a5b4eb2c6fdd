package io.bailiwick.aip.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** All by hand, from the binomial distribution. */
class ShiftTest {
  @Test
  void isAsProbableAsTheBinomialDistributionSays() {
    // All of five after, where half of the days are: (1/2)^5.
    assertThat(new Shift(0, 14, 5, 14).chance(1)).isCloseTo(1 / 32.0, within(1e-12));
    // Three or four of four: (4 + 1)/16.
    assertThat(new Shift(1, 14, 3, 14).chance(1)).isCloseTo(5 / 16.0, within(1e-12));
    // Held against twice the rate: (2/3)^3.
    assertThat(new Shift(0, 14, 3, 14).chance(2)).isCloseTo(8 / 27.0, within(1e-12));
    // One day after fourteen, all of two: (1/15)^2.
    assertThat(new Shift(0, 14, 2, 1).chance(1)).isCloseTo(1 / 225.0, within(1e-12));
    assertThat(new Shift(0, 14, 0, 14).chance(1)).isEqualTo(1);
    assertThat(new Shift(9, 14, 0, 14).chance(1)).isEqualTo(1);
  }

  /** (1/2)^7 = 0.0078 is below 1 %, and not below 1 % for two registrars. */
  @Test
  void isHeldAgainstTheNumberOfRegistrars() {
    Shift shift = new Shift(0, 14, 7, 14);
    assertThat(shift.exceeds(1, 1)).isTrue();
    assertThat(shift.exceeds(1, 2)).isFalse();
  }

  @Test
  void doesNotFlagWhatGoesOnAsBefore() {
    assertThat(new Shift(140, 14, 20, 2).exceeds(1, 1)).isFalse();
    assertThat(new Shift(140, 14, 60, 2).exceeds(2, 500)).isFalse();
    assertThat(new Shift(140, 14, 90, 2).exceeds(2, 500)).isTrue();
  }
}
