package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSizeTest {

  @ParameterizedTest
  @CsvSource({"5, 5990", "10, 2995", "30, 998", "50, 598"})
  void needsTheNamesOfTheMethodToProveALowRate(double thresholdPer10k, long expected) {
    double names = SampleSize.namesWithoutEvents(thresholdPer10k / 10_000, 0.95);
    assertThat(Math.ceil(names)).isEqualTo(expected);
    // At exactly so many names the bound of none lies on the threshold.
    Rate none = new Rate(0, new Exposure(Math.round(names * 1e6), 1_000_000));
    assertThat(RateInterval.CLOPPER_PEARSON.upper(none, 0.95))
        .isCloseTo(thresholdPer10k / 10_000, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5 | 2 | 2 | 3 | 5 | 6 | 23
          10 | 2 | 3 | 4 | 7 | 10 | 40
          30 | 3 | 5 | 7 | 15 | 23 | 107
          50 | 4 | 6 | 10 | 23 | 34 | 171
          """)
  void needsTheCountsOfTheMethodToProveARateAboveTheThreshold(
      double thresholdPer10k,
      long of200,
      long of500,
      long of1000,
      long of3000,
      long of5000,
      long of30000) {
    assertThat(events(thresholdPer10k, 200)).isEqualTo(of200);
    assertThat(events(thresholdPer10k, 500)).isEqualTo(of500);
    assertThat(events(thresholdPer10k, 1000)).isEqualTo(of1000);
    assertThat(events(thresholdPer10k, 3000)).isEqualTo(of3000);
    assertThat(events(thresholdPer10k, 5000)).isEqualTo(of5000);
    assertThat(events(thresholdPer10k, 30000)).isEqualTo(of30000);
  }

  private static long events(double thresholdPer10k, long names) {
    return SampleSize.eventsToProveAbove(thresholdPer10k / 10_000, Exposure.of(names), 0.95);
  }

  @Test
  void refusesWhatCannotBeAsked() {
    assertThatThrownBy(() -> SampleSize.namesWithoutEvents(0, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSize.namesWithoutEvents(0.001, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSize.eventsToProveAbove(1, Exposure.of(10), 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSize.eventsToProveAbove(0.001, Exposure.NONE, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
