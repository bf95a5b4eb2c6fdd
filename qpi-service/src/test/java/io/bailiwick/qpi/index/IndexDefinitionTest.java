package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.kpi.Absence;
import io.bailiwick.qpi.kpi.Definitions;
import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.Flaw;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.Measure;
import io.bailiwick.qpi.kpi.Scale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexDefinitionTest {
  private static final IndexDefinition INDEX =
      SampleIndex.weighted("50", "30", "20", "20", "10", "10", "10");

  /** By hand: (30·100 + 20·50 + 20·75 + 10·100 + 10·0 + 10·25) / 100 = 67.5. */
  @Test
  void weighsThePointsByTheWeights() {
    IndexResult result =
        INDEX.assess(SampleIndex.points(100, 50, 75, 100, 0, 25), SampleIndex.clear());
    assertThat(result.state()).isEqualTo(IndexState.ASSESSED);
    assertThat(result.index()).isEqualTo(new BigDecimal("67.50"));
    assertThat(result.parts())
        .extracting(part -> String.valueOf(part.contribution()))
        .containsExactly("30.00", "10.00", "15.00", "10.00", "0.00", "2.50");
    assertThat(result.sentence()).isEqualTo("Index 67.50 of 100: all indicators are assessable.");
  }

  /** By hand: (30·100 + 20·50 + 10·0 + 10·25) / 70 = 4250 / 70 = 425/7 = 60.714… */
  @Test
  void spreadsTheWeightOfWhatIsNotAssessableOverTheOthersInProportion() {
    IndexResult result =
        INDEX.assess(SampleIndex.points(100, 50, null, null, 0, 25), SampleIndex.clear());
    assertThat(result.index()).isEqualTo(new BigDecimal("60.71"));
    assertThat(result.exact()).hasToString("425/7");
    assertThat(result.parts())
        .extracting(part -> String.valueOf(part.contribution()))
        .containsExactly("42.86", "14.29", "null", "null", "0.00", "3.57");
    assertThat(result.parts())
        .extracting(part -> String.valueOf(part.exact()))
        .containsExactly("300/7", "100/7", "null", "null", "0", "25/7");
    assertThat(result.sentence())
        .isEqualTo(
            "Index 60.71 of 100: 70 % of the weight is assessable, the rest is spread in"
                + " proportion.");
  }

  /** By hand: usage (20) counts nothing, 4250 / 90 = 47.222…; or all, 6250 / 90 = 69.444… */
  @Test
  void countsAGapAsThePolicyFillsIt() {
    IndexResult zero =
        SampleIndex.when(INDEX, Kpi.USAGE, Absence.ZERO_POINTS)
            .assess(SampleIndex.points(100, 50, null, null, 0, 25), SampleIndex.clear());
    assertThat(zero.index()).isEqualTo(new BigDecimal("47.22"));
    assertThat(zero.sentence())
        .isEqualTo(
            "Index 47.22 of 100: 70 % of the weight is assessable, the rest is spread in"
                + " proportion, 20 % counts as the policy fills it in.");
    IndexResult full =
        SampleIndex.when(INDEX, Kpi.USAGE, Absence.FULL_POINTS)
            .assess(SampleIndex.points(100, 50, null, null, 0, 25), SampleIndex.clear());
    assertThat(full.index()).isEqualTo(new BigDecimal("69.44"));
    assertThat(full.parts().get(2).counted()).isEqualTo(IndexResult.Counted.AS_FULL);
    IndexResult none =
        SampleIndex.when(INDEX, Kpi.USAGE, Absence.NO_INDEX)
            .assess(SampleIndex.points(100, 50, null, null, 0, 25), SampleIndex.clear());
    assertThat(none.state()).isEqualTo(IndexState.NOT_ASSESSABLE);
    assertThat(none.sentence())
        .startsWith("Not assessable, because by the policy there is no index without usage.");
  }

  @Test
  void isNotMadeAssessableByFillingGaps() {
    IndexDefinition filled =
        SampleIndex.when(
            SampleIndex.when(INDEX, Kpi.RENEWAL, Absence.FULL_POINTS),
            Kpi.USAGE,
            Absence.FULL_POINTS);
    assertThat(
            filled
                .assess(SampleIndex.points(100, null, null, null, null, 100), SampleIndex.clear())
                .state())
        .isEqualTo(IndexState.NOT_ASSESSABLE);
  }

  @Test
  void isNotAssessableWhereTooLittleOfTheWeightIs() {
    assertThat(
            INDEX.assess(SampleIndex.points(100, 50, null, null, null, null), SampleIndex.clear()))
        .extracting(IndexResult::state, IndexResult::index)
        .containsExactly(IndexState.ASSESSED, new BigDecimal("80.00"));
    IndexResult tooLittle =
        INDEX.assess(SampleIndex.points(100, null, null, null, null, 100), SampleIndex.clear());
    assertThat(tooLittle.state()).isEqualTo(IndexState.NOT_ASSESSABLE);
    assertThat(tooLittle.index()).isNull();
    assertThat(tooLittle.sentence())
        .isEqualTo("Not assessable: 40 % of the weight is assessable, 50 % is needed.");
  }

  @Test
  void obeysTheVetoHoweverGoodTheRestIs() {
    IndexResult result =
        INDEX.assess(
            SampleIndex.points(100, 100, 100, 100, 100, 100), SampleIndex.reward(AbuseVeto.VETOED));
    assertThat(result.state()).isEqualTo(IndexState.VETOED);
    assertThat(result.index()).isNull();
    assertThat(result.parts()).allMatch(part -> part.contribution() == null);
    assertThat(result.sentence())
        .isEqualTo(
            "Vetoed by the gate abuse, so nothing else counts. Failed: the gate REWARD of version 3"
                + " of the scoring policy speaks against it. The abuse gate for rewards of the"
                + " scoring policy holds.");
  }

  @Test
  void isNotAssessableWhileTheVetoIsUnknown() {
    assertThat(
            INDEX
                .assess(
                    SampleIndex.points(100, 100, 100, 100, 100, 100),
                    SampleIndex.reward(AbuseVeto.UNKNOWN))
                .state())
        .isEqualTo(IndexState.NOT_ASSESSABLE);
    assertThat(
            INDEX
                .assess(SampleIndex.points(100, 100, 100, 100, 100, 100), AbuseReadings.none())
                .sentence())
        .isEqualTo(
            "Not assessable, because the gate abuse is not. Not assessable: there is no abuse score"
                + " of the month.");
  }

  @Test
  void refusesWeightsThatDoNotTotalExactlyOneHundred() {
    assertThat(INDEX.flaws()).isEmpty();
    assertThat(SampleIndex.weighted("50", "29", "20", "20", "10", "10", "10").flaws())
        .containsExactly(new Flaw("kpis", "the weights must total exactly 100, not 99"));
    assertThat(SampleIndex.weighted("50", "30.0001", "20", "20", "10", "10", "10").flaws())
        .containsExactly(new Flaw("kpis", "the weights must total exactly 100, not 100.0001"));
    assertThat(SampleIndex.weighted("50", "33.3", "16.7", "20", "10", "10", "10").flaws())
        .isEmpty();
  }

  @Test
  void refusesAnIndicatorThatIsMissingOrTwiceThere() {
    List<WeightedKpi> kpis = INDEX.kpis();
    IndexDefinition doubled =
        SampleIndex.with(
            "50",
            List.of(kpis.get(0), kpis.get(1), kpis.get(1), kpis.get(3), kpis.get(4), kpis.get(5)),
            INDEX.gates());
    assertThat(doubled.flaws())
        .extracting(Flaw::message)
        .containsExactly(
            "RENEWAL must be there exactly once, not 2 times",
            "USAGE must be there exactly once, not 0 times");
  }

  /** Five of abuse's thirty go to the registry's own. */
  @Test
  void takesIndicatorsOfTheRegistrysOwn() {
    List<WeightedKpi> kpis = new ArrayList<>(INDEX.kpis());
    kpis.set(0, new WeightedKpi(new BigDecimal("25"), kpis.getFirst().definition()));
    kpis.add(
        new WeightedKpi(
            new BigDecimal("5"),
            Definitions.scaled(
                Definitions.of(
                    "SECOND_LOOK",
                    Measure.AVERAGE,
                    "SIGNED_NAMES",
                    "MONTHS",
                    1,
                    "names",
                    Direction.LOWER_IS_BETTER,
                    1),
                Scale.LINEAR,
                "100",
                "0")));
    IndexDefinition own = SampleIndex.with("50", kpis, INDEX.gates());
    assertThat(own.flaws()).isEmpty();
    // 60 signed names: no points by the sample's bands up to 60, and 40 by the line.
    IndexResult result =
        own.assess(SampleIndex.points(100, 50, 75, 100, 60, 25), SampleIndex.clear());
    // 25 + 10 + 15 + 10 + 6 + 2.5 + 2
    assertThat(result.index()).isEqualTo(new BigDecimal("70.50"));
    assertThat(result.parts().getLast().assessment().kpi()).isEqualTo("SECOND_LOOK");
  }

  @Test
  void refusesASilentOrImpossibleDefinition() {
    IndexDefinition broken =
        new IndexDefinition(
            " ",
            new BigDecimal("100.01"),
            INDEX.kpis(),
            new BigDecimal("1"),
            INDEX.gates(),
            ScoreChoices.DEFAULT,
            List.of(10L, 10L));
    assertThat(broken.flaws())
        .extracting(Flaw::field)
        .containsExactly("statement", "minimumAssessableShare", "confidence", "sizeClasses[1]");
  }

  @Test
  void refusesNumbersThatWouldFillTheMemory() {
    assertThat(SampleIndex.weighted("50", "1e999999999", "20", "20", "10", "10", "10").flaws())
        .containsExactly(new Flaw("kpis[0].weight", "must have at most 20 digits"));
  }

  @Test
  void namesTheClassOfASize() {
    assertThat(INDEX.sizeClass(0)).isEqualTo("under 1000 names");
    assertThat(INDEX.sizeClass(999)).isEqualTo("under 1000 names");
    assertThat(INDEX.sizeClass(1_000)).isEqualTo("1000 to 9999 names");
    assertThat(INDEX.sizeClass(10_000)).isEqualTo("10000 names and more");
  }
}
