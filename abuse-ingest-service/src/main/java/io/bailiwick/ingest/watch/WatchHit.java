package io.bailiwick.ingest.watch;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new name that looks like a term: something to look at, and no statement about anybody. */
@Schema(name = "WatchHit")
public record WatchHit(
    UUID id,
    @Schema(examples = "banks") String list,
    @Schema(description = "Version of the list that found it", examples = "3") int version,
    @Schema(examples = "paypal") String term,
    MatchKind kind,
    @Schema(description = "Edits between name and term, of a NEAR hit", examples = "1") int edits,
    @Schema(description = "In A-labels", examples = "xn--pypal-4ve.org") String name,
    @Schema(description = "In Unicode", examples = "pаypal.org") String unicodeName,
    @Schema(examples = "D10293-ORG") String roid,
    @Schema(description = "Registrar that created the name") RegistrarId registrar,
    @Schema(description = "Creation of the name") Instant createdAt,
    Instant foundAt,
    HitState state,
    @Schema(description = "Who looks at it", nullable = true) @Nullable String assignee,
    @Schema(
            description =
                "Report that was made of the evidence, which names this hit in its detail",
            nullable = true)
        @Nullable UUID reportId) {}
