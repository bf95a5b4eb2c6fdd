package io.bailiwick.aip.casefile;

import io.bailiwick.aip.clock.CaseClock;
import io.bailiwick.aip.clock.CaseClocks;
import io.bailiwick.aip.clock.ClockKind;
import io.bailiwick.aip.deadline.BusinessCalendar;
import io.bailiwick.aip.deadline.DayUnit;
import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which clocks a step of a case starts and ends. */
@ApplicationScoped
class CaseClockwork {
  private static final Set<ClockKind> OF_APPEALS =
      EnumSet.of(ClockKind.APPEAL_INTERNAL, ClockKind.APPEAL_EXTERNAL);

  private final CaseClocks clocks;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final BusinessClock clock;

  @Inject
  CaseClockwork(
      CaseClocks clocks, Policies policies, AipPolicyKind policyKind, BusinessClock clock) {
    this.clocks = clocks;
    this.policies = policies;
    this.policyKind = policyKind;
    this.clock = clock;
  }

  /** A notice gives time to respond; the first one also to acknowledge it and to file a plan. */
  void notified(CaseFile file, Notice notice, AipPolicy policy) {
    BusinessCalendar calendar = BusinessCalendar.of(policy.country());
    if (file.acknowledgeBy == null) {
      file.acknowledgeBy =
          start(file, ClockKind.ACKNOWLEDGE, calendar, policy.acknowledgeBusinessDays(), policy);
      file.planBy = start(file, ClockKind.PLAN, calendar, policy.planBusinessDays(), policy);
    }
    UUID unused =
        clocks.start(
            file.clocked(),
            ClockKind.RESPOND,
            notice.id,
            new Deadline(DayUnit.BUSINESS_DAYS, notice.respondBy, null),
            policy.country());
  }

  private LocalDate start(
      CaseFile file, ClockKind kind, BusinessCalendar calendar, int days, AipPolicy policy) {
    Deadline deadline = Deadline.of(calendar, clock.instant(), days, DayUnit.BUSINESS_DAYS);
    UUID unused = clocks.start(file.clocked(), kind, null, deadline, policy.country());
    return deadline.lastDay();
  }

  /** A limit of the acute path ends at its review. */
  void limited(CaseFile file, UUID order, Instant endsAt) {
    // The last whole day before that instant is the last one in time.
    LocalDate last = LocalDate.ofInstant(endsAt, ZoneOffset.UTC).minusDays(1);
    UUID unused =
        clocks.start(
            file.clocked(), ClockKind.LIMIT_REVIEW, order, Deadline.until(last), country());
  }

  /** The time to respond to each notice, as its clock has it. */
  Map<UUID, Deadline> responses(UUID caseId) {
    return clocks.ofCase(caseId).stream()
        .filter(found -> found.kind() == ClockKind.RESPOND)
        .collect(
            Collectors.toMap(
                found -> Objects.requireNonNull(found.subject()), CaseClock::deadline));
  }

  List<CaseClock> ofCase(UUID caseId) {
    return clocks.ofCase(caseId);
  }

  /** What a transition that was made means to the clocks. */
  void follow(CaseFile file, CaseMachine.Transition transition, String actor) {
    switch (transition.event()) {
      case ACKNOWLEDGE -> clocks.meet(file.id, ClockKind.ACKNOWLEDGE);
      case FILE_PLAN -> {
        clocks.meet(file.id, ClockKind.ACKNOWLEDGE);
        clocks.meet(file.id, ClockKind.PLAN);
      }
      case START_MONITORING -> monitor(file, actor);
      case EXTEND -> review(file, Objects.requireNonNull(file.watchUntil));
      case KEEP_LIMIT -> clocks.meet(file.id, ClockKind.LIMIT_REVIEW);
      case LIFT_LIMIT, END_LIMIT, VARY_LIMIT ->
          clocks.cancel(file.id, kind -> kind == ClockKind.LIMIT_REVIEW, actor);
      case CONFIRM,
          DISMISS,
          SEND_NOTICE,
          AGREE_PLAN,
          PROPOSE_LIMIT,
          ENDORSE_LIMIT,
          APPROVE_LIMIT,
          REFUSE_LIMIT,
          WITHDRAW_PROPOSAL,
          FLAG_TAKEOVER,
          FILE_APPEAL,
          STAY_LIMIT,
          STAY_OVERDUE,
          UPHOLD_LIMIT,
          REVERSE_LIMIT,
          RESTORE,
          CLOSE,
          CLOSE_UNFOUNDED -> {}
    }
    switch (transition.to()) {
      // An appeal is decided all the same.
      case RESTORED, CLOSED -> clocks.cancel(file.id, kind -> !OF_APPEALS.contains(kind), actor);
      case REVERSED, UNFOUNDED -> clocks.cancel(file.id, kind -> true, actor);
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
          LIMIT_IN_FORCE,
          STAYED,
          REVIEW -> {}
    }
  }

  private void monitor(CaseFile file, String actor) {
    clocks.cancel(file.id, kind -> kind == ClockKind.MONITORING_REVIEW, actor);
    LocalDate today = clock.today();
    List<LocalDate> reviews =
        policies.use(policyKind, today).document().monitoring().reviewDays().stream()
            .map(today::plusDays)
            .toList();
    reviews.forEach(day -> review(file, day));
    file.watchUntil = reviews.getLast();
  }

  private void review(CaseFile file, LocalDate day) {
    UUID unused =
        clocks.start(
            file.clocked(), ClockKind.MONITORING_REVIEW, null, Deadline.until(day), country());
  }

  private String country() {
    return policies.inForce(policyKind, clock.today()).document().country();
  }
}
