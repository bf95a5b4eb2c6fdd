package io.bailiwick.ingest.change;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One change of one incident. */
@Schema(name = "IncidentChange")
public record IncidentChange(
    @Schema(description = "Grows with every change; not without gaps", examples = "4711")
        long sequence,
    UUID incidentId,
    ChangeCause cause,
    Instant at,
    @Schema(
            description =
                "Month in which it counted; absent where it is new, or had been taken in by another",
            nullable = true,
            examples = "2026-03")
        @Nullable Month monthBefore,
    @Schema(
            description = "Month in which it counts; absent where another incident took it in",
            nullable = true,
            examples = "2026-03")
        @Nullable Month monthAfter,
    @Schema(description = "Registrar that it counted for; absent: none", nullable = true)
        @Nullable RegistrarId registrarBefore,
    @Schema(description = "Registrar that it counts for; absent: none", nullable = true)
        @Nullable RegistrarId registrarAfter,
    @Schema(
            description =
                "Whether a tally may have changed by it; false where it only was listed again")
        boolean tallied,
    @Schema(
            description = "As `after` it leads to the changes behind this one, now or later",
            examples = "NDcxMQ")
        String cursor) {}
