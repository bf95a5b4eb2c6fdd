package io.bailiwick.qpi.evaluation;

import io.bailiwick.qpi.index.NearestWay;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What it would take to reach a baseline. */
@Schema(name = "NearestWays")
public record NearestView(
    @Schema(examples = "95") BigDecimal baseline,
    @Schema(description = "Whether the index reaches it already") boolean reached,
    @Schema(
            description = "Where it stands, or which gate is in the way",
            examples = "The index 92.86 is 2.14 below 95.")
        String sentence,
    @Schema(
            description =
                "One for each indicator with weight or a gate on it: the least change of its"
                    + " numerator alone. Empty where the baseline is reached")
        List<Way> ways) {

  /** The least change of one indicator. */
  @Schema(name = "NearestWay")
  public record Way(
      @Schema(examples = "RENEWAL") String kpi,
      NearestWay.Outcome outcome,
      @Schema(
              description =
                  "How many more where higher is better, how many fewer where lower is; absent"
                      + " without such a change",
              examples = "12")
          @Nullable Long change,
      @Schema(description = "That would come out", examples = "95.71") @Nullable BigDecimal index,
      @Schema(
              examples =
                  "With 12 more renewals of the same 100 names due for renewal the index would be"
                      + " 95.71.")
          String sentence) {}

  static NearestView of(BigDecimal baseline, NearestWay.Ways ways) {
    return new NearestView(
        baseline,
        ways.reached(),
        ways.sentence(),
        ways.ways().stream()
            .map(
                way -> new Way(way.kpi(), way.outcome(), way.change(), way.index(), way.sentence()))
            .toList());
  }
}
