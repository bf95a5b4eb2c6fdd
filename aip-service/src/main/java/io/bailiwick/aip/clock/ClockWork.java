package io.bailiwick.aip.clock;

import io.bailiwick.aip.policy.AipPolicy;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.time.BusinessClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Reminds before a clock is over, and raises the alarm when it is. One clock is one transaction
 * that holds its row; what another replica holds is left to it, so that each is done once.
 */
@ApplicationScoped
class ClockWork {
  private static final int AT_ONCE = 10_000;

  private final ClockRepository clocks;
  private final CaseClocks steps;
  private final ClockTold told;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final BusinessClock clock;
  private volatile long overdue;

  @Inject
  ClockWork(
      ClockRepository clocks,
      CaseClocks steps,
      ClockTold told,
      Policies policies,
      AipPolicyKind policyKind,
      BusinessClock clock,
      MeterRegistry meters) {
    this.clocks = clocks;
    this.steps = steps;
    this.told = told;
    this.policies = policies;
    this.policyKind = policyKind;
    this.clock = clock;
    Gauge.builder("bailiwick.case.clocks.overdue", () -> overdue)
        .description("Clocks of cases whose last day has passed, and nobody has acted")
        .register(meters);
  }

  @Scheduled(
      identity = "case-clocks",
      every = "{bailiwick.clocks.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    Instant now = clock.instant();
    LocalDate today = clock.today();
    AipPolicy.Clocks policy =
        QuarkusTransaction.requiringNew()
            .call(() -> policies.inForce(policyKind, today).document().clocks());
    List<CaseClock> running =
        QuarkusTransaction.requiringNew().call(() -> clocks.running(now, AT_ONCE));
    for (CaseClock candidate : running) {
      if (candidate.isOver(now) || remindersDue(candidate, policy, today) > candidate.reminders()) {
        QuarkusTransaction.requiringNew().run(() -> carryOn(candidate.id(), policy, now, today));
      }
    }
    overdue = QuarkusTransaction.requiringNew().call(() -> clocks.overdue(today));
  }

  private void carryOn(UUID id, AipPolicy.Clocks policy, Instant now, LocalDate today) {
    // What changed since the list was read is seen here, under the lock.
    clocks
        .claimed(id, now)
        .filter(open -> open.endedAt() == null && open.overdueAt() == null)
        .filter(open -> !open.deadline().standsStill())
        .ifPresent(open -> carryOn(open, policy, now, today));
  }

  private void carryOn(CaseClock open, AipPolicy.Clocks policy, Instant now, LocalDate today) {
    if (open.isOver(now)) {
      if (open.kind().isPeriod()) {
        steps.note(CaseClocks.ended(open, ClockState.MET, now), ClockStep.MET, now);
      } else {
        steps.note(CaseClocks.overdue(open, now), ClockStep.OVERDUE, now);
        told.overdue(open, policy.messages());
      }
      return;
    }
    int due = remindersDue(open, policy, today);
    if (due > open.reminders()) {
      steps.note(CaseClocks.reminded(open, due), ClockStep.REMINDED, now);
      told.reminded(open, policy.messages());
    }
  }

  /**
   * How many of the reminders should have been sent by today. One that falls on the day on which
   * the clock was started, or before, would remind of what was just said.
   */
  private static int remindersDue(CaseClock open, AipPolicy.Clocks policy, LocalDate today) {
    LocalDate started = LocalDate.ofInstant(open.startedAt(), ZoneOffset.UTC);
    return (int)
        policy.remindBusinessDays().stream()
            .map(days -> open.calendar().before(open.lastDay(), days))
            .filter(day -> day.isAfter(started) && !today.isBefore(day))
            .count();
  }
}
