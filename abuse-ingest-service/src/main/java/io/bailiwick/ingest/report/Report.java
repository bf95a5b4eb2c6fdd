package io.bailiwick.ingest.report;

import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report, as those see it who judge it. */
@Schema(name = "Report")
public record Report(
    UUID id,
    UUID submissionId,
    ReportForm form,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    @Schema(description = "The same in Unicode", examples = "example.org") String unicodeName,
    ReportCategory category,
    @Schema(description = "Its type in its own words", examples = "content/phishing") String words,
    @Schema(description = "Who complains", examples = "takedown@brand-protect.example")
        String reporter,
    @Schema(description = "Its own identifier", nullable = true) @Nullable String sourceId,
    @Schema(description = "Whether the name comes from a field that may name the victim")
        boolean doubtful,
    @Schema(description = "When it says that the abuse was seen", nullable = true)
        @Nullable Instant seenAt,
    Instant receivedAt,
    ReportState state,
    @Schema(description = "As validated", nullable = true) @Nullable Threat threat,
    @Schema(nullable = true) @Nullable Dismissal dismissal,
    @Schema(nullable = true) @Nullable UUID incidentId,
    @Schema(nullable = true) @Nullable String decidedBy,
    @Schema(nullable = true) @Nullable Instant decidedAt) {}
