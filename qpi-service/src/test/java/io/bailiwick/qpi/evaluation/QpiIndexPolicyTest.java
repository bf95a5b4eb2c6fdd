package io.bailiwick.qpi.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.WeightedKpi;
import io.bailiwick.qpi.kpi.Kpi;
import java.math.BigDecimal;
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
        .containsExactly("ABUSE 30", "RENEWAL 20", "USAGE 20", "SSL 10", "DNSSEC 10", "TERM 10");
    assertThat(
            shipped.kpis().stream()
                .map(WeightedKpi::weight)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("100");
    assertThat(shipped.kpis())
        .extracting(kpi -> kpi.definition().kpi())
        .containsExactly(Kpi.values());
    assertThat(shipped.minimumAssessableShare()).isEqualByComparingTo("50");
  }

  @Test
  void survivesBeingWrittenAndReadAgain() throws Exception {
    assertThat(CanonicalJson.read(CanonicalJson.text(shipped), IndexDefinition.class))
        .isEqualTo(shipped);
  }
}
