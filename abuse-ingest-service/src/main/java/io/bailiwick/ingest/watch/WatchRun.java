package io.bailiwick.ingest.watch;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One comparison of new names with the lists. */
@Schema(name = "WatchRun")
public record WatchRun(
    UUID id,
    Instant startedAt,
    Instant endedAt,
    String by,
    @Schema(description = "Names compared, once for each list") long names,
    @Schema(description = "Hits that were not known") long hits) {}
