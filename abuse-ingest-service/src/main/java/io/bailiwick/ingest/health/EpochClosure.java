package io.bailiwick.ingest.health;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a person closes an epoch. */
@Schema(name = "FeedEpochClosure")
public record EpochClosure(
    @NotNull EpochVerdict verdict,
    @Schema(
            description = "Last day of the epoch; today where it is left out",
            examples = "2026-03-12",
            nullable = true)
        @Nullable LocalDate until,
    @NotBlank @Size(max = 2000) @Schema(examples = "The source repaired its export.")
        String reason) {}
