package io.bailiwick.common.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A subscription and how its deliveries stand. */
@Schema(name = "Webhook")
public record WebhookView(
    UUID id,
    @Schema(examples = "https://srs.registry.example/hooks/bailiwick") String url,
    @Schema(description = "Types it wants; empty: all", examples = "[\"run.completed\"]")
        List<String> eventTypes,
    String createdBy,
    Instant createdAt,
    @Schema(description = "Deliveries that were acknowledged") long delivered,
    @Schema(description = "Deliveries still to be made or given up after 12 attempts") long waiting,
    @Schema(description = "How an open delivery failed last") @Nullable String lastError) {}
