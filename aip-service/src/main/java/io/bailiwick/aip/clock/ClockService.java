package io.bailiwick.aip.clock;

import io.bailiwick.aip.clock.ClockRepository.Filter;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people do with clocks: look, let one stand still for a reason, give more time. */
@ApplicationScoped
class ClockService {
  private final ClockRepository repository;
  private final CaseClocks clocks;
  private final UnfoundedCases unfounded;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  ClockService(
      ClockRepository repository,
      CaseClocks clocks,
      UnfoundedCases unfounded,
      Policies policies,
      AipPolicyKind policyKind,
      BusinessClock clock,
      Caller caller) {
    this.repository = repository;
    this.clocks = clocks;
    this.unfounded = unfounded;
    this.policies = policies;
    this.policyKind = policyKind;
    this.clock = clock;
    this.caller = caller;
  }

  @Transactional
  Page<CaseClock> list(Filter filter, PageRequest request) {
    RegistrarScope scope = caller.scope();
    Instant now = clock.instant();
    return Page.of(
        request,
        CaseClock.class,
        (after, limit) ->
            repository.page(scope, filter, now, clock.today(), Cursor.id(after), limit),
        row -> Cursor.key(row.id()));
  }

  @Transactional
  ClockDetail get(UUID id) {
    CaseClock found = visible(id);
    return new ClockDetail(found, repository.history(id));
  }

  /** Lets a clock stand still. */
  @Transactional
  ClockDetail pause(UUID id, String reason) {
    CaseClock open = movable(id);
    if (open.pauseReason() != null) {
      throw ProblemException.conflict("It stands still already.", List.of("RESUME", "EXTEND"));
    }
    if (open.state() == ClockState.OVERDUE) {
      throw ProblemException.conflict("Its time is over.", List.of("EXTEND"));
    }
    return detail(
        clocks.hold(open, reason, open.contested(), reason, caller.name(), clock.instant()));
  }

  /** Lets a clock run on that a person let stand still. */
  @Transactional
  ClockDetail resume(UUID id, String reason) {
    CaseClock open = movable(id);
    if (open.pauseReason() == null) {
      throw ProblemException.conflict("Nobody let it stand still.", List.of("PAUSE", "EXTEND"));
    }
    return detail(
        clocks.hold(open, null, open.contested(), reason, caller.name(), clock.instant()));
  }

  /** Gives more time, as far as the policy goes. */
  @Transactional
  ClockDetail extend(UUID id, int days, String reason) {
    CaseClock open = movable(id);
    AipPolicy.Clocks policy = policies.use(policyKind, clock.today()).document().clocks();
    if (open.extensions() >= policy.extensions()) {
      throw ProblemException.conflict(
          "The policy lets a clock be extended " + policy.extensions() + " times.",
          List.of("PAUSE"));
    }
    if (days > policy.extensionBusinessDays()) {
      throw ProblemException.invalid(
          "The extension is longer than the policy allows.",
          new Violation("days", "is 1 to " + policy.extensionBusinessDays()));
    }
    return detail(clocks.extend(open, days, reason, clock.instant()));
  }

  /** The registry has made the review that a clock was for. */
  @Transactional
  ClockDetail complete(UUID id, String reason) {
    CaseClock open = movable(id);
    if (open.kind() != ClockKind.MONITORING_REVIEW) {
      throw ProblemException.conflict(
          "It ends with the step that it is for.", List.of("PAUSE", "EXTEND"));
    }
    clocks.met(open, reason, clock.instant());
    return get(id);
  }

  private ClockDetail detail(CaseClock changed) {
    return get(changed.id());
  }

  private CaseClock movable(UUID id) {
    CaseClock found = visible(id);
    repository.lockCase(found.caseId());
    CaseClock locked =
        repository.find(id, clock.instant()).orElseThrow(() -> ProblemException.notFound("clock"));
    if (locked.endedAt() != null) {
      throw ProblemException.conflict(
          "The clock is " + locked.state() + ".", List.of("Nothing: the clock has ended."));
    }
    if (!locked.kind().isMovable()) {
      throw ProblemException.conflict(
          "This clock guards the registrar against a limit that nobody looks at.",
          List.of("Do what it is for."));
    }
    return locked;
  }

  private CaseClock visible(UUID id) {
    CaseClock found =
        repository.find(id, clock.instant()).orElseThrow(() -> ProblemException.notFound("clock"));
    caller.scope().require(found.registrar(), "clock");
    unfounded.require(found.caseId(), "clock");
    return found;
  }
}
