package io.bailiwick.ingest.incident;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An incident, as it goes over the wire. */
@Schema(
    name = "Incident",
    description =
        "One episode of one threat on one lifetime of a domain: listings at most 30 days apart")
public record Incident(
    UUID id,
    @Schema(description = "Registrable domain in A-labels", examples = "xn--80ak6aa92e.org")
        String name,
    @Schema(description = "The same in Unicode", examples = "аррӏе.org") String unicodeName,
    @Schema(
            description = "ROID of the registration; absent where none is known",
            nullable = true,
            examples = "D10293-ORG")
        @Nullable String roid,
    Threat threat,
    @Schema(
            description =
                "Counting time of the first observation: the earlier of source time and fetch")
        Instant openedAt,
    @Schema(description = "Counting time of the last observation") Instant lastSeenAt,
    @Schema(description = "Month in which it was opened, UTC") Month month,
    @Schema(description = "Sponsoring registrar at the opening", nullable = true)
        @Nullable RegistrarId registrar,
    @Schema(description = "Registrar that created the name", nullable = true)
        @Nullable RegistrarId creator,
    @Schema(description = "Creation of the registration", nullable = true)
        @Nullable Instant registeredAt,
    IncidentState state,
    Classification classification,
    @Schema(
            description = "Why it is classified so",
            examples =
                "First listed 3 days after it was registered; up to 90 days count as registered for the abuse.")
        String classificationReason,
    @Schema(
            description = "How sure the rule is that classified it; absent where a person did",
            nullable = true)
        @Nullable Confidence confidence,
    Evidence evidence,
    @Schema(description = "Source families that listed it, sorted", examples = "[\"urlhaus\"]")
        List<String> families,
    @Schema(description = "Listings that belong to it", examples = "4") long observations,
    @Schema(
            description =
                "Entries that still stand on a list; while there is one, the episode goes on",
            examples = "0")
        long openListings,
    @Schema(
            description = "First proven notification of the sponsor; absent where none is proven",
            nullable = true)
        @Nullable Instant notifiedAt,
    @Schema(
            description = "What registry data shows to have ended it; absent where nothing has",
            nullable = true)
        @Nullable Mitigation mitigation) {}
