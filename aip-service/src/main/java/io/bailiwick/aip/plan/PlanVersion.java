package io.bailiwick.aip.plan;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a plan; it never changes. */
@Schema(name = "PlanVersion")
public record PlanVersion(
    UUID caseId,
    @Schema(description = "From 1 within the case", examples = "1") int version,
    PlanDocument plan,
    Instant filedAt,
    @Schema(examples = "registrar-90001") String filedBy,
    @Schema(description = "When the registry agreed to it; absent: not yet", nullable = true)
        @Nullable Instant agreedAt,
    @Schema(nullable = true, examples = "olga") @Nullable String agreedBy,
    @Schema(nullable = true) @Nullable String agreementNote) {}
