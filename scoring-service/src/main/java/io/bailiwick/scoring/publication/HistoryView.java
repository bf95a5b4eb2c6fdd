package io.bailiwick.scoring.publication;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a publication. */
@Schema(name = "PublicationEntry", description = "One thing that happened to a publication")
public record HistoryView(
    @Schema(description = "From 1 within the publication", examples = "3") int number,
    PublicationEvent event,
    @Schema(description = "Whose part it happened to; absent: the month's")
        @Nullable RegistrarId registrar,
    @Schema(description = "The state that it led to", examples = "CONTESTED") String state,
    @Schema(description = "The version of the scores then") UUID runId,
    @Schema(description = "The contest, in abuse-ingest-service") @Nullable UUID correctionId,
    @Schema(description = "Why, in words") @Nullable String note,
    @Schema(
            description = "Who did it; bailiwick: the service itself. Absent for registrars",
            examples = "bailiwick")
        @Nullable String by,
    Instant at) {}
