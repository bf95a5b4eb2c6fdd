package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A payload judged again, as it goes over the wire. */
@Schema(name = "Replay")
public record Replay(
    UUID id,
    UUID payload,
    Instant replayedAt,
    @Schema(examples = "data-operator") String replayedBy,
    Rows rows,
    Payload.Judgement judgement) {

  /** Every data row is one of the three: read = accepted + known + rejected. */
  @Schema(name = "ReplayRows")
  public record Rows(
      long read,
      @Schema(description = "Accepted now, and not before") long accepted,
      @Schema(description = "Accepted before, or a withdrawal") long known,
      @Schema(description = "Rejected still") long rejected,
      @Schema(examples = "{\"OUT_OF_ZONE\":3}") Map<RejectionReason, Long> rejectedByReason) {}
}
