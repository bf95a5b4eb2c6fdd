package io.bailiwick.aip.casefile;

import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.restriction.OrderService;
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
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
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
  private final Policies policies;
  private final AipPolicyKind policyKind;
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
      Policies policies,
      AipPolicyKind policyKind,
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
    this.policies = policies;
    this.policyKind = policyKind;
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
            cases.cases(scope, registrar, state, Cursor.id(after), limit).stream()
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
    LocalDate earliest = calendar.lastDay(now, policy.document().responseBusinessDays());
    LocalDate respondBy = wanted.respondBy() == null ? earliest : wanted.respondBy();
    if (respondBy.isBefore(earliest)) {
      throw ProblemException.invalid(
          "The policy gives the registrar "
              + policy.document().responseBusinessDays()
              + " business days to respond.",
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
    if (file.acknowledgeBy == null) {
      file.acknowledgeBy = calendar.lastDay(now, policy.document().acknowledgeBusinessDays());
      file.planBy = calendar.lastDay(now, policy.document().planBusinessDays());
    }
    journal.apply(file, transition, notice.subject, null);
    return NoticeView.of(notice);
  }

  /** Applies an event whose guard looks at nothing. */
  @Transactional
  CaseView apply(UUID id, CaseEvent event, @Nullable String note) {
    CaseFile file = locked(id);
    journal.apply(file, event, CaseFacts.NONE, note);
    return view(file);
  }

  /** The case that the caller may reach. */
  CaseFile readable(UUID id) {
    return visible(cases.findById(id));
  }

  /** The case that the caller may reach, locked, with its state as the clock has made it. */
  CaseFile locked(UUID id) {
    CaseFile file = visible(cases.locked(id).orElse(null));
    limits.endIfOver(file);
    return file;
  }

  boolean mayRead(UUID id) {
    return caller.scope().includes(RegistrarId.of(cases.findById(id).registrar));
  }

  CaseView view(CaseFile file) {
    return CaseView.of(
        file,
        findings.ofCase(file.id),
        history.ofCase(file.id),
        notices.ofCase(file.id),
        proposals.ofCase(file.id),
        orders.ofCase(file.id));
  }

  /** Candidates are no cases yet, and a registrar reaches its own only: unknown either way. */
  private CaseFile visible(@Nullable CaseFile file) {
    if (file == null || file.openedAt == null) {
      throw ProblemException.notFound("case");
    }
    caller.scope().require(RegistrarId.of(file.registrar), "case");
    return file;
  }
}
