package io.bailiwick.scoring.gate;

import static io.bailiwick.scoring.gate.Histories.clause;
import static io.bailiwick.scoring.gate.Histories.counting;
import static io.bailiwick.scoring.gate.Histories.with;
import static io.bailiwick.scoring.gate.Histories.withDumSum;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchGateTest {

  private static Gate judge(History history) {
    return Histories.assess(history).watch();
  }

  /** Probabilities of the method under its published fixed prior. */
  @ParameterizedTest
  @CsvSource({
    "5000, 5, 0.095148, DOES_NOT_HOLD",
    "200, 1, 0.064621, DOES_NOT_HOLD",
    "500, 8, 0.924007, HOLDS"
  })
  void weighsACountWithThePublishedPrior(
      long names, long domains, BigDecimal probability, ClauseState state) {
    ClauseResult result = clause(judge(Histories.of(names, domains)), Clause.PROBABILITY_ABOVE);
    assertThat(result.values().get("probability"))
        .isBetween(
            probability.subtract(new BigDecimal("0.0000005")),
            probability.add(new BigDecimal("0.0000005")));
    assertThat(result.state()).isEqualTo(state);
  }

  @Test
  void watchesWhoeverIsUnusualInOneMonthAndNobodyElse() {
    assertThat(judge(Histories.of(40_000, 120)).state()).isEqualTo(GateState.HOLDS);
    assertThat(judge(Histories.of(5000, 12)).state()).isEqualTo(GateState.HOLDS);
    assertThat(judge(Histories.of(100_000, 40)).state()).isEqualTo(GateState.DOES_NOT_HOLD);
    assertThat(judge(Histories.of(150)).state()).isEqualTo(GateState.DOES_NOT_HOLD);
    assertThat(judge(Histories.of(0)).state()).isNotEqualTo(GateState.HOLDS);
  }

  @Test
  void isOneMonthsMatterAndSaysThatNothingFollows() {
    assertThat(judge(Histories.of(5000, 12)).summary()).contains("nothing follows");
    assertThat(judge(Histories.of(5000, 0, 12, 12, 12)).state()).isEqualTo(GateState.DOES_NOT_HOLD);
  }

  @Test
  void needsMatureData() {
    assertThat(judge(with(Histories.of(5000, 12), 0, Histories::immature)).state())
        .isEqualTo(GateState.NOT_ASSESSABLE);
    History terminated =
        new History(RegistrarKind.TERMINATED, List.copyOf(Histories.of(5000, 12).months()));
    assertThat(judge(terminated).state()).isEqualTo(GateState.NOT_ASSESSABLE);
  }

  @Property(tries = 200)
  void oneMoreMaliciousDomainNeverEndsItAndOneMoreCleanNameNeverBeginsIt(
      @ForAll @LongRange(max = 60) long domains,
      @ForAll @LongRange(min = 1, max = 200_000) long names) {
    History history = Histories.of(names, domains);
    GateState state = judge(history).state();
    if (state == GateState.HOLDS) {
      assertThat(judge(with(history, 0, m -> counting(m, domains + 1, 3))).state())
          .isEqualTo(GateState.HOLDS);
    } else {
      assertThat(judge(with(history, 0, m -> withDumSum(m, m.dumSum() + 31))).state())
          .isNotEqualTo(GateState.HOLDS);
    }
  }
}
