package io.bailiwick.qpi.reseller;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.qpi.evaluation.GateView;
import io.bailiwick.qpi.evaluation.KpiView;
import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.index.IndexState;
import io.bailiwick.qpi.kpi.Fraction;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The index of one reseller, by the same policy and code as that of registrars. */
@Schema(name = "ResellerResult")
public record ResellerResultView(
    @Schema(examples = "shop-7") String reseller,
    @Schema(description = "0 to 100, two decimals; absent unless ASSESSED", examples = "71.43")
        @Nullable BigDecimal index,
    @Schema(description = "Before its one rounding, in lowest terms", examples = "500/7")
        @Nullable String exactIndex,
    IndexState state,
    @Schema(description = "Abuse gates as the registrar states them in the upload")
        List<GateView> gates,
    List<KpiView> kpis,
    @Schema(examples = "Index 71.43 of 100: all indicators are assessable.") String sentence) {

  static ResellerResultView of(String reseller, IndexResult result) {
    Fraction exact = result.exact();
    return new ResellerResultView(
        reseller,
        result.index(),
        exact == null ? null : exact.toString(),
        result.state(),
        result.gates().stream().map(GateView::of).toList(),
        result.parts().stream().map(KpiView::of).toList(),
        result.sentence());
  }

  static List<GateView> gates(String json) {
    try {
      return List.of(CanonicalJson.read(json, GateView[].class));
    } catch (IOException e) {
      throw new IllegalStateException("a reseller's result does not hold gates", e);
    }
  }

  static List<KpiView> kpis(String json) {
    try {
      return List.of(CanonicalJson.read(json, KpiView[].class));
    } catch (IOException e) {
      throw new IllegalStateException("a reseller's result does not hold indicators", e);
    }
  }
}
