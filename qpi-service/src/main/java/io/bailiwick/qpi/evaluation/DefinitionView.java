package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.kpi.Absence;
import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.Exclusion;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Line;
import io.bailiwick.qpi.kpi.Measure;
import io.bailiwick.qpi.kpi.QuantityName;
import io.bailiwick.qpi.kpi.Scale;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an indicator is made of and how it becomes points, as it is shown. */
@Schema(name = "KpiDefinition")
public record DefinitionView(
    Measure measure,
    @Schema(examples = "renewals") String numerator,
    @Schema(examples = "names due for renewal") String denominator,
    @Schema(description = "Closed months that both are summed over", examples = "1") int window,
    @Schema(description = "What is left out of both") List<Exclusion> exclusions,
    @Schema(description = "The value is numerator / denominator times this", examples = "100")
        int per,
    @Schema(examples = "% of names due for renewal") String unit,
    Direction direction,
    @Schema(examples = "10") long minimumDenominator,
    @Schema(examples = "0") long minimumEvents,
    Scale scale,
    @Schema(description = "Of BANDS, the best first; the last takes the rest") List<BandView> bands,
    @Schema(description = "Of LINEAR and LOGARITHMIC: the value of no points")
        @Nullable BigDecimal zeroAt,
    @Schema(description = "Of LINEAR and LOGARITHMIC: the value of 100 points")
        @Nullable BigDecimal fullAt,
    @Schema(description = "What follows where it is not assessable") Absence absence) {

  /** One step. */
  @Schema(name = "KpiBand")
  public record BandView(
      @Schema(description = "Absent for the rest", examples = "80") @Nullable BigDecimal bound,
      @Schema(examples = "100") BigDecimal points) {}

  static DefinitionView of(KpiDefinition definition) {
    Line line = definition.line();
    return new DefinitionView(
        definition.measure(),
        QuantityName.words(definition.numerator()),
        QuantityName.words(definition.denominator()),
        definition.window(),
        definition.exclusions(),
        definition.per(),
        definition.unit(),
        definition.direction(),
        definition.minimumDenominator(),
        definition.minimumEvents(),
        definition.scale(),
        definition.bands().stream().map(band -> new BandView(band.bound(), band.points())).toList(),
        line == null ? null : line.zeroAt(),
        line == null ? null : line.fullAt(),
        definition.absence());
  }
}
