package io.bailiwick.scoring.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.ClauseState;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormulaTest {

  @ParameterizedTest
  @EnumSource
  void everyClauseHasAFormulaInWords(Clause clause) {
    assertThat(Formula.of(clause).words()).endsWith(".").hasSizeGreaterThan(20);
  }

  /** F of the method: 12 of 5,000 have a lower bound of 13.8541. */
  @Test
  void putsTheNumbersIn() {
    ClauseResult result =
        new ClauseResult(
            Clause.LOWER_BOUND,
            ClauseState.HOLDS,
            "",
            new TreeMap<>(
                Map.of(
                    "domains", new BigDecimal("12"),
                    "meanDum", new BigDecimal("5000"),
                    "confidence", new BigDecimal("0.95"),
                    "lowerBoundPer10k", new BigDecimal("13.8541"),
                    "thresholdPer10k", new BigDecimal("10"))));
    assertThat(Formula.of(Clause.LOWER_BOUND).of(result))
        .contains("10,000 × L(12; 5000; confidence 0.95) = 13.8541, threshold 10");
  }

  @Test
  void saysNothingWhereANumberIsMissing() {
    ClauseResult result =
        new ClauseResult(
            Clause.RATE_RATIO,
            ClauseState.HOLDS,
            "",
            new TreeMap<>(Map.of("minimumRatio", new BigDecimal("2"))));
    assertThat(Formula.of(Clause.RATE_RATIO).of(result)).isEmpty();
  }

  @Test
  void namesTheSourceOfEveryFormulaThatIsNotMereCounting() {
    assertThat(
            Arrays.stream(Clause.values()).filter(c -> !Formula.of(c).source().isEmpty()).toList())
        .contains(
            Clause.UPPER_BOUND,
            Clause.LOWER_BOUND,
            Clause.RATE_RATIO,
            Clause.FUNNEL,
            Clause.FALSE_DISCOVERY,
            Clause.PROBABILITY_ABOVE);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, BELOW_THE_MIDDLE_HALF",
    "1.0, WITHIN_THE_MIDDLE_HALF",
    "2.0, WITHIN_THE_MIDDLE_HALF",
    "3.0, WITHIN_THE_MIDDLE_HALF",
    "3.01, ABOVE_THE_MIDDLE_HALF"
  })
  void placesARateAmongQuartiles(double rate, PeerPosition position) {
    assertThat(PeerPosition.of(rate, 1.0, 3.0)).isEqualTo(position);
  }
}
