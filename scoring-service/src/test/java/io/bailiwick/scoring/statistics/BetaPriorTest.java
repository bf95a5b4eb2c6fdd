package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values: the method's worked numbers with the published prior 1.5 / 4998.5, per 10,000
 * names.
 */
class BetaPriorTest {

  private static final BetaPrior PRIOR =
      new BetaPrior(new BigDecimal("1.5"), new BigDecimal("4998.5"));

  @ParameterizedTest
  @CsvSource({
    "2, 2, 6.997201",
    "0, 150, 2.912621",
    "1, 200, 4.807692",
    "3, 1000, 7.5",
    "2, 3000, 4.375",
    "12, 5000, 13.5",
    "4, 20000, 2.2",
    "25, 30000, 7.571429",
    "5, 5000, 6.5",
    "8, 500, 17.272727"
  })
  void shrinksTowardsThePublishedMean(long x, long n, double expected) {
    assertThat(10_000 * PRIOR.posteriorMean(x, Exposure.of(n)).doubleValue())
        .isCloseTo(expected, within(5.1e-7));
  }

  @Test
  void staysAtItsMeanWithoutData() {
    assertThat(PRIOR.mean()).isEqualByComparingTo("0.0003");
  }

  @Test
  void isExactAtARoundValue() {
    assertThat(PRIOR.posteriorMean(1, Exposure.NONE)).isEqualByComparingTo("0.0005");
  }
}
