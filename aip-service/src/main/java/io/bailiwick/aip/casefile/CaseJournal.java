package io.bailiwick.aip.casefile;

import io.bailiwick.aip.casefile.CaseMachine.Transition;
import io.bailiwick.aip.evidence.CitedEvidence;
import io.bailiwick.aip.restriction.OrderView;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one place that changes the state of a case. With the change it writes the history row, the
 * audit entry and the event, all in the transaction of the deed.
 */
@ApplicationScoped
class CaseJournal {
  private final CaseRepository cases;
  private final FindingRepository findings;
  private final HistoryRepository history;
  private final CitedEvidence evidence;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final CaseTold told;
  private final CaseClockwork clocks;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  CaseJournal(
      CaseRepository cases,
      FindingRepository findings,
      HistoryRepository history,
      CitedEvidence evidence,
      AuditTrail audit,
      Outbox outbox,
      CaseTold told,
      CaseClockwork clocks,
      BusinessClock clock,
      Caller caller) {
    this.cases = cases;
    this.findings = findings;
    this.history = history;
    this.evidence = evidence;
    this.audit = audit;
    this.outbox = outbox;
    this.told = told;
    this.clocks = clocks;
    this.clock = clock;
    this.caller = caller;
  }

  /** What subscribers learn of a change. */
  record CaseChanged(
      UUID caseId,
      @Nullable String caseReference,
      RegistrarId registrar,
      @Nullable CaseState from,
      CaseState to,
      Instant at,
      @Nullable OrderView order) {}

  /** A new candidate. */
  void create(CaseFile file) {
    cases.persist(file);
    write(file, null, caller.name(), clock.instant(), null, null, null);
  }

  /** A further finding in an open case; its state stays. */
  void join(CaseFile file, Finding finding) {
    Map<String, Object> content = content(file);
    content.put("scoringRun", finding.scoringRunId);
    content.put("month", finding.month);
    audit.record(CaseAction.FINDING_JOINED, subject(file), content);
    outbox.publish(
        CaseAction.FINDING_JOINED,
        subject(file),
        new CaseChanged(
            file.id,
            file.reference,
            RegistrarId.of(file.registrar),
            file.state,
            file.state,
            clock.instant(),
            null));
  }

  /**
   * Applies what the caller does to a case, whose row the transaction has locked.
   *
   * @param note the reason or text that the event carries
   * @throws ProblemException STATE_CONFLICT with the next legal steps, or FORBIDDEN
   */
  void apply(CaseFile file, CaseEvent event, CaseFacts facts, @Nullable String note) {
    apply(file, event, facts, note, null);
  }

  /**
   * The same, for a decision that rests on certain packets.
   *
   * @param packets null for all of the case
   */
  void apply(
      CaseFile file,
      CaseEvent event,
      CaseFacts facts,
      @Nullable String note,
      @Nullable List<UUID> packets) {
    apply(file, check(file, event, facts), note, null, packets);
  }

  /** The transition that the caller may make; nothing is changed yet. */
  Transition check(CaseFile file, CaseEvent event, CaseFacts facts) {
    Transition transition = transition(file, event, facts);
    if (transition.permission() == null) {
      throw new IllegalArgumentException(event + " is not for people");
    }
    caller.require(transition.permission());
    return transition;
  }

  /** Makes a transition that was checked, with the order that it issued or lifted. */
  void apply(
      CaseFile file, Transition transition, @Nullable String note, @Nullable OrderView order) {
    apply(file, transition, note, order, null);
  }

  /**
   * The same, for a decision that rests on certain packets.
   *
   * @param packets null for all of the case
   */
  void apply(
      CaseFile file,
      Transition transition,
      @Nullable String note,
      @Nullable OrderView order,
      @Nullable List<UUID> packets) {
    move(file, transition, caller.name(), clock.instant(), note, order, packets);
  }

  /** The limit has reached its end, at the instant that the order says. */
  void endLimit(CaseFile file, OrderView order) {
    Transition transition = transition(file, CaseEvent.END_LIMIT, CaseFacts.ofOrder(true));
    move(file, transition, AuditTrail.SYSTEM, order.endsAt(), null, order, null);
  }

  /** An appeal was not decided in its time: the order is stayed. */
  void stayOverdue(CaseFile file, OrderView order) {
    Transition transition = transition(file, CaseEvent.STAY_OVERDUE, CaseFacts.ofOrder(false));
    move(
        file,
        transition,
        AuditTrail.SYSTEM,
        clock.instant(),
        "The appeal was not decided in its time.",
        order,
        null);
  }

  /** Another registrar's creates have risen: a line in the story of a case whose limit runs. */
  void noteTakeover(CaseFile file, String note) {
    Transition transition = transition(file, CaseEvent.FLAG_TAKEOVER, CaseFacts.ofOrder(false));
    move(file, transition, AuditTrail.SYSTEM, clock.instant(), note, null, null);
  }

  private static Transition transition(CaseFile file, CaseEvent event, CaseFacts facts) {
    try {
      return CaseMachine.apply(file.state, event, facts);
    } catch (CaseEventRefusedException e) {
      if (e.guard().asksWho()) {
        throw ProblemException.forbidden(String.join(" ", e.nextSteps()));
      }
      throw ProblemException.conflict(Objects.requireNonNull(e.getMessage()), e.nextSteps());
    }
  }

  private void move(
      CaseFile file,
      Transition transition,
      String actor,
      Instant at,
      @Nullable String note,
      @Nullable OrderView order,
      @Nullable List<UUID> packets) {
    file.state = transition.to();
    if (transition.from() != transition.to()) {
      file.endedAt = transition.to().isFinal() ? at : null;
    }
    clocks.follow(file, transition, actor);
    cases.flush();
    write(file, transition, actor, at, note, order, packets);
  }

  private void write(
      CaseFile file,
      @Nullable Transition transition,
      String actor,
      Instant at,
      @Nullable String note,
      @Nullable OrderView order,
      @Nullable List<UUID> packets) {
    CaseState from = transition == null ? null : transition.from();
    HistoryEntry entry = new HistoryEntry();
    entry.id = Ids.next();
    entry.caseId = file.id;
    entry.sequence = (int) history.count("caseId", file.id) + 1;
    entry.event = transition == null ? null : transition.event();
    entry.fromState = from;
    entry.toState = file.state;
    entry.actor = actor;
    entry.note = note;
    entry.occurredAt = at;
    if (entry.event != null && entry.event.isDecision()) {
      entry.findings = findings.ofCase(file.id).stream().map(finding -> finding.id).toList();
      entry.packets = evidence.cited(file.id, packets);
    }
    history.persistAndFlush(entry);

    CaseAction action = CaseAction.of(entry.event);
    Map<String, Object> content = content(file);
    content.put("to", file.state);
    if (from != null) {
      content.put("from", from);
    }
    if (note != null) {
      content.put("note", note);
    }
    if (entry.packets != null) {
      content.put("packets", entry.packets);
      content.put("findings", Objects.requireNonNull(entry.findings));
    }
    if (order != null) {
      content.put("order", order.id());
      content.put("endsAt", order.endsAt());
    }
    if (actor.equals(AuditTrail.SYSTEM)) {
      audit.recordBySystem(action, subject(file), content);
    } else {
      audit.record(action, subject(file), content);
    }
    outbox.publish(
        action,
        subject(file),
        new CaseChanged(
            file.id, file.reference, RegistrarId.of(file.registrar), from, file.state, at, order));
    if (entry.event != null) {
      told.tell(file, entry.event, note, order, actor);
    }
  }

  private static Map<String, Object> content(CaseFile file) {
    Map<String, Object> content = new HashMap<>();
    content.put("registrar", file.registrar);
    if (file.reference != null) {
      content.put("reference", file.reference);
    }
    return content;
  }

  private static String subject(CaseFile file) {
    return "case/" + file.id;
  }
}
