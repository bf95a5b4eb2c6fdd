package io.bailiwick.ingest.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a report, as its reporter may know it. */
@Schema(name = "ReportStatus")
public record ReportStatus(
    UUID id,
    @Schema(examples = "example.org") String name,
    ReportCategory category,
    ReportState state,
    Instant receivedAt,
    @Schema(description = "When a person decided; absent while it waits", nullable = true)
        @Nullable Instant decidedAt,
    @Schema(description = "Why it was dismissed", nullable = true) @Nullable Dismissal dismissal,
    @Schema(
            description = "What the person says of it to the reporter",
            nullable = true,
            examples = "The page is the bank's own campaign.")
        @Nullable String reason,
    @Schema(
            description =
                "What the sponsoring registrar says it did, oldest first; empty where nothing is known")
        List<Act> actions) {

  /** A step of the registrar. */
  @Schema(name = "ReportedAct")
  public record Act(@Schema(examples = "SUSPENDED") String action, Instant at) {}
}
