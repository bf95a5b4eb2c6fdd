package io.bailiwick.aip.casefile;

import io.bailiwick.aip.casefile.CaseFacts.Fact;
import io.bailiwick.aip.contest.CaseContests;
import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.restriction.OrderService;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Open cases, but for limits: reading, notices, answers, and the end. */
@ApplicationScoped
class CaseService {
  private final CaseRepository cases;
  private final FindingRepository findings;
  private final HistoryRepository history;
  private final NoticeRepository notices;
  private final ProposalRepository proposals;
  private final OrderService orders;
  private final CaseJournal journal;
  private final LimitClock limits;
  private final CaseClockwork clocks;
  private final Grounds grounds;
  private final CaseContests contests;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final Event<CaseUnfounded> unfounded;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  CaseService(
      CaseRepository cases,
      FindingRepository findings,
      HistoryRepository history,
      NoticeRepository notices,
      ProposalRepository proposals,
      OrderService orders,
      CaseJournal journal,
      LimitClock limits,
      CaseClockwork clocks,
      Grounds grounds,
      CaseContests contests,
      Policies policies,
      AipPolicyKind policyKind,
      Event<CaseUnfounded> unfounded,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.findings = findings;
    this.history = history;
    this.notices = notices;
    this.proposals = proposals;
    this.orders = orders;
    this.journal = journal;
    this.limits = limits;
    this.clocks = clocks;
    this.grounds = grounds;
    this.contests = contests;
    this.policies = policies;
    this.policyKind = policyKind;
    this.unfounded = unfounded;
    this.clock = clock;
    this.caller = caller;
  }

  /** A notice to send; checked here for what depends on the policy. */
  record NewNotice(
      @Nullable String subject,
      String reasons,
      List<UUID> evidenceIncidents,
      @Nullable LocalDate respondBy,
      String appealText) {}

  Page<CaseRow> list(
      @Nullable CaseState state, @Nullable RegistrarId registrar, PageRequest request) {
    limits.endThoseThatAreOver();
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        CaseRow.class,
        (after, limit) ->
            cases
                .cases(
                    scope,
                    registrar,
                    state,
                    caller.has(Permission.AUDIT_READ),
                    Cursor.id(after),
                    limit)
                .stream()
                .map(CaseRow::of)
                .toList(),
        row -> Cursor.key(row.id()));
  }

  CaseView get(UUID id) {
    limits.endThoseThatAreOver();
    return view(visible(cases.findById(id)));
  }

  @Transactional
  NoticeView sendNotice(UUID id, NewNotice wanted) {
    CaseFile file = locked(id);
    CaseMachine.Transition transition = journal.check(file, CaseEvent.SEND_NOTICE, CaseFacts.NONE);
    Instant now = clock.instant();
    PolicyVersion<AipPolicy> policy = policies.use(policyKind, clock.today());
    BusinessCalendar calendar = BusinessCalendar.of(policy.document().country());
    LocalDate usual = calendar.lastDay(now, policy.document().responseBusinessDays());
    LocalDate earliest =
        findings.isAcute(id)
            ? calendar.lastDay(now, policy.document().acute().responseBusinessDays())
            : usual;
    LocalDate respondBy = wanted.respondBy() == null ? usual : wanted.respondBy();
    if (respondBy.isBefore(earliest)) {
      throw ProblemException.invalid(
          "The policy gives the registrar more time to respond.",
          new Violation("respondBy", "is " + earliest + " or later"));
    }
    Notice notice = new Notice();
    notice.id = Ids.next();
    notice.caseId = file.id;
    notice.subject =
        wanted.subject() == null
            ? "Abuse Intervention Program: notice in case " + file.reference
            : wanted.subject();
    notice.reasons = wanted.reasons();
    notice.evidenceIncidents = wanted.evidenceIncidents();
    notice.respondBy = respondBy;
    notice.appealText = wanted.appealText();
    notice.policyId = policy.id();
    notice.policyVersion = policy.version();
    notice.sentAt = now;
    notice.sentBy = caller.name();
    notices.persist(notice);
    clocks.notified(file, notice, policy.document());
    journal.apply(file, transition, notice.subject, null);
    return NoticeView.of(notice);
  }

  /** Applies an event whose guard looks at nothing. */
  @Transactional
  CaseView apply(UUID id, CaseEvent event, @Nullable String note, @Nullable List<UUID> packets) {
    CaseFile file = locked(id);
    journal.apply(file, event, CaseFacts.NONE, note, packets);
    return view(file);
  }

  /** The case that the caller may reach. */
  CaseFile readable(UUID id) {
    return visible(cases.findById(id));
  }

  @Transactional
  List<TimeInState.Span> times(UUID id) {
    CaseFile file = visible(cases.findById(id));
    return TimeInState.of(history.ofCase(file.id), clock.instant());
  }

  /** Of the cases that the caller may see, those without a ground with them but not named. */
  @Transactional
  List<TimeInState.Sum> times(Instant from, Instant until) {
    Instant now = clock.instant();
    return TimeInState.sum(
        cases.within(caller.scope(), from, until).stream()
            .map(id -> TimeInState.of(history.ofCase(id), now))
            .toList(),
        from,
        until);
  }

  /** More time under watch, as far as the policy goes. */
  @Transactional
  CaseView extend(UUID id, int days, String reason, @Nullable List<UUID> packets) {
    CaseFile file = locked(id);
    AipPolicy.Monitoring policy = policies.use(policyKind, clock.today()).document().monitoring();
    if (days > policy.extensionDays()) {
      throw ProblemException.invalid(
          "The extension is longer than the policy allows.",
          new Violation("days", "is 1 to " + policy.extensionDays()));
    }
    CaseMachine.Transition transition =
        journal.check(
            file,
            CaseEvent.EXTEND,
            CaseFacts.NONE.and(
                Fact.EXTENSION_LEFT, file.extensionDays + days <= policy.extensionTotalDays()));
    LocalDate today = clock.today();
    LocalDate until = file.watchUntil;
    file.watchUntil = (until == null || until.isBefore(today) ? today : until).plusDays(days);
    file.extensionDays += days;
    journal.apply(file, transition, reason, null, packets);
    return view(file);
  }

  /**
   * Closes a case that had no ground. A limit ends at once, a proposal is taken back, and nobody
   * who judges the registrar later sees the case.
   */
  @Transactional
  CaseView closeUnfounded(UUID id, String reason, @Nullable List<UUID> packets) {
    CaseFile file = locked(id);
    CaseMachine.Transition transition =
        journal.check(file, CaseEvent.CLOSE_UNFOUNDED, CaseFacts.NONE);
    OrderView lifted = release(file, "The case had no ground.");
    orders.reverseCase(file.id);
    journal.apply(file, transition, reason, lifted, packets);
    unfounded.fire(new CaseUnfounded(file.id));
    return view(file);
  }

  /** Ends what limits or would limit the registrar: the running order and the open proposal. */
  @Nullable OrderView release(CaseFile file, String reason) {
    proposals
        .open(file.id)
        .ifPresent(
            open -> open.close(LimitOutcome.WITHDRAWN, caller.name(), clock.instant(), reason));
    return switch (file.state) {
      case LIMIT_IN_FORCE, STAYED -> orders.lift(orders.ofCase(file.id).getLast().id(), reason);
      case CANDIDATE,
          DISMISSED,
          CONFIRMED,
          NOTIFIED,
          ACKNOWLEDGED,
          PLAN_FILED,
          PLAN_AGREED,
          MONITORING,
          EXTENDED,
          LIMIT_PROPOSED,
          REVIEW,
          RESTORED,
          CLOSED,
          REVERSED,
          UNFOUNDED ->
          null;
    };
  }

  /** The case that the caller may reach, locked, with its state as the clock has made it. */
  CaseFile locked(UUID id) {
    CaseFile file = visible(cases.locked(id).orElse(null));
    limits.endIfOver(file);
    return file;
  }

  boolean mayRead(UUID id) {
    CaseFile file = cases.findById(id);
    return caller.scope().includes(RegistrarId.of(file.registrar)) && isShown(file);
  }

  /**
   * A case without a ground is shown to who reads the audit trail, which keeps it, and no other.
   */
  boolean isShown(CaseFile file) {
    return file.state != CaseState.UNFOUNDED || caller.has(Permission.AUDIT_READ);
  }

  CaseView view(CaseFile file) {
    return CaseView.of(
        file,
        caller.scope().isAll(),
        grounds.of(findings.ofCase(file.id)),
        history.ofCase(file.id),
        notices.ofCase(file.id),
        proposals.ofCase(file.id),
        orders.ofCase(file.id),
        clocks.ofCase(file.id),
        contests.ofCase(file.id));
  }

  /** Candidates are no cases yet, and a registrar reaches its own only: unknown either way. */
  private CaseFile visible(@Nullable CaseFile file) {
    if (file == null || file.openedAt == null) {
      throw ProblemException.notFound("case");
    }
    caller.scope().require(RegistrarId.of(file.registrar), "case");
    if (!isShown(file)) {
      throw ProblemException.notFound("case");
    }
    return file;
  }
}
