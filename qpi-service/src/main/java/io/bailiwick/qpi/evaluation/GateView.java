package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.Gate;
import io.bailiwick.qpi.index.GateOutcome;
import io.bailiwick.qpi.index.GateState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of one gate, as it is shown. */
@Schema(name = "GateResult")
public record GateView(
    @Schema(description = "As the policy has it", examples = "dnssec-share") String name,
    @Schema(description = "ABUSE: a named gate of the scoring policy; KPI: an indicator's value")
        Gate.Kind kind,
    GateState state,
    @Schema(
            description = "The reason in words and numbers",
            examples =
                "Failed: DNSSEC is 9.50 % of names at the end of the month, at least 10 is needed."
                    + " DNSSEC on at least 10 % of the names.")
        String sentence) {

  /** As the index has it. */
  public static GateView of(GateOutcome outcome) {
    return new GateView(outcome.name(), outcome.kind(), outcome.state(), outcome.sentence());
  }
}
