package io.bailiwick.qpi.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run that came to its end. */
@Schema(name = "LedgerRun")
public record RunView(
    UUID id,
    RunKind kind,
    UUID promotionId,
    @Schema(description = "Business time") Instant startedAt,
    @Schema(description = "Business time") Instant finishedAt,
    @Schema(description = "Who ran it; `system` for the schedule", examples = "finn") String by,
    @Schema(description = "What the run answered") JsonNode summary) {}
