package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry's time on a feed that is a list, as it goes over the wire. */
@Schema(name = "Listing", description = "An entry's time on a feed that is a list")
public record Listing(
    @Schema(description = "Number; grows", examples = "17") long id,
    @Schema(examples = "blocklist") String feed,
    @Schema(description = "As reported", examples = "http://login.example.org/x") String value,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    Threat threat,
    @Schema(description = "Counting time of its appearance; of a relisting the fetch time")
        Instant listedAt,
    @Schema(description = "Payload that it appeared in") UUID listedBy,
    @Schema(description = "Whether it had been on the list before") boolean relisted,
    @Schema(
            description = "First fetch of those in a row that lacked it; absent while it is there",
            nullable = true)
        @Nullable Instant missingSince,
    @Schema(
            description =
                "First fetch without it, or the time that the source says; absent while it is listed",
            nullable = true)
        @Nullable Instant delistedAt,
    @Schema(
            description = "Payload that showed that it had left; absent while it is listed",
            nullable = true)
        @Nullable UUID delistedBy) {}
