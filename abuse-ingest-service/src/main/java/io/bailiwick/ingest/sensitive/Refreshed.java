package io.bailiwick.ingest.sensitive;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What one comparison of registrations with the lists came to. */
@Schema(name = "SensitiveRefresh")
public record Refreshed(
    @Schema(description = "Names compared") long compared,
    @Schema(description = "Matches found that were not known") long found) {}
