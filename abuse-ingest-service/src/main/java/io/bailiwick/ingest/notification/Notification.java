package io.bailiwick.ingest.notification;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An incident as a registrar was told of it, and what it answered. */
@Schema(name = "Notification")
public record Notification(
    UUID id,
    @Schema(description = "Message that it went out with") UUID batchId,
    UUID incidentId,
    @Schema(description = "Sponsor at that time") RegistrarId registrar,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    @Schema(description = "The same in Unicode", examples = "example.org") String unicodeName,
    Threat threat,
    Classification classification,
    Evidence evidence,
    Instant openedAt,
    Instant lastSeenAt,
    @Schema(description = "Source families", examples = "[\"urlhaus\"]") List<String> families,
    @Schema(
            description = "Reported URLs and names, as written, newest first, at most 10",
            examples = "[\"https://login.example.org/\"]")
        List<String> urls,
    Instant createdAt,
    @Schema(
            description =
                "When it was first proven that the registrar had been told; absent: not known",
            nullable = true)
        @Nullable Instant provenAt,
    @Schema(nullable = true) @Nullable Channel provenBy,
    @Schema(nullable = true) @Nullable Instant acknowledgedAt,
    @Schema(description = "The registrar's last word on what it did", nullable = true)
        @Nullable RegistrarAction action,
    @Schema(description = "When it did so, by its own word", nullable = true)
        @Nullable Instant actionAt) {}
