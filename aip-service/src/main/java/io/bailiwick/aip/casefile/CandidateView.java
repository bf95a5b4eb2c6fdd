package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A candidate with its findings. */
@Schema(name = "Candidate")
public record CandidateView(
    @Schema(description = "Also the identifier of the case, once confirmed") UUID id,
    RegistrarId registrar,
    String registrarName,
    CandidateState state,
    @Schema(examples = "AIP-2026-0001") @Nullable String caseReference,
    Instant createdAt,
    List<FindingView> findings,
    @Schema(description = "Who did what and why") List<HistoryView> history) {
  static CandidateView of(CaseFile file, List<Finding> findings, List<HistoryEntry> history) {
    return new CandidateView(
        file.id,
        RegistrarId.of(file.registrar),
        file.registrarName,
        CandidateState.of(file.state),
        file.reference,
        file.createdAt,
        findings.stream().map(FindingView::of).toList(),
        history.stream().map(HistoryView::of).toList());
  }
}
