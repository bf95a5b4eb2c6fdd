package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registration that a sensitive list names, as a cleared person sees it. */
@Schema(name = "SensitiveMatch")
public record Match(
    UUID id,
    SensitiveList list,
    @Schema(
            description =
                "From the registration at the moment of reading; the store does not hold it")
        String name,
    @Schema(description = "Newest known sponsor") RegistrarId sponsor,
    @Schema(description = "Creation of the registration") Instant registeredAt,
    @Schema(description = "Whether the registration has ended") boolean ended,
    Instant foundAt,
    MatchState state,
    @Schema(description = "What the person who closed it noted", nullable = true)
        @Nullable String note,
    @Schema(description = "Times it was passed to a contact of a sponsor") long handOvers,
    @Schema(description = "How many of these were acknowledged") long acknowledged) {}
