package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiAssessment;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One indicator of a result. */
@Schema(name = "KpiResult")
public record KpiView(
    @Schema(description = "Which indicator") Kpi kpi,
    @Schema(description = "NOT_ASSESSABLE: an input is missing or too small; its weight is spread")
        State state,
    @Schema(description = "What was counted", examples = "812") @Nullable BigDecimal numerator,
    @Schema(description = "Among what, rounded half up to 4 decimals", examples = "1000")
        @Nullable BigDecimal denominator,
    @Schema(
            description = "In the unit of the policy, rounded once, half up, to 4 decimals",
            examples = "81.2")
        @Nullable BigDecimal value,
    @Schema(description = "0 to 100, from the bands of the policy", examples = "100")
        @Nullable BigDecimal points,
    @Schema(description = "Percent, as the policy has it", examples = "20") BigDecimal weight,
    @Schema(
            description =
                "What it adds to the index, with the weight of what is not assessable spread in"
                    + " proportion; each rounded half up to 2 decimals for itself",
            examples = "28.57")
        @Nullable BigDecimal contribution,
    @Schema(
            description = "The reason in words and numbers",
            examples =
                "812 renewals of 1000 names due for renewal: 81.20 % of names due for renewal, 100"
                    + " points.")
        String sentence) {

  private static final int PLACES = 4;

  /** Whether the indicator has a value. */
  public enum State {
    ASSESSED,
    NOT_ASSESSABLE
  }

  static KpiView of(IndexResult.Part part) {
    return switch (part.assessment()) {
      case KpiAssessment.Assessed a ->
          new KpiView(
              a.kpi(),
              State.ASSESSED,
              plain(a.numerator().rounded(PLACES)),
              plain(a.denominator().rounded(PLACES)),
              plain(a.value().rounded(PLACES)),
              plain(a.points()),
              plain(part.weight()),
              part.contribution(),
              a.sentence());
      case KpiAssessment.NotAssessable n ->
          new KpiView(
              n.kpi(),
              State.NOT_ASSESSABLE,
              null,
              null,
              null,
              null,
              plain(part.weight()),
              null,
              n.sentence());
    };
  }

  /** Without trailing zeros and without an exponent. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
