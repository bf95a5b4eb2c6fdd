package io.bailiwick.ingest.payload;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which listings; null does not restrict. */
record ListingQuery(
    @Nullable String feed,
    @Nullable String name,
    @Nullable Boolean open,
    @Nullable UUID listedBy,
    @Nullable UUID delistedBy) {}
