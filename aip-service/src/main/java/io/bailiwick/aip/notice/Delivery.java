package io.bailiwick.aip.notice;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One message to one recipient on one channel, and what proves its delivery. */
@Schema(name = "Delivery")
public record Delivery(
    UUID id,
    UUID noticeId,
    @Schema(
            description = "1 the first time; 2 and more where a person had it sent again",
            examples = "1")
        int round,
    RegistrarId registrar,
    Channel channel,
    @Schema(examples = "abuse@registrar.example") String recipient,
    @Schema(
            description = "Message-ID, the same in every attempt",
            examples = "<0199f7c2-7a1e-7000-8000-00000000000a@registry.example>")
        String mailId,
    DeliveryState state,
    Instant createdAt,
    @Schema(examples = "1") int attempts,
    @Schema(description = "Real time; absent: none", nullable = true)
        @Nullable Instant nextAttemptAt,
    @Schema(description = "Last attempt", nullable = true) @Nullable Instant attemptedAt,
    @Schema(description = "When the other side took it", nullable = true) @Nullable Instant sentAt,
    @Schema(description = "What proves it", nullable = true, examples = "the webhook answered 204")
        @Nullable String proof,
    @Schema(
            description = "SHA-256 of the text that was mailed, or of the body that was posted",
            nullable = true)
        @Nullable String bodySha256,
    @Schema(
            description = "Why the last attempt failed",
            nullable = true,
            examples = "550 5.1.1 No such mailbox")
        @Nullable String reason) {}
