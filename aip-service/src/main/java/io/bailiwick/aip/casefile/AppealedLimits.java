package io.bailiwick.aip.casefile;

import io.bailiwick.aip.casefile.CaseFacts.Fact;
import io.bailiwick.aip.clock.ClockedCase;
import io.bailiwick.aip.restriction.OrderService;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.OrderState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an appeal does to a limit and its case. Each method locks the case, lets the table say
 * whether it may be, and makes the step in the caller's transaction.
 */
@ApplicationScoped
public class AppealedLimits {
  private final CaseService cases;
  private final CaseRepository files;
  private final ProposalRepository proposals;
  private final OrderService orders;
  private final CaseJournal journal;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  AppealedLimits(
      CaseService cases,
      CaseRepository files,
      ProposalRepository proposals,
      OrderService orders,
      CaseJournal journal,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.files = files;
    this.proposals = proposals;
    this.orders = orders;
    this.journal = journal;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * A limit that was decided.
   *
   * @param decidedAt when it was approved; null where it was not
   * @param people who proposed and decided it
   * @param limited whether an order of it is in force or stayed
   * @param stayed whether that order is stayed
   */
  public record Decided(
      UUID proposalId,
      ClockedCase of,
      @Nullable Instant decidedAt,
      Set<String> people,
      boolean limited,
      boolean stayed) {}

  /** The limit of a proposal whose case the caller may reach; the case is locked. */
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<Decided> find(UUID proposalId) {
    return proposals
        .caseOf(proposalId)
        .map(
            caseId -> {
              CaseFile file = cases.locked(caseId);
              LimitProposal proposal = proposals.findById(proposalId);
              Optional<OrderView> running = running(file, proposalId);
              return new Decided(
                  proposalId,
                  file.clocked(),
                  proposal.outcome == LimitOutcome.APPROVED ? proposal.decidedAt : null,
                  proposal.people(),
                  running.isPresent(),
                  running.filter(order -> order.state() == OrderState.STAYED).isPresent());
            });
  }

  /** An appeal is filed. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void file(UUID proposalId, boolean appealable, String note) {
    journal.apply(
        locked(proposalId),
        CaseEvent.FILE_APPEAL,
        CaseFacts.NONE.and(Fact.APPEALABLE, appealable),
        note);
  }

  /** Nothing is limited until the appeal is decided. */
  @Transactional(Transactional.TxType.MANDATORY)
  public OrderView stay(UUID proposalId, Set<String> reviewers, String reason) {
    CaseFile file = locked(proposalId);
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.STAY_LIMIT, independent(proposalId, reviewers));
    OrderView order = orders.stay(running(file, proposalId).orElseThrow(this::notRunning).id());
    journal.apply(file, transition, reason, order);
    return order;
  }

  /**
   * The same, because the time to decide was over. Done by nobody.
   *
   * @return false when there is nothing to stay
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean stayOverdue(UUID proposalId) {
    CaseFile file =
        proposals.caseOf(proposalId).flatMap(files::locked).orElseThrow(AppealedLimits::unknown);
    Optional<OrderView> running =
        file.state == CaseState.LIMIT_IN_FORCE
            ? running(file, proposalId).filter(order -> order.state() == OrderState.IN_FORCE)
            : Optional.empty();
    running.ifPresent(order -> journal.stayOverdue(file, orders.stay(order.id())));
    return running.isPresent();
  }

  /** The limit was right; a stayed one is in force again, until the end that it always had. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void uphold(
      UUID proposalId, Set<String> reviewers, String reason, @Nullable List<UUID> packets) {
    CaseFile file = locked(proposalId);
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.UPHOLD_LIMIT, independent(proposalId, reviewers));
    OrderView resumed = null;
    if (file.state == CaseState.STAYED) {
      OrderView stayed = running(file, proposalId).orElseThrow(this::notRunning);
      orders.endStayed(stayed.id());
      resumed = issue(file, proposalId, stayed.toLimit(), clock.instant(), stayed.endsAt());
    }
    journal.apply(file, transition, reason, resumed, packets);
  }

  /** A milder limit in its place, in force from now. */
  @Transactional(Transactional.TxType.MANDATORY)
  public OrderView vary(
      UUID proposalId,
      Set<String> reviewers,
      Limit limit,
      Instant endsAt,
      String reason,
      @Nullable List<UUID> packets) {
    CaseFile file = locked(proposalId);
    Optional<OrderView> running = running(file, proposalId);
    Instant now = clock.instant();
    if (running.isPresent()
        && (!limit.noHarsherThan(running.get().toLimit())
            || endsAt.isAfter(running.get().endsAt()))) {
      throw ProblemException.invalid(
          "What a limit is varied to is no harsher, and ends no later.",
          new Violation("limit", "leaves at least what the limit leaves that is appealed"));
    }
    CaseMachine.Transition transition =
        journal.check(
            file,
            CaseEvent.VARY_LIMIT,
            independent(proposalId, reviewers)
                .and(Fact.MILDER, true)
                .and(Fact.ORDER_ENDED, running.isEmpty()));
    OrderView unused = orders.lift(running.orElseThrow(this::notRunning).id(), "Varied on appeal.");
    OrderView varied = issue(file, proposalId, limit, now, endsAt);
    journal.apply(file, transition, reason, varied, packets);
    return varied;
  }

  private OrderView issue(
      CaseFile file, UUID proposalId, Limit limit, Instant startsAt, Instant endsAt) {
    return orders.issue(
        proposals.findById(proposalId).order(file.reference, limit, startsAt, endsAt));
  }

  /** The limit should never have been: whatever limits the registrar ends, and the case with it. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void reverse(
      UUID proposalId, Set<String> reviewers, String reason, @Nullable List<UUID> packets) {
    CaseFile file = locked(proposalId);
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.REVERSE_LIMIT, independent(proposalId, reviewers));
    OrderView lifted = cases.release(file, "Reversed on appeal.");
    orders.reverse(proposalId);
    journal.apply(file, transition, reason, lifted, packets);
  }

  private CaseFacts independent(UUID proposalId, Set<String> reviewers) {
    Set<String> before = new HashSet<>(proposals.findById(proposalId).people());
    before.addAll(reviewers);
    return CaseFacts.NONE.and(Fact.INDEPENDENT, !before.contains(caller.name()));
  }

  private CaseFile locked(UUID proposalId) {
    return cases.locked(proposals.caseOf(proposalId).orElseThrow(AppealedLimits::unknown));
  }

  /** The order of a proposal that limits, or would without the stay. */
  private Optional<OrderView> running(CaseFile file, UUID proposalId) {
    return orders.ofCase(file.id).stream()
        .filter(order -> order.proposalId().equals(proposalId))
        .filter(order -> order.state() == OrderState.IN_FORCE || order.state() == OrderState.STAYED)
        .findFirst();
  }

  private ProblemException notRunning() {
    return ProblemException.conflict(
        "The limit that the appeal is against does not run any more.",
        List.of("Uphold or reverse it."));
  }

  private static ProblemException unknown() {
    return ProblemException.notFound("limit proposal");
  }
}
