package io.bailiwick.ingest.reconciliation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One of our counts beside the report's. */
@Schema(name = "Comparison")
public record Comparison(
    Measure measure,
    @Schema(
            description =
                "What we count; for MOVEMENT what the report before and the movements of this one come to",
            examples = "10050")
        long counted,
    @Schema(description = "What the report says", examples = "10000") long reported,
    @Schema(description = "Counted less reported", examples = "50") long difference,
    @Schema(
            description =
                "Largest difference that agrees: 0.5 % of the reported number or 5 names, whichever is larger",
            examples = "50")
        long tolerance,
    boolean agrees) {

  private static final long LEAST_TOLERANCE = 5;

  /** One in so many: 0.5 %. */
  private static final long SHARE = 200;

  static Comparison of(Measure measure, long counted, long reported) {
    long difference = counted - reported;
    long tolerance = Math.max(LEAST_TOLERANCE, reported / SHARE);
    return new Comparison(
        measure, counted, reported, difference, tolerance, Math.abs(difference) <= tolerance);
  }
}
