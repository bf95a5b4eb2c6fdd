package io.bailiwick.ingest.correction;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A correction or contest, as it goes over the wire. */
@Schema(
    name = "Correction",
    description = "A claim that an incident is not what it is taken for, and where it stands")
public record Correction(
    UUID id,
    @Schema(description = "Incident that it was filed for") UUID incidentId,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    Threat threat,
    @Schema(description = "Month that the incident counted in when it was filed") Month month,
    @Schema(
            description = "Registrar that the incident counted for when it was filed",
            nullable = true)
        @Nullable RegistrarId registrar,
    CorrectionOrigin origin,
    CorrectionKind kind,
    @Schema(description = "Accepted correction that this one says was wrong", nullable = true)
        @Nullable UUID reverses,
    CorrectionState state,
    @Schema(examples = "The page is the bank's own campaign") String reason,
    @Schema(examples = "Letter of the bank of 2 March, attached") String evidence,
    @Schema(description = "Tickets, addresses of pages", examples = "[\"BANK-1234\"]")
        List<String> references,
    @Schema(examples = "registrar-90001") String filedBy,
    Instant filedAt,
    @Schema(description = "By when it is to be decided; waiting for an answer does not count")
        Instant dueAt,
    @Schema(description = "By when the answer to a question is due", nullable = true)
        @Nullable Instant answerDueAt,
    @Schema(description = "Open past its time. Nothing is ever decided by the clock")
        boolean overdue) {}
