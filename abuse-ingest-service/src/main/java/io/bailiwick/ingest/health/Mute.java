package io.bailiwick.ingest.health;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A time in which a feed is no evidence. */
@Schema(name = "FeedMute")
public record Mute(
    UUID id,
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(description = "First counting time that is muted") Instant from,
    @Schema(description = "Counting time from which the feed speaks again", nullable = true)
        @Nullable Instant until,
    @Schema(examples = "The source listed a content network.") String reason,
    Instant mutedAt,
    @Schema(examples = "ann") String mutedBy,
    @Schema(nullable = true) @Nullable Instant unmutedAt,
    @Schema(nullable = true) @Nullable String unmutedBy,
    @Schema(nullable = true) @Nullable String unmuteReason) {}
