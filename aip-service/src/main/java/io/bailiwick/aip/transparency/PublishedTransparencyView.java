package io.bailiwick.aip.transparency;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A published version of a report, in the public list. */
@Schema(name = "PublishedTransparencyVersion")
public record PublishedTransparencyView(
    UUID id,
    Month from,
    Month until,
    @Schema(description = "From 1 within the period", examples = "1") int version,
    @Schema(description = "Whether a later version stands in its place", examples = "false")
        boolean superseded,
    Instant publishedAt,
    @Schema(description = "SHA-256 of the report as JSON") String sha256) {}
