package io.bailiwick.qpi.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.qpi.index.Gate;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.ScoreChoices;
import io.bailiwick.qpi.index.WeightedKpi;
import io.bailiwick.qpi.kpi.Absence;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Measure;
import io.bailiwick.qpi.kpi.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QpiIndexPolicyTest {
  private final IndexDefinition shipped = new QpiIndexPolicy().shippedDefault();

  @Test
  void shipsADefaultThatSaysItIsOursAndPassesItsOwnRules() {
    assertThat(new QpiIndexPolicy().check(shipped)).isEmpty();
    assertThat(shipped.statement()).contains("all of them are ours");
  }

  /** The defaults are a contract: a change is meant and seen. */
  @Test
  void shipsTheseWeights() {
    assertThat(shipped.kpis())
        .extracting(kpi -> kpi.definition().kpi() + " " + kpi.weight())
        .containsExactly(
            "ABUSE 30",
            "RENEWAL 20",
            "USAGE 20",
            "SSL 10",
            "DNSSEC 10",
            "TERM 10",
            "ABUSE_PERSISTENCE 0",
            "ABUSE_RECURRENCE 0");
    assertThat(
            shipped.kpis().stream()
                .map(WeightedKpi::weight)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("100");
    assertThat(shipped.minimumAssessableShare()).isEqualByComparingTo("50");
    assertThat(shipped.gates()).containsExactly(Gate.reward());
  }

  @Test
  void survivesBeingWrittenAndReadAgain() throws Exception {
    assertThat(CanonicalJson.read(CanonicalJson.text(shipped), IndexDefinition.class))
        .isEqualTo(shipped);
  }

  /** The document that shipped before gates, windows, exclusions and scales were data. */
  @Test
  void readsADocumentFromBeforeAsWhatItMeant() throws Exception {
    IndexDefinition first = CanonicalJson.read(firstShipped(), IndexDefinition.class);
    assertThat(new QpiIndexPolicy().check(first)).isEmpty();
    assertThat(first.gates()).containsExactly(Gate.reward());
    assertThat(first.scores()).isEqualTo(ScoreChoices.DEFAULT);
    assertThat(first.confidence()).isEqualByComparingTo("0.95");
    assertThat(first.window()).isEqualTo(1);
    List<KpiDefinition> definitions = first.kpis().stream().map(WeightedKpi::definition).toList();
    assertThat(definitions)
        .extracting(KpiDefinition::kpi)
        .containsExactlyElementsOf(
            java.util.stream.Stream.of(Kpi.values()).map(Kpi::name).toList());
    assertThat(definitions)
        .extracting(KpiDefinition::measure)
        .containsExactly(
            Measure.RATE,
            Measure.SHARE,
            Measure.SHARE,
            Measure.SHARE,
            Measure.SHARE,
            Measure.AVERAGE);
    assertThat(definitions)
        .allMatch(each -> each.scale() == Scale.BANDS && each.absence() == Absence.SPREAD_WEIGHT);
    // What it weighs is what ships today.
    assertThat(first.kpis()).isEqualTo(shipped.kpis().subList(0, 6));
  }

  static String firstShipped() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(
            QpiIndexPolicyTest.class.getResourceAsStream("first-shipped-policy.json"))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
