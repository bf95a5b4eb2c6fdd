package io.bailiwick.ingest.health;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** From when on a feed is to be muted. */
@Schema(name = "NewFeedMute")
public record NewMute(
    @Schema(
            description =
                "First counting time that is muted, now at the latest; now where it is left out",
            examples = "2026-03-10T00:00:00Z",
            nullable = true)
        @Nullable Instant from,
    @NotBlank @Size(max = 2000) @Schema(examples = "The source listed a content network.")
        String reason) {}
