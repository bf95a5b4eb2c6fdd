package io.bailiwick.ingest.watch;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A list of terms, as it goes over the wire. */
@Schema(name = "WatchList")
public record WatchList(
    @Schema(examples = "banks") String name,
    @Schema(examples = "Names of banks") String title,
    @Schema(
            description = "The version in force; each change of the terms makes one",
            examples = "3")
        int version,
    @Schema(description = "Terms of that version", examples = "412") long terms,
    Instant createdAt,
    String createdBy,
    @Schema(description = "When the version in force was made") Instant changedAt,
    String changedBy) {}
