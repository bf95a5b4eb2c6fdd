package io.bailiwick.scoring.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.run.ScoreDifference.Cause;
import io.bailiwick.scoring.run.ScoreDifference.ClauseChange;
import io.bailiwick.scoring.run.ScoreDifference.FigureChange;
import io.bailiwick.scoring.run.ScoreDifference.GateChange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreComparisonTest {

  private static final RegistrarId MINE = RegistrarId.of(90001);
  private static final Month MARCH = Month.of(2026, 3);

  private static JsonNode json(String text) {
    try {
      return CanonicalJson.tree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode score(int version, String more) {
    return json(
        "{'runId':'%d','runVersion':%d,'registrar':90001,'policyVersion':%d,'snapshotSha256':'%d'%s}"
            .formatted(version, version, version, version, more));
  }

  @Test
  void saysNothingWhereOnlyTheVersionDiffers() {
    ScoreComparison same =
        ScoreComparison.of(
            score(1, ",'domains':12,'ratePer10k':24.0"),
            score(2, ",'domains':12,'ratePer10k':24.0"));
    assertThat(same.figures()).isEmpty();
    assertThat(same.gates()).isEmpty();
  }

  @Test
  void namesWhatLiesDeeperAndKeepsEveryPlaceOfANumber() {
    ScoreComparison comparison =
        ScoreComparison.of(
            score(
                1,
                ",'domains':12,'split':{'malicious':12,'unknown':2},'ratePer10k':24.10"
                    + ",'sensitivity':[{'way':'WITHOUT_FAMILY','family':'urlhaus','flips':false}]"),
            score(
                2,
                ",'domains':3,'split':{'malicious':3,'unknown':2},'fragile':true"
                    + ",'sensitivity':[{'way':'WITHOUT_FAMILY','family':'alpha','flips':true},"
                    + "{'way':'WITHOUT_FAMILY','family':'urlhaus','flips':true}]"));
    assertThat(comparison.figures())
        .containsExactly(
            new FigureChange("domains", "12", "3"),
            new FigureChange("fragile", null, "true"),
            new FigureChange("ratePer10k", "24.10", null),
            new FigureChange("sensitivity.WITHOUT_FAMILY alpha.family", null, "alpha"),
            new FigureChange("sensitivity.WITHOUT_FAMILY alpha.flips", null, "true"),
            new FigureChange("sensitivity.WITHOUT_FAMILY alpha.way", null, "WITHOUT_FAMILY"),
            new FigureChange("sensitivity.WITHOUT_FAMILY urlhaus.flips", "false", "true"),
            new FigureChange("split.malicious", "12", "3"));
  }

  @Test
  void givesBothSentencesOfAClauseWhoseStateChanged() {
    String gate =
        ",'intervention':{'gate':'INTERVENTION','state':'%s','summary':'S','notInUse':[],'clauses':["
            + "{'clause':'COUNT','state':'%s','sentence':'%s','values':{}},"
            + "{'clause':'FUNNEL','state':'HOLDS','sentence':'%s','values':{}}]}";
    ScoreComparison comparison =
        ScoreComparison.of(
            score(1, gate.formatted("HOLDS", "HOLDS", "Twelve.", "One thing.")),
            score(2, gate.formatted("DOES_NOT_HOLD", "DOES_NOT_HOLD", "Three.", "Another.")));
    assertThat(comparison.figures()).isEmpty();
    assertThat(comparison.gates())
        .containsExactly(
            new GateChange(
                GateName.INTERVENTION,
                GateState.HOLDS,
                GateState.DOES_NOT_HOLD,
                List.of(
                    new ClauseChange(
                        Clause.COUNT,
                        ClauseState.HOLDS,
                        ClauseState.DOES_NOT_HOLD,
                        "Twelve.",
                        "Three."))));
  }

  @Test
  void comparesWithNothingWhereARegistrarIsNew() {
    ScoreComparison comparison = ScoreComparison.of(null, score(2, ",'domains':3"));
    assertThat(comparison.figures()).containsExactly(new FigureChange("domains", null, "3"));
  }

  private static JsonNode snapshot(String mine, String others, String quality) {
    return json(
        "{'definition':'flow-rate/2','months':[{'month':'2026-03','mature':true,'missingDays':[],'unattributedDomains':7,"
            + "'registrars':[{'registrar':90001,%s},{'registrar':90002,%s}],'quality':{%s}},{'month':'2026-02'}]}"
                .formatted(mine, others, quality));
  }

  @Test
  void tellsARegistrarWhichOfItsFactsDifferAndOfOthersOnlyThatSomeDo() {
    SnapshotComparison comparison =
        new SnapshotComparison(
            snapshot("'dumSum':10,'tallies':[1]", "'dumSum':5,'tallies':[]", "'feeds':1"),
            snapshot("'dumSum':11,'tallies':[2]", "'dumSum':6,'tallies':[]", "'feeds':2"));
    assertThat(comparison.causes(MINE, true))
        .containsExactly(
            new Cause(DifferenceReason.POLICY, null),
            new Cause(DifferenceReason.TALLIES, MARCH),
            new Cause(DifferenceReason.EXPOSURE, MARCH),
            new Cause(DifferenceReason.FEEDS, MARCH),
            new Cause(DifferenceReason.OTHER_REGISTRARS, MARCH));
    assertThat(comparison.causes(RegistrarId.of(90003), false))
        .containsExactly(
            new Cause(DifferenceReason.FEEDS, MARCH),
            new Cause(DifferenceReason.OTHER_REGISTRARS, MARCH));
  }

  @Test
  void tellsMeasuresReportsAndASeriesThatBeginsAnew() {
    JsonNode from =
        snapshot("'kind':'ACCREDITED'", "'kind':'ACCREDITED'", "'measures':{'registrars':[]}");
    JsonNode to =
        json(
            snapshot(
                    "'kind':'TERMINATED'",
                    "'kind':'ACCREDITED'",
                    "'reconciliation':{'state':'DIFFERS'},'measures':{'registrars':[{'registrar':90001}]}")
                .toString()
                .replace("flow-rate/2", "flow-rate/3")
                .replace("\"mature\":true", "\"mature\":false"));
    assertThat(new SnapshotComparison(from, to).causes(MINE, false))
        .containsExactly(
            new Cause(DifferenceReason.DEFINITION, null),
            new Cause(DifferenceReason.MATURITY, MARCH),
            new Cause(DifferenceReason.MEASURES, MARCH),
            new Cause(DifferenceReason.REGISTRAR, MARCH),
            new Cause(DifferenceReason.RECONCILIATION, MARCH));
  }
}
