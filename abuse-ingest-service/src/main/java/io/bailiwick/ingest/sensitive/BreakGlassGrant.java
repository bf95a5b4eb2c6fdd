package io.bailiwick.ingest.sensitive;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Leave for a person without clearance to read matches for a while. */
@Schema(name = "SensitiveBreakGlassGrant")
public record BreakGlassGrant(
    UUID id,
    @Schema(description = "Subject of the person's tokens", examples = "anna") String person,
    String purpose,
    @Schema(examples = "30") int minutes,
    String requestedBy,
    Instant requestedAt,
    @Schema(nullable = true) @Nullable String approvedBy,
    @Schema(description = "Exclusive; absent while not approved", nullable = true)
        @Nullable Instant endsAt) {}
