package io.bailiwick.ingest.pull;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a feed is pulled, as it goes over the wire. */
@Schema(name = "Pull")
public record Pull(
    @Schema(examples = "urlhaus-org") String feed,
    @Schema(examples = "https://urlhaus.abuse.ch/downloads/csv_recent/") String url,
    @Schema(description = "Between two fetches, ISO 8601", examples = "PT5M") String interval,
    Connector connector,
    @Schema(nullable = true) NewPull.@Nullable Credential credential,
    boolean enabled,
    @Schema(description = "Grows with each change; the ETag", examples = "1") long version,
    @Schema(description = "From when the next fetch is due") Instant nextAt,
    @Schema(
            description =
                "Failed fetches in a row. After the nth the next comes after interval × 2^(n-1), but after interval × 8 or an"
                    + " hour at the latest",
            examples = "0")
        int failures,
    @Schema(description = "The fetch that is under way", nullable = true) @Nullable UUID running,
    Instant changedAt,
    @Schema(examples = "dana") String changedBy) {}
