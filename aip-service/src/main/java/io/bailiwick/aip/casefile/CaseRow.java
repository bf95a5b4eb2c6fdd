package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A case in a list. */
@Schema(name = "CaseRow")
public record CaseRow(
    UUID id,
    @Schema(examples = "AIP-2026-0001") String reference,
    RegistrarId registrar,
    String registrarName,
    CaseState state,
    Instant openedAt,
    @Schema(examples = "olga") String openedBy,
    @Schema(description = "Last day (UTC) to acknowledge; null before the first notice")
        @Nullable LocalDate acknowledgeBy,
    @Schema(description = "Last day (UTC) to file a plan; null before the first notice")
        @Nullable LocalDate planBy,
    @Nullable Instant endedAt) {
  static CaseRow of(CaseFile file) {
    return new CaseRow(
        file.id,
        Objects.requireNonNull(file.reference),
        RegistrarId.of(file.registrar),
        file.registrarName,
        file.state,
        Objects.requireNonNull(file.openedAt),
        Objects.requireNonNull(file.openedBy),
        file.acknowledgeBy,
        file.planBy,
        file.endedAt);
  }
}
