package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A candidate in a list. */
@Schema(name = "CandidateRow")
public record CandidateRow(
    @Schema(description = "Also the identifier of the case, once confirmed") UUID id,
    RegistrarId registrar,
    String registrarName,
    CandidateState state,
    @Schema(examples = "AIP-2026-0001") @Nullable String caseReference,
    Instant createdAt,
    @Schema(description = "How many findings it rests on", examples = "1") int findings,
    @Schema(description = "Month of the last finding") Month lastMonth,
    @Schema(description = "Scoring run of the last finding") UUID lastRunId,
    @Schema(description = "Why the intervention gate held in it") String lastSummary) {
  static CandidateRow of(CaseFile file, List<Finding> findings) {
    Finding last = findings.getLast();
    return new CandidateRow(
        file.id,
        RegistrarId.of(file.registrar),
        file.registrarName,
        CandidateState.of(file.state),
        file.reference,
        file.createdAt,
        findings.size(),
        Month.fromString(last.month),
        last.scoringRunId,
        last.summary);
  }
}
