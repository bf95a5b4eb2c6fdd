package io.bailiwick.aip.casefile;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.RestrictionMode;
import io.bailiwick.enforcement.SpecialCase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A limit proposal with its decision, once there is one. */
@Schema(name = "LimitProposal")
public record ProposalView(
    UUID id,
    UUID caseId,
    @Schema(
            description =
                "Whom it is to hold for: the case's registrar, and further accreditations only"
                    + " where this proposal says so and why",
            examples = "[1234]")
        List<RegistrarId> registrars,
    @Schema(
            description = "Why it is to hold for further accreditations",
            examples = "Same owner; creates moved to 1235 after the notice.",
            nullable = true)
        @Nullable String furtherReasons,
    @Schema(
            description =
                "Those of `registrars` that abuse-ingest-service did not know in one family with the case's on the day of the proposal; absent: none",
            examples = "[1236]",
            nullable = true)
        @Nullable List<RegistrarId> outsideFamily,
    @Schema(
            description = "Why it is to hold for them all the same",
            examples =
                "The same people order through both accreditations, see the mails of 2 March.",
            nullable = true)
        @Nullable String outsideFamilyReasons,
    @Schema(description = "What is limited") RestrictionMode mode,
    @Schema(
            description = "The zones that it holds in; absent: all of the registry's",
            examples = "[\"org\"]",
            nullable = true)
        @Nullable List<String> tlds,
    @Schema(
            description =
                "New names allowed: in a day of UTC with DAILY_CAP, in the window with RATE; absent"
                    + " with the others",
            examples = "50",
            nullable = true)
        @Nullable Integer creates,
    @Schema(description = "With RATE", examples = "60", nullable = true)
        @Nullable Integer windowMinutes,
    @Schema(
            description =
                "Special cases that are limited, too; absent: none. Only where the policy has"
                    + " switched them on",
            examples = "[\"PREMIUM\"]",
            nullable = true)
        @Nullable List<SpecialCase> includes,
    @Schema(description = "Length of the limit, in days of 24 hours", examples = "14") int days,
    @Schema(description = "ACUTE: higher approval, a shorter maximum, and a review that it ends at")
        LimitPath path,
    @Schema(
            description =
                "The limit ends so many days after its start unless a decider has reviewed it by then; absent where it has no review",
            examples = "7")
        @Nullable Integer reviewDays,
    String reasons,
    @Schema(description = "What is to be better at the end, and how it is measured") String measure,
    @Schema(examples = "olga") String proposer,
    @Schema(description = "The person who decides", examples = "dora") String decider,
    @Schema(description = "The person who must approve, too; absent where one is enough")
        @Nullable String secondDecider,
    @Schema(examples = "1") int policyVersion,
    Instant proposedAt,
    @Schema(description = "The first approval of two; null until there is one")
        @Nullable EndorsementView endorsement,
    @Schema(description = "Null until decided") @Nullable DecisionView decision) {
  /** The first approval of two. */
  @Schema(name = "LimitEndorsement")
  public record EndorsementView(String reasons, String endorsedBy, Instant endorsedAt) {}

  /** How it was decided. */
  @Schema(name = "LimitDecision")
  public record DecisionView(
      LimitOutcome outcome, String reasons, String decidedBy, Instant decidedAt) {}

  static ProposalView of(LimitProposal proposal) {
    Limit limit = proposal.limit.limit();
    return new ProposalView(
        proposal.id,
        proposal.caseId,
        proposal.limit.registrars(),
        proposal.furtherReasons,
        proposal.outsideFamily.isEmpty()
            ? null
            : proposal.outsideFamily.stream().map(RegistrarId::of).toList(),
        proposal.outsideFamilyReasons,
        limit.mode(),
        limit.tlds().isEmpty() ? null : limit.tlds(),
        limit.creates(),
        limit.windowMinutes(),
        limit.includes().isEmpty() ? null : limit.includes().stream().sorted().toList(),
        proposal.days,
        proposal.path,
        proposal.reviewDays,
        proposal.reasons,
        proposal.measure,
        proposal.proposer,
        proposal.decider,
        proposal.secondDecider,
        proposal.policyVersion,
        proposal.proposedAt,
        proposal.endorsedBy == null
            ? null
            : new EndorsementView(
                Objects.requireNonNull(proposal.endorsementReasons),
                proposal.endorsedBy,
                Objects.requireNonNull(proposal.endorsedAt)),
        proposal.outcome == null
            ? null
            : new DecisionView(
                proposal.outcome,
                Objects.requireNonNull(proposal.decisionReasons),
                Objects.requireNonNull(proposal.decidedBy),
                Objects.requireNonNull(proposal.decidedAt)));
  }
}
