package io.bailiwick.ingest.pull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One fetch of a feed, as it goes over the wire. */
@Schema(name = "Fetch")
public record Fetch(
    UUID id,
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(description = "Who asked for it; absent: the schedule", nullable = true)
        @Nullable String requestedBy,
    Instant startedAt,
    @Schema(description = "Absent while it runs", nullable = true) @Nullable Instant endedAt,
    @Schema(description = "Absent while it runs", nullable = true) @Nullable FetchOutcome outcome,
    @Schema(description = "Why it failed", nullable = true) @Nullable FetchFailure reason,
    @Schema(description = "Of the last answer; absent where there was none", nullable = true)
        @Nullable Integer httpStatus,
    @Schema(description = "Received, all documents together", examples = "223156") long bytes,
    @Schema(description = "Payloads that it brought or met again; usually one") List<UUID> payloads,
    @Schema(examples = "The source says that nothing has changed.") String message) {}
