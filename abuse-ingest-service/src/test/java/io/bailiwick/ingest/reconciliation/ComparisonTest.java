package io.bailiwick.ingest.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static boolean agrees(long counted, long reported) {
    return Comparison.of(Measure.TOTAL_DOMAINS, counted, reported).agrees();
  }

  @Test
  void halfAPercentOrFiveNamesWhicheverIsLarger() {
    assertThat(agrees(10_050, 10_000)).isTrue();
    assertThat(agrees(10_051, 10_000)).isFalse();
    assertThat(agrees(9_950, 10_000)).isTrue();
    assertThat(agrees(9_949, 10_000)).isFalse();
    assertThat(agrees(605, 600)).isTrue(); // 0.5 % would be 3
    assertThat(agrees(606, 600)).isFalse();
    assertThat(agrees(5, 0)).isTrue();
    assertThat(agrees(6, 0)).isFalse();
    assertThat(agrees(0, 0)).isTrue();
  }

  @Test
  void namesFollowFromTheReportBeforeAndTheMovements() {
    // 1,000 names, 40 of them still in grace; 90 adds (those 40 among them), 10 in, 20 out, 30
    // purged;
    // 25 created in the last five days: 1000 - 40 + 90 + 10 - 20 - 30 + 25 = 1035.
    RegistrarId one = RegistrarId.of(90001);
    Movements movements =
        new Movements(
            Map.of(one, 1000L),
            Map.of(one, 90L),
            Map.of(one, 10L),
            Map.of(one, 20L),
            Map.of(one, 30L),
            Map.of(one, 40L),
            Map.of(one, 25L));
    assertThat(movements.expected(one)).isEqualTo(1035);
    assertThat(movements.expected(RegistrarId.of(90002))).isZero();
  }
}
