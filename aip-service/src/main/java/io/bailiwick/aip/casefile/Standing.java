package io.bailiwick.aip.casefile;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a later version of the scores says of a finding. */
@Schema(name = "FindingStanding")
public record Standing(
    @Schema(description = "Whether the gate still holds", examples = "false") boolean holds,
    @Schema(
            description =
                "Version of the run that says so; absent where there is no score any more",
            examples = "3")
        @Nullable Integer runVersion,
    @Schema(description = "In a sentence") String summary,
    @Schema(description = "When it was seen") Instant seenAt) {}
