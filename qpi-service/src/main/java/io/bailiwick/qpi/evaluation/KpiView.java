package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.IndexResult;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.KpiAssessment;
import io.bailiwick.qpi.kpi.ValueInterval;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One indicator of a result. Results from before a member was there do not have it. */
@Schema(name = "KpiResult")
public record KpiView(
    @Schema(description = "One of the six, or the registry's own", examples = "RENEWAL") String kpi,
    @Schema(description = "NOT_ASSESSABLE: an input is missing or too small") State state,
    @Schema(
            description = "What was counted, over the window, rounded half up to 4 decimals",
            examples = "812")
        @Nullable BigDecimal numerator,
    @Schema(description = "Among what, rounded half up to 4 decimals", examples = "1000")
        @Nullable BigDecimal denominator,
    @Schema(
            description = "In the unit of the policy, rounded once, half up, to 4 decimals",
            examples = "81.2")
        @Nullable BigDecimal value,
    @Schema(
            description =
                "WILSON: of a share. POISSON: of a count on an exposure, exact. NONE: the value is a"
                    + " mean, which has no interval of these kinds")
        ValueInterval.@Nullable Method intervalMethod,
    @Schema(description = "Two-sided, from the policy", examples = "0.95")
        @Nullable BigDecimal confidence,
    @Schema(description = "Of the interval, in the unit of the value", examples = "78.6605")
        @Nullable BigDecimal lower,
    @Schema(description = "Of the interval, in the unit of the value", examples = "83.5003")
        @Nullable BigDecimal upper,
    @Schema(
            description =
                "0 to 100, that it counts with, rounded half up to 4 decimals; the sum uses the exact"
                    + " ones",
            examples = "100")
        @Nullable BigDecimal points,
    @Schema(description = "Percent, as the policy has it", examples = "20") BigDecimal weight,
    @Schema(
            description =
                "How it entered the sum. WEIGHT_SPREAD: not, its weight went to the others."
                    + " AS_ZERO, AS_FULL: with no or all points because the policy fills the gap so."
                    + " NO_INDEX: there is no sum")
        IndexResult.@Nullable Counted counted,
    @Schema(
            description =
                "What it adds to the index, with the weight of what does not count spread in"
                    + " proportion; each rounded half up to 2 decimals for itself",
            examples = "28.57")
        @Nullable BigDecimal contribution,
    @Schema(description = "The same before its rounding, in lowest terms", examples = "200/7")
        @Nullable String exactContribution,
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

  /** As the index has it. */
  public static KpiView of(IndexResult.Part part) {
    Fraction points = part.points();
    Fraction exact = part.exact();
    BigDecimal counted = points == null ? null : plain(points.rounded(PLACES));
    String exactly = exact == null ? null : exact.toString();
    return switch (part.assessment()) {
      case KpiAssessment.Assessed a ->
          new KpiView(
              a.kpi(),
              State.ASSESSED,
              plain(a.numerator().rounded(PLACES)),
              plain(a.denominator().rounded(PLACES)),
              plain(a.value().rounded(PLACES)),
              a.interval().method(),
              a.interval().confidence(),
              a.interval().lower(),
              a.interval().upper(),
              // Also where there is no index: what it would count with.
              plain(a.points().rounded(PLACES)),
              plain(part.weight()),
              part.counted(),
              part.contribution(),
              exactly,
              a.sentence());
      case KpiAssessment.NotAssessable n ->
          new KpiView(
              n.kpi(),
              State.NOT_ASSESSABLE,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              counted,
              plain(part.weight()),
              part.counted(),
              part.contribution(),
              exactly,
              n.sentence());
    };
  }

  /** Without trailing zeros and without an exponent. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
