package io.bailiwick.aip.casefile;

import io.bailiwick.aip.casefile.CaseFacts.Fact;
import io.bailiwick.aip.contest.CaseContests;
import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.restriction.LimitColumns;
import io.bailiwick.aip.restriction.OrderService;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.OrderState;
import io.bailiwick.enforcement.OrderTerms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits: proposed by one person, decided by another whom the proposal names, lifted by a person or
 * the clock.
 */
@ApplicationScoped
class LimitService {
  private final CaseService cases;
  private final LimitScope scopes;
  private final FindingRepository findings;
  private final NoticeRepository notices;
  private final ProposalRepository proposals;
  private final OrderService orders;
  private final CaseJournal journal;
  private final CaseClockwork clocks;
  private final CaseContests contests;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  LimitService(
      CaseService cases,
      LimitScope scopes,
      FindingRepository findings,
      NoticeRepository notices,
      ProposalRepository proposals,
      OrderService orders,
      CaseJournal journal,
      CaseClockwork clocks,
      CaseContests contests,
      Policies policies,
      AipPolicyKind policyKind,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.scopes = scopes;
    this.findings = findings;
    this.notices = notices;
    this.proposals = proposals;
    this.orders = orders;
    this.journal = journal;
    this.clocks = clocks;
    this.contests = contests;
    this.policies = policies;
    this.policyKind = policyKind;
    this.idempotency = idempotency;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * A limit to propose. Reasons and decider may be missing here, so that one refusal names all that
   * is missing.
   */
  record NewProposal(
      LimitPath path,
      Limit limit,
      List<RegistrarId> furtherRegistrars,
      @Nullable String furtherReasons,
      @Nullable String outsideFamilyReasons,
      int days,
      @Nullable String reasons,
      String measure,
      @Nullable String decider,
      @Nullable String secondDecider,
      @Nullable List<UUID> packets) {
    List<String> deciders() {
      return Stream.of(decider, secondDecider).filter(Objects::nonNull).toList();
    }
  }

  /**
   * What a decision led to.
   *
   * @param order the order that an approval issued; none for a refusal and for the first of two
   * @param awaited who must approve, too; none where nothing more is needed
   */
  record Decided(@Nullable OrderView order, @Nullable String awaited) {}

  ProposalView propose(UUID caseId, NewProposal wanted) {
    LimitScope.Known known = scopes.look(wanted.furtherRegistrars());
    return QuarkusTransaction.joiningExisting().call(() -> propose(caseId, wanted, known));
  }

  private ProposalView propose(UUID caseId, NewProposal wanted, LimitScope.Known known) {
    CaseFile file = cases.locked(caseId);
    PolicyVersion<AipPolicy> policy = policies.use(policyKind, clock.today());
    AipPolicy.Acute acute = policy.document().acute();
    boolean isAcute = wanted.path() == LimitPath.ACUTE;
    Set<Requirement> missing =
        DueProcess.missing(
            served(caseId, wanted.path()),
            wanted.reasons(),
            caller.name(),
            wanted.deciders(),
            !isAcute || isHigher(wanted.deciders(), acute),
            clock.instant());
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.PROPOSE_LIMIT, CaseFacts.ofProposal(missing));
    requireFit(wanted.limit(), policy.document());
    LimitScope.Scope scope =
        scopes.of(
            RegistrarId.of(file.registrar),
            wanted.furtherRegistrars(),
            wanted.furtherReasons(),
            wanted.outsideFamilyReasons(),
            known);
    if (isAcute && !findings.isAcute(caseId)) {
      throw ProblemException.invalid(
          "The acute path needs a finding of the acute gate.",
          new Violation("path", "is ORDINARY in this case"));
    }
    int maximum = isAcute ? acute.limitMaximumDays() : policy.document().limitMaximumDays();
    requireWithinMaxima(caseId, wanted.days(), maximum, policy.document());
    LimitProposal proposal = new LimitProposal();
    proposal.id = Ids.next();
    proposal.caseId = caseId;
    proposal.limit = LimitColumns.of(wanted.limit(), scope.registrars());
    proposal.furtherReasons = wanted.furtherReasons();
    proposal.outsideFamily = scope.outsideFamily().stream().map(RegistrarId::ianaId).toList();
    proposal.outsideFamilyReasons = wanted.outsideFamilyReasons();
    proposal.days = wanted.days();
    proposal.maximumDays = maximum;
    proposal.path = wanted.path();
    proposal.reviewDays = isAcute && acute.reviewDays() < wanted.days() ? acute.reviewDays() : null;
    // The guard has seen that both are there.
    proposal.reasons = Objects.requireNonNull(wanted.reasons());
    proposal.measure = wanted.measure();
    proposal.proposer = caller.name();
    proposal.decider = Objects.requireNonNull(wanted.decider());
    proposal.secondDecider = wanted.secondDecider();
    proposal.policyId = policy.id();
    proposal.policyVersion = policy.version();
    proposal.proposedAt = clock.instant();
    proposals.persist(proposal);
    journal.apply(file, transition, wanted.reasons(), null, wanted.packets());
    return ProposalView.of(proposal);
  }

  /**
   * The notices of a case, with what is left of their evidence and of the time to respond. The
   * ordinary path waits for the ordinary time, although a notice may have given the shorter one of
   * the acute path.
   */
  private List<DueProcess.Served> served(UUID caseId, LimitPath path) {
    Map<UUID, Deadline> times = clocks.responses(caseId);
    Set<UUID> takenAway = contests.takenAway(caseId);
    return notices.ofCase(caseId).stream()
        .map(
            notice ->
                notice.served(
                    (int)
                        notice.evidenceIncidents.stream()
                            .filter(incident -> !takenAway.contains(incident))
                            .count(),
                    switch (path) {
                      case ORDINARY -> ordinary(notice, time(notice, times));
                      case ACUTE -> time(notice, times);
                    }))
        .toList();
  }

  private static Deadline time(Notice notice, Map<UUID, Deadline> times) {
    return times.getOrDefault(notice.id, Deadline.until(notice.respondBy));
  }

  private Deadline ordinary(Notice notice, Deadline given) {
    AipPolicy policy = policies.named(policyKind, notice.policyId).document();
    LocalDate usual =
        BusinessCalendar.of(policy.country()).lastDay(notice.sentAt, policy.responseBusinessDays());
    return given.standsStill() || !given.lastDay().isBefore(usual) ? given : Deadline.until(usual);
  }

  private static boolean isHigher(List<String> deciders, AipPolicy.Acute acute) {
    return switch (acute.approval()) {
      case TWO_DECIDERS -> deciders.size() == 2;
      case HIGHER_DECIDER -> deciders.size() == 2 || acute.higherDeciders().containsAll(deciders);
    };
  }

  private static void requireFit(Limit limit, AipPolicy policy) {
    List<Violation> violations =
        new ArrayList<>(
            limit.flaws().stream()
                .map(flaw -> new Violation(flaw.field(), flaw.message()))
                .toList());
    limit.includes().stream()
        .filter(special -> !policy.mayInclude(special))
        .sorted()
        .map(
            special ->
                new Violation(
                    "includes", "is without " + special + ": the policy in force leaves it alone"))
        .forEach(violations::add);
    if (!violations.isEmpty()) {
      throw ProblemException.invalid("No such limit can be ordered.", violations);
    }
  }

  private void requireWithinMaxima(UUID caseId, int days, int maximum, AipPolicy policy) {
    if (days > maximum) {
      throw ProblemException.invalid(
          "The limit is longer than the policy allows.",
          new Violation("days", "is 1 to " + maximum));
    }
    Duration left = Duration.ofDays(policy.limitTotalMaximumDays()).minus(orders.total(caseId));
    if (Duration.ofDays(days).compareTo(left) > 0) {
      throw ProblemException.invalid(
          "All limits of one case together last at most "
              + policy.limitTotalMaximumDays()
              + " days.",
          new Violation("days", "is at most " + Math.max(0, left.toDays()) + " in this case"));
    }
  }

  @Transactional
  ProposalView get(UUID id) {
    LimitProposal proposal = proposals.findById(id);
    // Somebody else's is as unknown as none at all.
    if (proposal == null || !cases.mayRead(proposal.caseId)) {
      throw notFound();
    }
    return ProposalView.of(proposal);
  }

  /** Decides; an approval issues the order, in force from now. */
  Decided decide(
      UUID proposalId,
      LimitOutcome outcome,
      String reasons,
      @Nullable List<UUID> packets,
      @Nullable String key) {
    return idempotency.once(
        key,
        "limit-proposal/" + proposalId + "/decision",
        packets == null
            ? Map.of("outcome", outcome, "reasons", reasons)
            : Map.of("outcome", outcome, "reasons", reasons, "packets", packets),
        Decided.class,
        () -> decide(proposalId, outcome, reasons, packets));
  }

  private Decided decide(
      UUID proposalId, LimitOutcome outcome, String reasons, @Nullable List<UUID> packets) {
    CaseFile file = cases.locked(proposals.caseOf(proposalId).orElseThrow(LimitService::notFound));
    LimitProposal proposal = proposals.findById(proposalId);
    if (proposal.outcome != null) {
      throw ProblemException.conflict(
          "The proposal was decided: " + proposal.outcome + ".",
          CaseMachine.legalEvents(file.state).stream().map(CaseEvent::name).toList());
    }
    boolean first = outcome == LimitOutcome.APPROVED && proposal.needsFurtherApproval();
    CaseEvent event =
        switch (outcome) {
          case APPROVED -> first ? CaseEvent.ENDORSE_LIMIT : CaseEvent.APPROVE_LIMIT;
          case REFUSED -> CaseEvent.REFUSE_LIMIT;
          case WITHDRAWN ->
              throw ProblemException.invalid(
                  "Who decides approves or refuses.",
                  new Violation("outcome", "is APPROVED or REFUSED"));
        };
    CaseMachine.Transition transition =
        journal.check(
            file,
            event,
            CaseFacts.ofDecision(
                    proposal.awaits(caller.name()), caller.name().equals(proposal.proposer))
                .and(Fact.FURTHER_APPROVAL_NEEDED, proposal.needsFurtherApproval()));
    Instant now = clock.instant();
    if (first) {
      proposal.endorsedBy = caller.name();
      proposal.endorsedAt = now;
      proposal.endorsementReasons = reasons;
      journal.apply(file, transition, reasons, null, packets);
      return new Decided(
          null, caller.name().equals(proposal.decider) ? proposal.secondDecider : proposal.decider);
    }
    proposal.close(outcome, caller.name(), now, reasons);
    OrderView order =
        outcome == LimitOutcome.APPROVED
            ? orders.issue(
                proposal.order(
                    file.reference,
                    proposal.limit.limit(),
                    now,
                    OrderTerms.end(
                        now,
                        proposal.reviewDays == null ? proposal.days : proposal.reviewDays,
                        proposal.maximumDays)))
            : null;
    journal.apply(file, transition, reasons, order, packets);
    if (order != null && proposal.reviewDays != null) {
      clocks.limited(file, order.id(), order.endsAt());
    }
    return new Decided(order, null);
  }

  /** Takes a proposal back that nobody has decided. */
  @Transactional
  ProposalView withdraw(UUID proposalId, String reason) {
    CaseFile file = cases.locked(proposals.caseOf(proposalId).orElseThrow(LimitService::notFound));
    LimitProposal proposal = proposals.findById(proposalId);
    if (proposal.outcome != null) {
      throw ProblemException.conflict(
          "The proposal was decided: " + proposal.outcome + ".",
          CaseMachine.legalEvents(file.state).stream().map(CaseEvent::name).toList());
    }
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.WITHDRAW_PROPOSAL, CaseFacts.NONE);
    proposal.close(LimitOutcome.WITHDRAWN, caller.name(), clock.instant(), reason);
    journal.apply(file, transition, reason, null);
    return ProposalView.of(proposal);
  }

  /**
   * A named decider has reviewed a limit that would end at its review: another order takes it to
   * the end that was decided, and not beyond.
   */
  @Transactional
  OrderView keep(UUID orderId, String reason, @Nullable List<UUID> packets) {
    CaseFile file = cases.locked(orders.get(orderId).caseId());
    OrderView order = orders.get(orderId);
    LimitProposal proposal = proposals.findById(order.proposalId());
    Instant decided = OrderTerms.end(order.startsAt(), proposal.days, proposal.maximumDays);
    CaseMachine.Transition transition =
        journal.check(
            file,
            CaseEvent.KEEP_LIMIT,
            CaseFacts.ofDecision(
                    proposal.named(caller.name()), caller.name().equals(proposal.proposer))
                .and(
                    Fact.REVIEW_DUE,
                    proposal.reviewDays != null
                        && order.state() == OrderState.IN_FORCE
                        && order.startsAt().equals(proposal.decidedAt))
                .and(Fact.ORDER_ENDED, order.state() == OrderState.ENDED));
    Instant now = clock.instant();
    OrderView unused =
        orders.lift(orderId, "Reviewed: the limit goes on to the end that was decided.");
    OrderView kept =
        orders.issue(proposal.order(file.reference, proposal.limit.limit(), now, decided));
    journal.apply(file, transition, reason, kept, packets);
    return kept;
  }

  /** Lifts the limit of an order before its end. */
  @Transactional
  OrderView lift(UUID orderId, String reason, @Nullable List<UUID> packets) {
    CaseFile file = cases.locked(orders.get(orderId).caseId());
    OrderView order = orders.get(orderId);
    if (order.state() != OrderState.IN_FORCE && order.state() != OrderState.STAYED) {
      throw ProblemException.conflict(
          "The order is " + order.state() + ": there is nothing to lift.",
          CaseMachine.legalEvents(file.state).stream().map(CaseEvent::name).toList());
    }
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.LIFT_LIMIT, CaseFacts.ofOrder(false));
    OrderView lifted = orders.lift(orderId, reason);
    journal.apply(file, transition, reason, lifted, packets);
    return lifted;
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("limit proposal");
  }
}
