package io.bailiwick.aip.clock;

import io.bailiwick.aip.deadline.Deadline;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What other features do with clocks: start them, and say that something is done. In the
 * transaction of the deed, whose case's row is locked. Every step is kept with actor, reason and
 * time; what people or the clock itself do is audited and published, too.
 */
@ApplicationScoped
public class CaseClocks {
  private final ClockRepository clocks;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  CaseClocks(
      ClockRepository clocks, AuditTrail audit, Outbox outbox, BusinessClock clock, Caller caller) {
    this.clocks = clocks;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
    this.caller = caller;
  }

  /** Starts a clock. */
  @Transactional(Transactional.TxType.MANDATORY)
  public UUID start(
      ClockedCase of, ClockKind kind, @Nullable UUID subject, Deadline deadline, String country) {
    Instant now = clock.instant();
    UUID id = Ids.next();
    clocks.insert(id, of, kind, subject, deadline, country, now);
    clocks.record(
        id,
        new ClockHistory(
            ClockStep.STARTED, caller.name(), null, deadline.lastDay(), deadline.left(), now));
    return id;
  }

  /** What the clocks of a kind were for is done. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void meet(UUID caseId, ClockKind kind) {
    end(caseId, open -> open.kind() == kind, ClockState.MET, ClockStep.MET, caller.name());
  }

  /** What the clock of a notice, an order or an appeal was for is done. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void meet(UUID caseId, ClockKind kind, UUID subject) {
    end(
        caseId,
        open -> open.kind() == kind && subject.equals(open.subject()),
        ClockState.MET,
        ClockStep.MET,
        caller.name());
  }

  /** The clocks of a kind are of no use any more. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void cancel(UUID caseId, Predicate<ClockKind> kinds, String actor) {
    end(caseId, open -> kinds.test(open.kind()), ClockState.CANCELLED, ClockStep.CANCELLED, actor);
  }

  private void end(
      UUID caseId, Predicate<CaseClock> which, ClockState state, ClockStep step, String actor) {
    Instant now = clock.instant();
    for (CaseClock open : clocks.open(caseId, now)) {
      if (which.test(open)) {
        CaseClock ended = ended(open, state, now);
        clocks.save(ended);
        clocks.record(ended.id(), step(ended, step, actor, null, now));
      }
    }
  }

  /** All clocks of a case, oldest first. */
  @Transactional
  public List<CaseClock> ofCase(UUID caseId) {
    return clocks.ofCase(caseId, clock.instant());
  }

  /** Lets the clocks that wait for contests stand still, or go on. Done by nobody. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void contested(UUID caseId, boolean contested) {
    Instant now = clock.instant();
    for (CaseClock open : clocks.open(caseId, now)) {
      if (open.kind().waitsForContests()
          && open.contested() != contested
          && open.state() != ClockState.OVERDUE) {
        hold(
            open,
            open.pauseReason(),
            contested,
            contested ? "A name of the case is contested." : "No name of the case is contested.",
            AuditTrail.SYSTEM,
            now);
      }
    }
  }

  /** Changes what a clock stands still for; it runs on once nothing is left. */
  CaseClock hold(
      CaseClock open,
      @Nullable String pauseReason,
      boolean contested,
      String reason,
      String actor,
      Instant now) {
    boolean still = pauseReason != null || contested;
    Deadline deadline = open.deadline();
    if (still != deadline.standsStill()) {
      deadline =
          still ? deadline.pause(open.calendar(), now) : deadline.resume(open.calendar(), now);
    }
    CaseClock changed = with(open, deadline, pauseReason, contested, open.extensions(), 0);
    write(changed, still ? ClockStep.PAUSED : ClockStep.RESUMED, reason, actor, now);
    return changed;
  }

  CaseClock extend(CaseClock open, int days, String reason, Instant now) {
    CaseClock changed =
        with(
            open,
            open.deadline().extend(open.calendar(), now, days),
            open.pauseReason(),
            open.contested(),
            open.extensions() + 1,
            0);
    write(changed, ClockStep.EXTENDED, reason, caller.name(), now);
    return changed;
  }

  /** A reminder, an alarm, or the end of a period: the clock's own work. */
  void note(CaseClock changed, ClockStep step, Instant now) {
    write(changed, step, null, AuditTrail.SYSTEM, now);
  }

  void met(CaseClock open, String reason, Instant now) {
    write(ended(open, ClockState.MET, now), ClockStep.MET, reason, caller.name(), now);
  }

  /** What subscribers learn. */
  record ClockChanged(
      UUID clockId,
      UUID caseId,
      String caseReference,
      io.bailiwick.common.registrar.RegistrarId registrar,
      ClockKind kind,
      ClockState state,
      LocalDate lastDay,
      boolean ofRegistrar) {}

  private void write(
      CaseClock changed, ClockStep step, @Nullable String reason, String actor, Instant now) {
    clocks.save(changed);
    clocks.tellCase(changed);
    clocks.record(changed.id(), step(changed, step, actor, reason, now));
    Map<String, Object> content = new HashMap<>();
    content.put("case", changed.caseId());
    content.put("kind", changed.kind());
    content.put("lastDay", changed.lastDay());
    if (reason != null) {
      content.put("reason", reason);
    }
    String subject = "clock/" + changed.id();
    if (actor.equals(AuditTrail.SYSTEM)) {
      audit.recordBySystem(step, subject, content);
    } else {
      audit.record(step, subject, content);
    }
    outbox.publish(
        step,
        subject,
        new ClockChanged(
            changed.id(),
            changed.caseId(),
            changed.caseReference(),
            changed.registrar(),
            changed.kind(),
            changed.state(),
            changed.lastDay(),
            changed.kind().isOfRegistrar()));
  }

  private static ClockHistory step(
      CaseClock clock, ClockStep step, String actor, @Nullable String reason, Instant now) {
    return new ClockHistory(step, actor, reason, clock.lastDay(), clock.daysLeft(), now);
  }

  private static CaseClock with(
      CaseClock clock,
      Deadline deadline,
      @Nullable String pauseReason,
      boolean contested,
      int extensions,
      int reminders) {
    return new CaseClock(
        clock.id(),
        clock.caseId(),
        clock.caseReference(),
        clock.registrar(),
        clock.kind(),
        clock.subject(),
        deadline.standsStill() ? ClockState.PAUSED : ClockState.RUNNING,
        deadline.unit(),
        clock.country(),
        deadline.lastDay(),
        deadline.left(),
        pauseReason,
        contested,
        extensions,
        reminders,
        clock.startedAt(),
        null,
        null);
  }

  static CaseClock reminded(CaseClock clock, int reminders) {
    return with(
        clock,
        clock.deadline(),
        clock.pauseReason(),
        clock.contested(),
        clock.extensions(),
        reminders);
  }

  static CaseClock overdue(CaseClock clock, Instant now) {
    return marked(clock, ClockState.OVERDUE, now, null);
  }

  static CaseClock ended(CaseClock clock, ClockState state, Instant now) {
    return marked(clock, state, clock.overdueAt(), now);
  }

  private static CaseClock marked(
      CaseClock clock, ClockState state, @Nullable Instant overdueAt, @Nullable Instant endedAt) {
    return new CaseClock(
        clock.id(),
        clock.caseId(),
        clock.caseReference(),
        clock.registrar(),
        clock.kind(),
        clock.subject(),
        state,
        clock.unit(),
        clock.country(),
        clock.lastDay(),
        clock.daysLeft(),
        clock.pauseReason(),
        clock.contested(),
        clock.extensions(),
        clock.reminders(),
        clock.startedAt(),
        overdueAt,
        endedAt);
  }
}
