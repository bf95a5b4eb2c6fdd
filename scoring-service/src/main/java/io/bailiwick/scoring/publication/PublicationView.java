package io.bailiwick.scoring.publication;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A publication as it is shown. */
@Schema(
    name = "Publication",
    description =
        "How the scores of a month become public. Persons and counts of registrars are absent for callers of a registrar")
public record PublicationView(
    UUID id,
    Month month,
    @Schema(description = "From 1 within the month", examples = "1") int version,
    @Schema(description = "The publication that this one corrects; absent for the first")
        @Nullable UUID supersedes,
    PublicationState state,
    @Schema(description = "The version of the scores; in a preview it moves with the newest")
        UUID runId,
    @Schema(description = "Version of the policy publication that it was opened under")
        int policyVersion,
    Instant openedAt,
    @Schema(
            description =
                "From when the month may be published. A registrar's own clock may end later: see its result")
        Instant previewEndsAt,
    @Schema(description = "Absent until then") @Nullable Instant publishedAt,
    @Schema(description = "Who opened it; bailiwick: a correction, opened by the service itself")
        @Nullable String openedBy,
    @Schema(description = "Who published it; another person") @Nullable String publishedBy,
    @Schema(description = "Results", examples = "40") @Nullable Long registrars,
    @Schema(description = "Of them contested now", examples = "1") @Nullable Long contested,
    @Schema(description = "Of them published", examples = "0") @Nullable Long published) {}
