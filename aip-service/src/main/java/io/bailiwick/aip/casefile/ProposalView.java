package io.bailiwick.aip.casefile;

import io.bailiwick.aip.restriction.RestrictionMode;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A limit proposal with its decision, once there is one. */
@Schema(name = "LimitProposal")
public record ProposalView(
    UUID id,
    UUID caseId,
    RestrictionMode mode,
    @Schema(description = "Length of the limit, in days of 24 hours", examples = "14") int days,
    String reasons,
    @Schema(description = "What is to be better at the end, and how it is measured") String measure,
    @Schema(examples = "olga") String proposer,
    @Schema(description = "The person who decides", examples = "dora") String decider,
    @Schema(examples = "1") int policyVersion,
    Instant proposedAt,
    @Schema(description = "Null until decided") @Nullable DecisionView decision) {
  /** How it was decided. */
  @Schema(name = "LimitDecision")
  public record DecisionView(
      LimitOutcome outcome, String reasons, String decidedBy, Instant decidedAt) {}

  static ProposalView of(LimitProposal proposal) {
    return new ProposalView(
        proposal.id,
        proposal.caseId,
        proposal.mode,
        proposal.days,
        proposal.reasons,
        proposal.measure,
        proposal.proposer,
        proposal.decider,
        proposal.policyVersion,
        proposal.proposedAt,
        proposal.outcome == null
            ? null
            : new DecisionView(
                proposal.outcome,
                Objects.requireNonNull(proposal.decisionReasons),
                Objects.requireNonNull(proposal.decidedBy),
                Objects.requireNonNull(proposal.decidedAt)));
  }
}
