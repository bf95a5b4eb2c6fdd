package io.bailiwick.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "PT1M,1,PT1M",
    "PT1M,2,PT2M",
    "PT1M,3,PT4M",
    "PT1M,4,PT8M",
    "PT1M,5,PT8M",
    "PT1M,5000,PT8M",
    "PT30M,1,PT30M",
    "PT30M,2,PT1H",
    "PT30M,3,PT1H",
    "PT24H,1,PT1H"
  })
  void growsToEightIntervalsAndAnHourAtMost(Duration interval, int failures, Duration delay) {
    assertThat(Backoff.after(interval, failures, null)).isEqualTo(delay);
  }

  @ParameterizedTest
  @CsvSource({"PT30S,PT1M", "PT10M,PT10M", "PT48H,PT1H", "PT-5M,PT1M"})
  void leavesTheSourceAloneForAsLongAsItAsksUpToAnHour(Duration asked, Duration delay) {
    assertThat(Backoff.after(Duration.ofMinutes(1), 1, asked)).isEqualTo(delay);
  }
}
