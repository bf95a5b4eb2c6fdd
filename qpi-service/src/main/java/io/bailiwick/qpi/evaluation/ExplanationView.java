package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexState;
import io.bailiwick.qpi.index.Quartiles;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a registrar's index came about. */
@Schema(name = "IndexExplanation")
public record ExplanationView(
    UUID evaluationId,
    @Schema(examples = "1") int version,
    Month month,
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 1") String registrarName,
    @Schema(description = "Of the policy of kind qpi-index", examples = "1") int policyVersion,
    @Schema(description = "Whose numbers these are") String statement,
    @Schema(description = "SHA-256 of the frozen inputs") String inputsSha256,
    IndexState state,
    @Schema(examples = "92.86") @Nullable BigDecimal index,
    @Schema(description = "The index before its one rounding", examples = "650/7")
        @Nullable String exactIndex,
    @Schema(examples = "Index 92.86 of 100: all indicators are assessable.") String sentence,
    @Schema(
            description = "The sum with its numbers; absent where there is none",
            examples = "(30 × 100 + 20 × 100 + 10 × 75 + 10 × 75) / 70 = 650/7 = 92.86")
        @Nullable String arithmetic,
    List<GateView> gates,
    List<Indicator> indicators,
    @Schema(description = "The newest index of each month up to this one, the oldest first")
        List<TrendPoint> trend,
    PeerView peers,
    @Schema(
            description = "Where scoring-service lists the names behind the abuse indicator",
            examples = "/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/incidents")
        String abusiveNames) {

  /** One indicator with all that it was made of. */
  @Schema(name = "ExplainedKpi")
  public record Indicator(
      KpiView result,
      DefinitionView definition,
      @Schema(
              description = "How the value came about",
              examples = "82 / 100 × 100 = 82 % of names due for renewal")
          @Nullable String formula,
      @Schema(description = "What was read in each month of the window, the newest first")
          List<MonthQuantities> inputs) {}

  /** What was known in one month. */
  @Schema(name = "MonthQuantities")
  public record MonthQuantities(
      @Schema(examples = "2026-03") String month,
      @Schema(
              description = "By name, exact; a quantity that is not known is not there",
              examples = "{\"RENEWALS_DONE\": \"82\", \"RENEWALS_DUE\": \"100\"}")
          SortedMap<String, String> quantities) {}

  /** The index of one month. */
  @Schema(name = "IndexTrendPoint")
  public record TrendPoint(
      Month month,
      @Schema(examples = "1") int version,
      @Schema(examples = "1") int policyVersion,
      IndexState state,
      @Schema(examples = "92.86") @Nullable BigDecimal index) {}

  /** How others of the same size stand. */
  @Schema(name = "IndexPeers")
  public record PeerView(
      @Schema(
              description = "By names at the end of the month; absent where that is not known",
              examples = "1000 to 9999 names")
          @Nullable String sizeClass,
      @Schema(description = "Of the index; absent with fewer than five others")
          @Nullable Spread index,
      @Schema(description = "Of the value of each indicator; absent with fewer than five others")
          SortedMap<String, Spread> kpis,
      @Schema(
              examples =
                  "Quartiles of the other registrars of the same size, rounded to whole numbers.")
          String sentence) {}

  /** Quartiles by nearest rank. */
  @Schema(name = "PeerQuartiles")
  public record Spread(
      @Schema(description = "How many others, at least five", examples = "12") int peers,
      @Schema(examples = "61") BigDecimal lower,
      @Schema(examples = "74") BigDecimal median,
      @Schema(examples = "88") BigDecimal upper) {

    static Spread of(Quartiles quartiles) {
      return new Spread(
          quartiles.count(), quartiles.lower(), quartiles.median(), quartiles.upper());
    }
  }
}
