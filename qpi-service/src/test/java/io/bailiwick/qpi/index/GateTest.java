package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.bailiwick.qpi.kpi.Flaw;
import io.bailiwick.qpi.kpi.History;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final IndexDefinition INDEX =
      SampleIndex.weighted("50", "30", "20", "20", "10", "10", "10");
  private static final Gate TENTH_SIGNED =
      Gate.kpi(
          "dnssec-share",
          "DNSSEC",
          new BigDecimal("10"),
          "DNSSEC on at least 10 % of the portfolio.");
  private static final History PERFECT = SampleIndex.points(100, 100, 100, 100, 100, 100);

  @Test
  void failsOnAbuseHoweverPerfectAllElseIs() {
    IndexDefinition gated = SampleIndex.gated(INDEX, Gate.reward(), TENTH_SIGNED);
    IndexResult result = gated.assess(PERFECT, SampleIndex.reward(AbuseVeto.VETOED));
    assertThat(result.state()).isEqualTo(IndexState.VETOED);
    assertThat(result.index()).isNull();
    assertThat(result.gates())
        .extracting(GateOutcome::name, GateOutcome::state)
        .containsExactly(tuple("abuse", GateState.FAILED), tuple("dnssec-share", GateState.PASSED));
  }

  /** 9.99… of 100 in whole names: 9 of 100 are under a tenth, 10 of 100 are one. */
  @Test
  void failsOnAnIndicatorsThresholdAndNamesTheGate() {
    IndexDefinition gated = SampleIndex.gated(INDEX, Gate.reward(), TENTH_SIGNED);
    IndexResult below =
        gated.assess(SampleIndex.points(100, 100, 100, 100, 9, 100), SampleIndex.clear());
    assertThat(below.state()).isEqualTo(IndexState.GATE_FAILED);
    assertThat(below.index()).isNull();
    assertThat(below.sentence())
        .isEqualTo(
            "The gate dnssec-share is not passed, so nothing else counts. Failed: DNSSEC is 9.00 %,"
                + " at least 10 is needed. DNSSEC on at least 10 % of the portfolio.");
    assertThat(
            gated
                .assess(SampleIndex.points(100, 100, 100, 100, 10, 100), SampleIndex.clear())
                .index())
        .isEqualTo(new BigDecimal("91.00"));
  }

  @Test
  void isOpenWhereItsIndicatorIsAndThePolicySaysWhereDoubtGoes() {
    History unsigned = SampleIndex.points(100, 100, 100, 100, null, 100);
    assertThat(
            SampleIndex.gated(INDEX, Gate.reward(), TENTH_SIGNED)
                .assess(unsigned, SampleIndex.clear())
                .state())
        .isEqualTo(IndexState.NOT_ASSESSABLE);
    assertThat(
            SampleIndex.gated(INDEX, Gate.reward(), doubt(TENTH_SIGNED, Gate.Doubt.PASS))
                .assess(unsigned, SampleIndex.clear())
                .state())
        .isEqualTo(IndexState.ASSESSED);
    assertThat(
            SampleIndex.gated(INDEX, Gate.reward(), doubt(TENTH_SIGNED, Gate.Doubt.FAIL))
                .assess(unsigned, SampleIndex.clear())
                .state())
        .isEqualTo(IndexState.GATE_FAILED);
  }

  @Test
  void obeysTheNamedGateOfTheNamedVersionOnly() {
    Gate second =
        new Gate(
            "abuse",
            Gate.Kind.ABUSE,
            "No intervention.",
            AbuseGate.INTERVENTION,
            2,
            null,
            null,
            Gate.Doubt.NO_INDEX);
    IndexDefinition gated = SampleIndex.gated(INDEX, second);
    AbuseReadings readings =
        new AbuseReadings(
            2,
            Map.of(
                AbuseGate.REWARD,
                AbuseVeto.VETOED,
                AbuseGate.INTERVENTION,
                AbuseGate.INTERVENTION.of(false)));
    assertThat(gated.assess(PERFECT, readings).index()).isEqualTo(new BigDecimal("100.00"));
    assertThat(gated.assess(PERFECT, new AbuseReadings(3, readings.gates())).sentence())
        .isEqualTo(
            "Not assessable, because the gate abuse is not. Not assessable: the score was made by"
                + " version 3 of the scoring policy, the gate means version 2.");
    assertThat(
            gated
                .assess(
                    PERFECT,
                    new AbuseReadings(
                        2, Map.of(AbuseGate.INTERVENTION, AbuseGate.INTERVENTION.of(true))))
                .state())
        .isEqualTo(IndexState.VETOED);
  }

  @Test
  void isAVetoWhereItSpeaksAgainstTheRegistrar() {
    for (AbuseGate good : List.of(AbuseGate.REWARD, AbuseGate.EXIT)) {
      assertThat(good.of(true)).isEqualTo(AbuseVeto.CLEAR);
      assertThat(good.of(false)).isEqualTo(AbuseVeto.VETOED);
    }
    for (AbuseGate bad : List.of(AbuseGate.WATCH, AbuseGate.INTERVENTION, AbuseGate.ACUTE)) {
      assertThat(bad.of(true)).isEqualTo(AbuseVeto.VETOED);
      assertThat(bad.of(false)).isEqualTo(AbuseVeto.CLEAR);
    }
  }

  @Test
  void refusesAPolicyWithoutAbuseGateOrWithGatesOnNothing() {
    assertThat(SampleIndex.gated(INDEX, TENTH_SIGNED).flaws())
        .containsExactly(new Flaw("gates", "must have an abuse gate: abuse is a veto"));
    Gate nothing = Gate.kpi("Nothing", "MAIL", new BigDecimal("-1"), " ");
    assertThat(SampleIndex.gated(INDEX, Gate.reward(), Gate.reward(), nothing).flaws())
        .extracting(Flaw::field)
        .containsExactly(
            "gates[1].name",
            "gates[2].name",
            "gates[2].sentence",
            "gates[2].kpi",
            "gates[2].threshold");
  }

  private static Gate doubt(Gate gate, Gate.Doubt doubt) {
    return new Gate(
        gate.name(),
        gate.kind(),
        gate.sentence(),
        gate.abuseGate(),
        gate.scoringPolicyVersion(),
        gate.kpi(),
        gate.threshold(),
        doubt);
  }
}
