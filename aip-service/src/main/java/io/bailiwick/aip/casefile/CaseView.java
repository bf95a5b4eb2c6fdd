package io.bailiwick.aip.casefile;

import io.bailiwick.aip.clock.CaseClock;
import io.bailiwick.aip.contest.CaseContest;
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
    @Schema(description = "Last day (UTC) under watch; null before monitoring")
        @Nullable LocalDate watchUntil,
    @Nullable Instant endedAt,
    @Schema(description = "Why it is a case, oldest first") List<FindingView> findings,
    @Schema(description = "Every step, oldest first") List<HistoryView> history,
    List<NoticeView> notices,
    @Schema(description = "Limits proposed, each with its decision") List<ProposalView> proposals,
    List<OrderView> orders,
    @Schema(description = "By when somebody has to act") List<CaseClock> clocks,
    @Schema(description = "Contests of names that the notices give as evidence")
        List<CaseContest> contests,
    @Schema(description = "What people may do next, if they hold the permission")
        Set<CaseEvent> nextEvents,
    @Schema(
            description =
                "CLOSE_UNFOUNDED where no gate that made the case holds any more by later scores; a person decides. Absent otherwise",
            examples = "CLOSE_UNFOUNDED")
        @Nullable CaseEvent suggestion,
    @Schema(
            description =
                "Registrars whose creates have risen while this one is limited; absent where there are none, and for registrars",
            nullable = true)
        @Nullable Takeovers takeovers) {
  /**
   * How many were flagged.
   *
   * @param link where they are
   */
  @Schema(name = "CaseTakeovers")
  public record Takeovers(
      @Schema(examples = "1") int count,
      @Schema(examples = "/v1/takeover-flags?case=0199f7c2-7a1e-7000-8000-00000000000a")
          String link) {
    private static @Nullable Takeovers of(CaseFile file, List<HistoryEntry> history) {
      int count =
          (int) history.stream().filter(entry -> entry.event == CaseEvent.FLAG_TAKEOVER).count();
      return count == 0 ? null : new Takeovers(count, "/v1/takeover-flags?case=" + file.id);
    }
  }

  private static boolean groundIsGone(List<FindingView> findings) {
    return findings.stream()
        .allMatch(found -> found.standing() != null && !found.standing().holds());
  }

  /**
   * @param wholly whether for the registry; a registrar learns nothing of another
   */
  static CaseView of(
      CaseFile file,
      boolean wholly,
      List<FindingView> findings,
      List<HistoryEntry> history,
      List<Notice> notices,
      List<LimitProposal> proposals,
      List<OrderView> orders,
      List<CaseClock> clocks,
      List<CaseContest> contests) {
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
        file.watchUntil,
        file.endedAt,
        findings,
        history.stream()
            .filter(entry -> wholly || entry.event != CaseEvent.FLAG_TAKEOVER)
            .map(HistoryView::of)
            .toList(),
        notices.stream().map(NoticeView::of).toList(),
        proposals.stream().map(ProposalView::of).toList(),
        orders,
        clocks,
        contests,
        CaseMachine.legalEvents(file.state),
        !file.state.isFinal() && groundIsGone(findings) ? CaseEvent.CLOSE_UNFOUNDED : null,
        wholly ? Takeovers.of(file, history) : null);
  }
}
