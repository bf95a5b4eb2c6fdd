package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.index.IndexState;
import io.bailiwick.qpi.kpi.Fraction;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The index that would come out. */
@Schema(name = "WhatIf")
public record WhatIfView(
    @Schema(description = "As it is") IndexState stateNow,
    @Schema(description = "As it is", examples = "92.86") @Nullable BigDecimal indexNow,
    @Schema(description = "With the other numbers") IndexState state,
    @Schema(description = "With the other numbers", examples = "94.29") @Nullable BigDecimal index,
    @Schema(examples = "660/7") @Nullable String exactIndex,
    List<GateView> gates,
    List<KpiView> kpis,
    String sentence) {

  static WhatIfView of(IndexResult now, IndexResult then) {
    Fraction exact = then.exact();
    return new WhatIfView(
        now.state(),
        now.index(),
        then.state(),
        then.index(),
        exact == null ? null : exact.toString(),
        then.gates().stream().map(GateView::of).toList(),
        then.parts().stream().map(KpiView::of).toList(),
        then.sentence());
  }
}
