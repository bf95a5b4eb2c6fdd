package io.bailiwick.aip.transparency;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a report, for those who make it. */
@Schema(name = "TransparencyVersion")
public record TransparencyView(
    UUID id,
    Month from,
    Month until,
    @Schema(description = "From 1 within the period", examples = "1") int version,
    @Schema(description = "The published version in whose place it is to stand; absent for none")
        @Nullable UUID supersedes,
    Instant knownAt,
    @Schema(examples = "1") int policyVersion,
    @Schema(
            description = "Never who publishes it; bailiwick where a later reversal made it",
            examples = "olga")
        String draftedBy,
    @Schema(description = "Of the canonical bytes of the report") String sha256,
    @Schema(description = "Absent for a draft") @Nullable Instant publishedAt,
    @Schema(description = "Absent for a draft", examples = "omar") @Nullable String publishedBy) {}
