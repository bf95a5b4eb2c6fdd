package io.bailiwick.scoring.publication;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of a published month in the public list. */
@Schema(name = "PublishedMonth", description = "A version of a published month")
public record PublishedMonthView(
    Month month,
    @Schema(description = "From 1 within the month", examples = "1") int version,
    @Schema(description = "Whether a later version stands in its place", examples = "false")
        boolean superseded,
    Instant publishedAt,
    @Schema(description = "SHA-256 of the figures as they are served") String sha256) {}
