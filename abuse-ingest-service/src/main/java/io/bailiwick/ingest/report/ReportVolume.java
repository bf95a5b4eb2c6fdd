package io.bailiwick.ingest.report;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many reports came in, and nothing of whom they name. */
@Schema(name = "ReportVolume")
public record ReportVolume(
    @Schema(description = "Day of receipt, UTC") LocalDate day,
    ReportForm form,
    ReportCategory category,
    ReportState state,
    @Schema(description = "Reports, one a name", examples = "17") long reports) {}
