package io.bailiwick.ingest.notification;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One message to one recipient on one channel. */
@Schema(name = "NotificationDelivery")
public record Delivery(
    UUID id,
    UUID batchId,
    RegistrarId registrar,
    @Schema(description = "1 the notification, 2 and more its repeats", examples = "1") int round,
    Channel channel,
    @Schema(examples = "abuse@registrar.example") String recipient,
    @Schema(description = "The same in every attempt", examples = "<0199f7c2-…@registry.example>")
        String messageId,
    DeliveryState state,
    Instant createdAt,
    @Schema(examples = "1") int attempts,
    @Schema(description = "Real time; absent: none", nullable = true)
        @Nullable Instant nextAttemptAt,
    @Schema(description = "Last attempt", nullable = true) @Nullable Instant sentAt,
    @Schema(nullable = true) @Nullable Instant deliveredAt,
    @Schema(description = "What proves it", nullable = true, examples = "the webhook answered 204")
        @Nullable String proof,
    @Schema(
            description = "Why the last attempt failed",
            nullable = true,
            examples = "550 5.1.1 No such mailbox")
        @Nullable String reason) {}
