package io.bailiwick.ingest.notification;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a registrar answered to a notification. */
@Schema(name = "NotificationAnswer")
public record Answer(
    UUID id,
    UUID notificationId,
    @Schema(description = "ACKNOWLEDGED, or what it did", examples = "SUSPENDED") String action,
    @Schema(description = "When, by the registrar's own word") Instant at,
    @Schema(nullable = true) @Nullable String note,
    @Schema(examples = "registrar-90001") String answeredBy,
    Instant recordedAt) {}
