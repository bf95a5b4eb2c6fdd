package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexState;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The index of one registrar as it is shown. */
@Schema(name = "Result")
public record ResultView(
    UUID evaluationId,
    Month month,
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 1") String registrarName,
    @Schema(
            description =
                "0 to 100, two decimals, rounded once, half up; absent unless the state is ASSESSED",
            examples = "71.43")
        @Nullable BigDecimal index,
    @Schema(
            description =
                "VETOED: an abuse gate is failed. GATE_FAILED: another gate is. NOT_ASSESSABLE: too"
                    + " little of the weight can be assessed, or a gate cannot")
        IndexState state,
    @Schema(description = "The index before its one rounding, in lowest terms", examples = "500/7")
        @Nullable String exactIndex,
    @Schema(description = "They come first; empty in results from before gates were told")
        List<GateView> gates,
    List<KpiView> kpis,
    @Schema(examples = "Index 71.43 of 100: all indicators are assessable.") String sentence) {

  static ResultView of(Evaluation evaluation, EvaluationResult result) {
    try {
      return new ResultView(
          evaluation.id,
          Month.fromString(evaluation.month),
          RegistrarId.of(result.registrar),
          result.registrarName,
          result.index,
          result.state,
          result.indexExact,
          List.of(CanonicalJson.read(result.gates, GateView[].class)),
          List.of(CanonicalJson.read(result.kpis, KpiView[].class)),
          result.sentence);
    } catch (IOException e) {
      throw new IllegalStateException("result " + result.id + " does not hold indicators", e);
    }
  }
}
