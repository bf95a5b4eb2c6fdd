package io.bailiwick.ingest.health;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How often a feed is expected to come. */
@Schema(name = "FeedExpectation")
public record Expectation(
    @Schema(examples = "openphish") String feed,
    @Schema(description = "ISO 8601", examples = "PT24H") String every,
    @Schema(
            description =
                "Whether each payload holds the whole list, so that a much shorter one is suspicious; it is anyway where entries leave the feed BY_ABSENCE",
            examples = "true")
        boolean wholeList,
    @Schema(description = "The ETag", examples = "1") long version,
    Instant changedAt,
    @Schema(examples = "dana") String changedBy) {}
