package io.bailiwick.aip.casefile;

import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything in a case. */
@Schema(name = "Case")
public record CaseView(
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
    @Nullable Instant endedAt,
    @Schema(description = "Why it is a case, oldest first") List<FindingView> findings,
    @Schema(description = "Every step, oldest first") List<HistoryView> history,
    List<NoticeView> notices,
    @Schema(description = "Limits proposed, each with its decision") List<ProposalView> proposals,
    List<OrderView> orders,
    @Schema(description = "What people may do next, if they hold the permission")
        Set<CaseEvent> nextEvents) {
  static CaseView of(
      CaseFile file,
      List<Finding> findings,
      List<HistoryEntry> history,
      List<Notice> notices,
      List<LimitProposal> proposals,
      List<OrderView> orders) {
    return new CaseView(
        file.id,
        Objects.requireNonNull(file.reference),
        RegistrarId.of(file.registrar),
        file.registrarName,
        file.state,
        Objects.requireNonNull(file.openedAt),
        Objects.requireNonNull(file.openedBy),
        file.acknowledgeBy,
        file.planBy,
        file.endedAt,
        findings.stream().map(FindingView::of).toList(),
        history.stream().map(HistoryView::of).toList(),
        notices.stream().map(NoticeView::of).toList(),
        proposals.stream().map(ProposalView::of).toList(),
        orders,
        CaseMachine.legalEvents(file.state));
  }
}
