package io.bailiwick.ingest.health;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Until when a feed was rightly muted. */
@Schema(name = "FeedUnmute")
public record Unmute(
    @Schema(
            description =
                "Counting time from which the feed speaks again; now where it is left out; the beginning of the mute where it"
                    + " was a mistake",
            examples = "2026-03-12T00:00:00Z",
            nullable = true)
        @Nullable Instant until,
    @NotBlank @Size(max = 2000) @Schema(examples = "The source took the entries back.")
        String reason) {}
