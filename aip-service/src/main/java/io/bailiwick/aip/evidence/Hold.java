package io.bailiwick.aip.evidence;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** While it stands nothing of the case's evidence is erased. */
@Schema(name = "EvidenceHold")
public record Hold(
    UUID id,
    UUID caseId,
    @Schema(examples = "Court proceedings are announced.") String reason,
    Instant placedAt,
    @Schema(examples = "olga") String placedBy,
    @Schema(nullable = true) @Nullable Instant releasedAt,
    @Schema(nullable = true, examples = "otto") @Nullable String releasedBy,
    @Schema(nullable = true) @Nullable String releaseReason) {}
