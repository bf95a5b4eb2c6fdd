package io.bailiwick.ingest.retention;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A hold, as it goes over the wire. */
@Schema(name = "LegalHold", description = "A name or registrar of which nothing is erased")
public record LegalHold(
    UUID id,
    @Schema(
            description = "Registrable domain in A-labels",
            nullable = true,
            examples = "example.org")
        @Nullable String name,
    @Schema(description = "Or the registrar that incidents count for", nullable = true)
        @Nullable RegistrarId registrar,
    @Schema(examples = "Order of the court of 2 March, file 7/26") String reason,
    @Schema(examples = "operator") String placedBy,
    Instant placedAt,
    @Schema(description = "Absent while it is in force", nullable = true)
        @Nullable String releasedBy,
    @Nullable Instant releasedAt,
    @Nullable String releaseReason) {}
