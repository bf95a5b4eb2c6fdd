package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
    @Schema(description = "Who did what and why") List<HistoryView> history,
    @Schema(
            description =
                "Cases of the registrar that have ended and count; none that had no ground or was reversed",
            examples = "[\"AIP-2025-0003\"]")
        List<String> earlierCases,
    @Schema(
            description =
                "Open candidates and cases of other registrars of the same family, for a look; each is judged for itself")
        List<FamilyMember> family) {
  /** Another registrar of the family. */
  @Schema(name = "CandidateOfFamily")
  public record FamilyMember(
      UUID id, RegistrarId registrar, String registrarName, CandidateState state) {
    static FamilyMember of(CaseFile file) {
      return new FamilyMember(
          file.id,
          RegistrarId.of(file.registrar),
          file.registrarName,
          CandidateState.of(file.state));
    }
  }

  static CandidateView of(
      CaseFile file,
      List<FindingView> findings,
      List<HistoryEntry> history,
      List<CaseFile> earlier,
      List<CaseFile> family) {
    return new CandidateView(
        file.id,
        RegistrarId.of(file.registrar),
        file.registrarName,
        CandidateState.of(file.state),
        file.reference,
        file.createdAt,
        findings,
        history.stream().map(HistoryView::of).toList(),
        earlier.stream().map(of -> Objects.requireNonNull(of.reference)).toList(),
        family.stream().map(FamilyMember::of).toList());
  }
}
