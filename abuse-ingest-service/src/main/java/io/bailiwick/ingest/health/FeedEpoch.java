package io.bailiwick.ingest.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A time in which a feed is not to be compared with the time before. */
@Schema(name = "FeedEpoch")
public record FeedEpoch(
    UUID id,
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(description = "First day", examples = "2026-03-10") LocalDate from,
    @Schema(description = "Last day; absent while it is open", nullable = true)
        @Nullable LocalDate until,
    EpochCause cause,
    @Schema(examples = "Unhealthy for 3 days in a row.") String reason,
    Instant openedAt,
    @Schema(description = "A person, or `bailiwick` for the system", examples = "bailiwick")
        String openedBy,
    @Schema(nullable = true) @Nullable EpochVerdict verdict,
    @Schema(nullable = true) @Nullable String closeReason,
    @Schema(nullable = true) @Nullable Instant closedAt,
    @Schema(nullable = true) @Nullable String closedBy) {}
