package io.bailiwick.aip.casefile;

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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
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
  private final NoticeRepository notices;
  private final ProposalRepository proposals;
  private final OrderService orders;
  private final CaseJournal journal;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final Idempotency idempotency;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  LimitService(
      CaseService cases,
      NoticeRepository notices,
      ProposalRepository proposals,
      OrderService orders,
      CaseJournal journal,
      Policies policies,
      AipPolicyKind policyKind,
      Idempotency idempotency,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.notices = notices;
    this.proposals = proposals;
    this.orders = orders;
    this.journal = journal;
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
      Limit limit,
      List<RegistrarId> furtherRegistrars,
      @Nullable String furtherReasons,
      int days,
      @Nullable String reasons,
      String measure,
      @Nullable String decider) {}

  /** The order that an approval issued; none for a refusal. */
  record Decided(@Nullable OrderView order) {}

  @Transactional
  ProposalView propose(UUID caseId, NewProposal wanted) {
    CaseFile file = cases.locked(caseId);
    Set<Requirement> missing =
        DueProcess.missing(
            notices.ofCase(caseId).stream().map(Notice::served).toList(),
            wanted.reasons(),
            caller.name(),
            wanted.decider(),
            clock.instant());
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.PROPOSE_LIMIT, CaseFacts.ofProposal(missing));
    PolicyVersion<AipPolicy> policy = policies.use(policyKind, clock.today());
    requireFit(wanted.limit(), policy.document());
    List<RegistrarId> registrars = scope(file, wanted);
    requireWithinMaxima(caseId, wanted.days(), policy.document());
    LimitProposal proposal = new LimitProposal();
    proposal.id = Ids.next();
    proposal.caseId = caseId;
    proposal.limit = LimitColumns.of(wanted.limit(), registrars);
    proposal.furtherReasons = wanted.furtherReasons();
    proposal.days = wanted.days();
    proposal.maximumDays = policy.document().limitMaximumDays();
    // The guard has seen that both are there.
    proposal.reasons = Objects.requireNonNull(wanted.reasons());
    proposal.measure = wanted.measure();
    proposal.proposer = caller.name();
    proposal.decider = Objects.requireNonNull(wanted.decider());
    proposal.policyId = policy.id();
    proposal.policyVersion = policy.version();
    proposal.proposedAt = clock.instant();
    proposals.persist(proposal);
    journal.apply(file, transition, wanted.reasons(), null);
    return ProposalView.of(proposal);
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

  /** The case's registrar, and those for which the proposal decides so in words. */
  private static List<RegistrarId> scope(CaseFile file, NewProposal wanted) {
    RegistrarId first = RegistrarId.of(file.registrar);
    String reasons = wanted.furtherReasons();
    if (wanted.furtherRegistrars().isEmpty() != (reasons == null || reasons.isBlank())) {
      throw ProblemException.invalid(
          "A limit for further registrars needs its own reasons.",
          new Violation("furtherReasons", "goes with furtherRegistrars, and only with them"));
    }
    return Stream.concat(
            Stream.of(first),
            wanted.furtherRegistrars().stream().filter(r -> !r.equals(first)).distinct().sorted())
        .toList();
  }

  private void requireWithinMaxima(UUID caseId, int days, AipPolicy policy) {
    if (days > policy.limitMaximumDays()) {
      throw ProblemException.invalid(
          "The limit is longer than the policy allows.",
          new Violation("days", "is 1 to " + policy.limitMaximumDays()));
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
  Decided decide(UUID proposalId, LimitOutcome outcome, String reasons, @Nullable String key) {
    return idempotency.once(
        key,
        "limit-proposal/" + proposalId + "/decision",
        Map.of("outcome", outcome, "reasons", reasons),
        Decided.class,
        () -> decide(proposalId, outcome, reasons));
  }

  private Decided decide(UUID proposalId, LimitOutcome outcome, String reasons) {
    CaseFile file = cases.locked(proposals.caseOf(proposalId).orElseThrow(LimitService::notFound));
    LimitProposal proposal = proposals.findById(proposalId);
    if (proposal.outcome != null) {
      throw ProblemException.conflict(
          "The proposal was decided: " + proposal.outcome + ".",
          CaseMachine.legalEvents(file.state).stream().map(CaseEvent::name).toList());
    }
    CaseEvent event =
        switch (outcome) {
          case APPROVED -> CaseEvent.APPROVE_LIMIT;
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
                caller.name().equals(proposal.decider), caller.name().equals(proposal.proposer)));
    proposal.outcome = outcome;
    proposal.decidedBy = caller.name();
    proposal.decidedAt = clock.instant();
    proposal.decisionReasons = reasons;
    OrderView order =
        switch (outcome) {
          case APPROVED ->
              orders.issue(
                  new OrderService.NewOrder(
                      file.id,
                      Objects.requireNonNull(file.reference),
                      proposal.id,
                      proposal.limit.registrars(),
                      proposal.limit.limit(),
                      proposal.decidedAt,
                      OrderTerms.end(proposal.decidedAt, proposal.days, proposal.maximumDays),
                      proposal.maximumDays));
          case REFUSED, WITHDRAWN -> null;
        };
    journal.apply(file, transition, reasons, order);
    return new Decided(order);
  }

  /** Lifts the limit of an order before its end. */
  @Transactional
  OrderView lift(UUID orderId, String reason) {
    CaseFile file = cases.locked(orders.get(orderId).caseId());
    OrderView order = orders.get(orderId);
    if (order.state() != OrderState.IN_FORCE) {
      throw ProblemException.conflict(
          "The order is " + order.state() + ": there is nothing to lift.",
          CaseMachine.legalEvents(file.state).stream().map(CaseEvent::name).toList());
    }
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.LIFT_LIMIT, CaseFacts.ofOrder(false));
    OrderView lifted = orders.lift(orderId, reason);
    journal.apply(file, transition, reason, lifted);
    return lifted;
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("limit proposal");
  }
}
