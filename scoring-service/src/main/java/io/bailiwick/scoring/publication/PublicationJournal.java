package io.bailiwick.scoring.publication;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.publication.PublicationMachine.Guard;
import io.bailiwick.scoring.publication.PublicationMachine.PartTransition;
import io.bailiwick.scoring.publication.PublicationMachine.Transition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one place that changes the state of a publication and of its parts. With the change it writes
 * the row of history, the audit entry and the event, all in the transaction of the deed.
 */
@ApplicationScoped
class PublicationJournal {

  private final PublicationRepository publications;
  private final PartRepository parts;
  private final HistoryRepository history;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  PublicationJournal(
      PublicationRepository publications,
      PartRepository parts,
      HistoryRepository history,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.publications = publications;
    this.parts = parts;
    this.history = history;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** What subscribers learn of a change. */
  record PublicationChanged(
      UUID publicationId,
      Month month,
      int version,
      @Nullable RegistrarId registrar,
      String state,
      UUID runId,
      @Nullable UUID correctionId,
      Instant at) {}

  /** Who does it: the caller, or the clock. */
  enum Actor {
    PERSON,
    CLOCK
  }

  /** A new preview. */
  void open(Publication publication, Actor actor, @Nullable String note) {
    publications.persistAndFlush(publication);
    write(
        publication,
        PublicationEvent.OPEN,
        null,
        publication.state.name(),
        publication.runId,
        null,
        actor,
        note);
  }

  /**
   * The transition that an event makes of a publication; nothing is changed yet.
   *
   * @param unmet which conditions do not hold, each with what to do about it
   * @throws ProblemException STATE_CONFLICT with the next legal steps, or FORBIDDEN
   */
  Transition check(
      Publication publication,
      PublicationEvent event,
      Actor actor,
      Map<Guard, List<String>> unmet) {
    Transition transition =
        PublicationMachine.find(publication.state, event)
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        "The publication is " + publication.state + ".",
                        nextSteps(PublicationMachine.legalEvents(publication.state))));
    if (actor == Actor.PERSON) {
      if (transition.permission() == null) {
        throw new IllegalArgumentException(event + " is not for people");
      }
      caller.require(transition.permission());
    }
    require(transition.guards(), unmet);
    return transition;
  }

  /** Applies an event to a publication whose row the transaction has locked. */
  void apply(
      Publication publication,
      PublicationEvent event,
      Actor actor,
      Map<Guard, List<String>> unmet,
      @Nullable String note) {
    publication.state = check(publication, event, actor, unmet).to();
    publications.flush();
    write(publication, event, null, publication.state.name(), publication.runId, null, actor, note);
  }

  private static List<String> nextSteps(Set<PublicationEvent> legal) {
    return legal.isEmpty()
        ? List.of("Read the publication that stands for the month.")
        : legal.stream()
            .map(
                event ->
                    switch (event) {
                      case PUBLISH -> "Publish it.";
                      case CANCEL -> "Call the preview off.";
                      case OPEN, RESCORE, CONTEST, DECIDE, SUPERSEDE ->
                          throw new IllegalStateException(event + " is not for people");
                    })
            .toList();
  }

  /**
   * What forbids an event.
   *
   * @throws ProblemException STATE_CONFLICT, or FORBIDDEN where the person is the wrong one
   */
  static void require(List<Guard> guards, Map<Guard, List<String>> unmet) {
    List<String> steps = new ArrayList<>();
    for (Guard guard : guards) {
      List<String> missing = unmet.getOrDefault(guard, List.of());
      if (guard == Guard.ANOTHER_PERSON && !missing.isEmpty()) {
        throw ProblemException.forbidden(String.join(" ", missing));
      }
      steps.addAll(missing);
    }
    if (!steps.isEmpty()) {
      throw ProblemException.conflict("Not yet: " + String.join(" ", steps), steps);
    }
  }

  /** Applies an event of the clock to a part; its fields other than the state are set already. */
  void apply(
      Publication publication,
      Part part,
      PublicationEvent event,
      @Nullable UUID correction,
      @Nullable String note) {
    move(part, event);
    parts.flush();
    write(
        publication,
        event,
        part.registrar,
        part.state.name(),
        part.runId,
        correction,
        Actor.CLOCK,
        note);
  }

  /** The same together with the whole month, whose entry stands for all of them. */
  void move(Part part, PublicationEvent event) {
    PartTransition transition =
        PublicationMachine.find(part.state, event)
            .orElseThrow(() -> new IllegalStateException(event + " of a part " + part.state));
    part.state = transition.to();
  }

  private void write(
      Publication publication,
      PublicationEvent event,
      @Nullable Integer registrar,
      String state,
      UUID run,
      @Nullable UUID correction,
      Actor actor,
      @Nullable String note) {
    Instant now = clock.instant();
    HistoryEntry entry = new HistoryEntry();
    entry.id = Ids.next();
    entry.publicationId = publication.id;
    entry.number = history.lastNumber(publication.id) + 1;
    entry.registrar = registrar;
    entry.event = event;
    entry.state = state;
    entry.runId = run;
    entry.correctionId = correction;
    entry.note = note;
    entry.by = actor == Actor.PERSON ? caller.name() : AuditTrail.SYSTEM;
    entry.at = now;
    history.persistAndFlush(entry);
    String subject =
        "publication/" + publication.id + (registrar == null ? "" : "/results/" + registrar);
    PublicationChanged changed =
        new PublicationChanged(
            publication.id,
            Month.of(publication.month),
            publication.version,
            registrar == null ? null : RegistrarId.of(registrar),
            state,
            run,
            correction,
            now);
    switch (actor) {
      case PERSON -> audit.record(event, subject, CanonicalJson.map(changed));
      case CLOCK -> audit.recordBySystem(event, subject, CanonicalJson.map(changed));
    }
    outbox.publish(event, subject, changed);
  }
}
