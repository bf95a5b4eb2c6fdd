package io.bailiwick.scoring.method;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one metric is, with the history of its definition. */
@Schema(
    name = "Definition",
    description = "What one metric is, for its owner and for whoever is measured by it")
public record Definition(
    @Schema(description = "Stable name", examples = "flow-rate") String id,
    @Schema(description = "From 1; another definition starts a new series", examples = "2")
        int version,
    @Schema(examples = "Rate of abuse of a month") String title,
    @Schema(description = "What is counted") String numerator,
    @Schema(description = "On what") String denominator,
    @Schema(examples = "per 10,000 names and month") String unit,
    @Schema(description = "How it is computed and rounded") String formula,
    @Schema(description = "What is left out") String leftOut,
    @Schema(description = "What it decides") String usedFor,
    @Schema(description = "Where the formula is from", examples = "Wilson 1927") String source,
    @Schema(description = "Newest first") List<Change> history) {

  /** A version of the definition. */
  @Schema(name = "DefinitionChange")
  public record Change(
      @Schema(examples = "2") int version,
      @Schema(description = "Since when the software counts so", examples = "2026-11-22")
          LocalDate since,
      @Schema(description = "What changed") String what) {}

  /** As snapshots and measures name it: {@code flow-rate/2}. */
  public String name() {
    return id + "/" + version;
  }
}
