package io.bailiwick.aip.plan;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one side says about the plan. */
@Schema(name = "PlanComment")
public record PlanComment(
    UUID id,
    Side side,
    @Schema(examples = "Would June be possible for the second measure?") String text,
    @Schema(examples = "olga") String author,
    Instant writtenAt) {

  /** Who speaks. */
  @Schema(name = "PlanSide")
  public enum Side {
    REGISTRAR,
    REGISTRY
  }
}
