package io.bailiwick.common.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A published event. */
public record Event(
    @Schema(description = "Position in this service's stream, without gaps", examples = "42")
        long sequence,
    @Schema(examples = "run.completed") String type,
    @Schema(description = "What it is about", examples = "run/0199f7c2-…") String subject,
    @Schema(description = "Business time") Instant at,
    @Schema(implementation = Object.class) JsonNode payload) {}
