package io.bailiwick.qpi.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.index.IndexState;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Frozen inputs and a policy in files, and the bytes that come of them: windows, exclusions, all
 * three scales, a series, gates and gaps. {@code -Dbailiwick.update=true} writes the bytes anew;
 * the numbers that matter are checked by hand beside.
 */
class GoldenIndexTest {
  private static final String GOLDEN = "golden-results.ndjson";

  @Test
  void givesTheSameBytesAgain() throws IOException {
    String results = results();
    if (Boolean.getBoolean("bailiwick.update")) {
      Files.writeString(
          Path.of("src/test/resources/io/bailiwick/qpi/evaluation").resolve(GOLDEN), results);
      return;
    }
    assertThat(results).isEqualTo(resource(GOLDEN));
    assertThat(results()).isEqualTo(results);
  }

  /**
   * By hand for 90001: abuse 5 per 10,000 between 10 and 1 on the logarithm 30.1029995664; renewal
   * without first ones (52 + 60) / (60 + 80) = 80 %, on the line from 50 to 90 75; usage spread;
   * SSL as zero; DNSSEC 35 % 75; term 140 / 90 years 500/9; mail 81.2 % 100. (903.089986992 + 1500
   * + 0 + 750 + 277.7777… + 500) / 80 = 49.1358… 90002 has 9 % signed, 90003 is vetoed.
   */
  @Test
  void comesToWhatAHandComesTo() throws IOException {
    List<IndexResult> results =
        inputs().registrars().stream().map(each -> each.assess(definition())).toList();
    assertThat(results)
        .extracting(IndexResult::state)
        .containsExactly(IndexState.ASSESSED, IndexState.GATE_FAILED, IndexState.VETOED);
    assertThat(results.getFirst().index()).isEqualTo(new BigDecimal("49.14"));
    assertThat(Objects.requireNonNull(results.getFirst().exact()).rounded(8))
        .isEqualTo(new BigDecimal("49.13584706"));
    assertThat(results.get(1).sentence())
        .isEqualTo(
            "The gate dnssec-share is not passed, so nothing else counts. Failed: DNSSEC is 9.00 %"
                + " signed, at least 10 is needed. DNSSEC on at least 10 % of the portfolio.");
  }

  @Test
  void freezesInputsThatReadBackAsTheyWere() throws IOException {
    String frozen = CanonicalJson.text(inputs());
    assertThat(CanonicalJson.text(CanonicalJson.read(frozen, FrozenInputs.class)))
        .isEqualTo(frozen);
  }

  /** What was frozen before there were windows, measures and series. */
  @Test
  void readsInputsFromBefore() throws IOException {
    FrozenInputs first =
        CanonicalJson.read(
            """
            {"month": "2025-01", "scoringRunId": "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90",
             "scoringPolicyVersion": 3,
             "scores": [{"registrar": 90001, "registrarName": "One", "domains": 0,
                         "dumSum": 31000, "days": 31, "reward": {"state": "HOLDS", "summary": ""}}],
             "portfolios": [{"registrar": 90001, "name": "One", "closingDum": 1000, "creates": 100,
                             "renewalsDue": 100, "renewalsDone": 82, "signedNames": 350,
                             "termYears": 150, "usage": null, "tls": null}]}
            """,
            FrozenInputs.class);
    IndexDefinition shipped =
        CanonicalJson.read(QpiIndexPolicyTest.firstShipped(), IndexDefinition.class);
    // By hand: (30·100 + 20·100 + 10·75 + 10·75) / 70 = 92.857…
    assertThat(first.registrars().getFirst().assess(shipped).index())
        .isEqualTo(new BigDecimal("92.86"));
  }

  /** As results were written before intervals, counting and exact contributions were told. */
  @Test
  void readsAnIndicatorsResultFromBefore() throws IOException {
    KpiView[] before =
        CanonicalJson.read(
            """
            [{"contribution":28.57,"denominator":100,"kpi":"RENEWAL","numerator":82,"points":100,
              "sentence":"As it was.","state":"ASSESSED","value":82,"weight":20},
             {"contribution":null,"denominator":null,"kpi":"USAGE","numerator":null,"points":null,
              "sentence":"As it was.","state":"NOT_ASSESSABLE","value":null,"weight":20}]
            """,
            KpiView[].class);
    assertThat(before[0].contribution()).isEqualTo(new BigDecimal("28.57"));
    assertThat(before[0].intervalMethod()).isNull();
    assertThat(before[1].state()).isEqualTo(KpiView.State.NOT_ASSESSABLE);
  }

  private static String results() throws IOException {
    List<String> lines = new ArrayList<>();
    for (FrozenInputs.Registrar registrar : inputs().registrars()) {
      IndexResult result = registrar.assess(definition());
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("registrar", registrar.id());
      line.put("state", result.state());
      line.put("index", String.valueOf(result.index()));
      line.put("exact", String.valueOf(result.exact()));
      line.put("sentence", result.sentence());
      line.put("gates", result.gates().stream().map(GateView::of).toList());
      line.put("kpis", result.parts().stream().map(KpiView::of).toList());
      lines.add(CanonicalJson.text(line));
    }
    return String.join("\n", lines) + "\n";
  }

  private static FrozenInputs inputs() throws IOException {
    return CanonicalJson.read(resource("golden-inputs.json"), FrozenInputs.class);
  }

  private static IndexDefinition definition() {
    try {
      IndexDefinition definition =
          CanonicalJson.read(resource("golden-policy.json"), IndexDefinition.class);
      assertThat(definition.flaws()).isEmpty();
      return definition;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(GoldenIndexTest.class.getResourceAsStream(name), name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
