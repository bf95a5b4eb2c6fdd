package io.bailiwick.scoring.publication;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registrar's part of a publication as it is shown. */
@Schema(name = "PublicationResult", description = "One registrar's part of a publication")
public record ResultView(
    UUID publicationId,
    Month month,
    @Schema(description = "Of the publication", examples = "1") int version,
    RegistrarId registrar,
    @Schema(
            description =
                "CONTESTED: contest open, not published; its clock stands still and it is published once the contest is decided and"
                    + " the clock has run out")
        ResultState state,
    @Schema(description = "The version of its score") UUID runId,
    @Schema(description = "When its preview ends; absent while its clock stands still")
        @Nullable Instant previewEndsAt,
    @Schema(description = "Since when its clock stands still; absent while it runs")
        @Nullable Instant pausedSince,
    @Schema(description = "Seconds left on its clock; 0 once it has run out", examples = "864000")
        long secondsLeft,
    @Schema(description = "Absent until then") @Nullable Instant publishedAt,
    @Schema(description = "Open contests, by their identifier in abuse-ingest-service")
        List<UUID> openContests,
    @Schema(
            description = "The score, here",
            examples = "/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores")
        String score,
    @Schema(
            description =
                "The names behind it, here; those of the month also at ingest's /v1/incidents",
            examples = "/v1/runs/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/scores/90001/incidents")
        String incidents) {}
