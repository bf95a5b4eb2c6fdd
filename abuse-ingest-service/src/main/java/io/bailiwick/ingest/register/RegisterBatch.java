package io.bailiwick.ingest.register;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Register events or measurements as received, and what became of their rows. */
@Schema(name = "RegisterBatch")
public record RegisterBatch(
    UUID id,
    BatchKind kind,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    @Schema(description = "As received", examples = "81233") long bytes,
    @Schema(description = "Business time") Instant receivedAt,
    String receivedBy,
    Rows rows) {

  /** Every row is one of the three: read = accepted + duplicates + rejected. */
  @Schema(name = "RegisterBatchRows")
  public record Rows(
      @Schema(examples = "1000") long read,
      long accepted,
      @Schema(description = "Known before, from this batch or another") long duplicates,
      long rejected,
      @Schema(examples = "{\"OUT_OF_ZONE\":3}") Map<RejectionReason, Long> rejectedByReason) {}
}
