package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.kpi.Flaw;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexDefinitionTest {
  private static final IndexDefinition INDEX =
      SampleIndex.weighted("50", "30", "20", "20", "10", "10", "10");

  /** By hand: (30·100 + 20·50 + 20·75 + 10·100 + 10·0 + 10·25) / 100 = 67.5. */
  @Test
  void weighsThePointsByTheWeights() {
    IndexResult result = INDEX.assess(SampleIndex.points(100, 50, 75, 100, 0, 25), AbuseVeto.CLEAR);
    assertThat(result.state()).isEqualTo(IndexState.ASSESSED);
    assertThat(result.index()).isEqualTo(new BigDecimal("67.50"));
    assertThat(result.parts())
        .extracting(part -> String.valueOf(part.contribution()))
        .containsExactly("30.00", "10.00", "15.00", "10.00", "0.00", "2.50");
    assertThat(result.sentence())
        .isEqualTo("Index 67.50 of 100: all six indicators are assessable.");
  }

  /** By hand: (30·100 + 20·50 + 10·0 + 10·25) / 70 = 4250 / 70 = 60.714… */
  @Test
  void spreadsTheWeightOfWhatIsNotAssessableOverTheOthersInProportion() {
    IndexResult result =
        INDEX.assess(SampleIndex.points(100, 50, null, null, 0, 25), AbuseVeto.CLEAR);
    assertThat(result.index()).isEqualTo(new BigDecimal("60.71"));
    assertThat(result.parts())
        .extracting(part -> String.valueOf(part.contribution()))
        .containsExactly("42.86", "14.29", "null", "null", "0.00", "3.57");
    assertThat(result.sentence()).contains("70 % of the weight is assessable");
  }

  @Test
  void isNotAssessableWhereTooLittleOfTheWeightIs() {
    assertThat(INDEX.assess(SampleIndex.points(100, 50, null, null, null, null), AbuseVeto.CLEAR))
        .extracting(IndexResult::state, IndexResult::index)
        .containsExactly(IndexState.ASSESSED, new BigDecimal("80.00"));
    IndexResult tooLittle =
        INDEX.assess(SampleIndex.points(100, null, null, null, null, 100), AbuseVeto.CLEAR);
    assertThat(tooLittle.state()).isEqualTo(IndexState.NOT_ASSESSABLE);
    assertThat(tooLittle.index()).isNull();
    assertThat(tooLittle.sentence())
        .isEqualTo("Not assessable: 40 % of the weight is assessable, 50 % is needed.");
  }

  @Test
  void obeysTheVetoHoweverGoodTheRestIs() {
    IndexResult result =
        INDEX.assess(SampleIndex.points(100, 100, 100, 100, 100, 100), AbuseVeto.VETOED);
    assertThat(result.state()).isEqualTo(IndexState.VETOED);
    assertThat(result.index()).isNull();
    assertThat(result.parts()).allMatch(part -> part.contribution() == null);
  }

  @Test
  void isNotAssessableWhileTheVetoIsUnknown() {
    assertThat(
            INDEX
                .assess(SampleIndex.points(100, 100, 100, 100, 100, 100), AbuseVeto.UNKNOWN)
                .state())
        .isEqualTo(IndexState.NOT_ASSESSABLE);
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
        new IndexDefinition(
            "Ours.",
            new BigDecimal("50"),
            List.of(kpis.get(0), kpis.get(1), kpis.get(1), kpis.get(3), kpis.get(4), kpis.get(5)));
    assertThat(doubled.flaws())
        .extracting(Flaw::message)
        .containsExactly(
            "RENEWAL must be there exactly once, not 2 times",
            "USAGE must be there exactly once, not 0 times");
  }

  @Test
  void refusesASilentOrImpossibleDefinition() {
    IndexDefinition broken = new IndexDefinition(" ", new BigDecimal("100.01"), INDEX.kpis());
    assertThat(broken.flaws())
        .extracting(Flaw::field)
        .containsExactly("statement", "minimumAssessableShare");
  }
}
