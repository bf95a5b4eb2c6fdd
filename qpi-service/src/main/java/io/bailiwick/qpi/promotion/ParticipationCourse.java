package io.bailiwick.qpi.promotion;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.qpi.QpiEvent;
import io.bailiwick.qpi.promotion.ParticipationMachine.Facts;
import io.bailiwick.qpi.promotion.ParticipationMachine.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to participations: the state, the row of its history and the outgoing event are
 * written in the caller's transaction, which holds the promotion locked.
 */
@ApplicationScoped
class ParticipationCourse {

  private final ParticipationRepository participations;
  private final BusinessClock clock;
  private final Caller caller;
  private final Outbox outbox;

  @Inject
  ParticipationCourse(
      ParticipationRepository participations, BusinessClock clock, Caller caller, Outbox outbox) {
    this.participations = participations;
    this.clock = clock;
    this.caller = caller;
    this.outbox = outbox;
  }

  /**
   * An event.
   *
   * @param ground which one, for SUSPEND, DROP_GROUND and RESUME; null otherwise
   * @param actor who does it; {@link AuditTrail#SYSTEM} for the clock and for policy
   * @param own whether the actor is of the registrar
   */
  record Act(
      ParticipationEvent event,
      String reason,
      @Nullable SuspensionGround ground,
      String actor,
      boolean own) {

    static Act of(ParticipationEvent event, String reason, String actor) {
      return new Act(event, reason, null, actor, false);
    }
  }

  /** The first row of a registrar that is offered the promotion. */
  Participation offered(Promotion promotion, RegistrarId registrar, String name, String actor) {
    Participation row = new Participation();
    row.id = Ids.next();
    row.promotionId = promotion.id;
    row.registrar = registrar.ianaId();
    row.registrarName = name;
    row.state = ParticipationMachine.first();
    row.grounds = List.of();
    row.reason =
        "Offered; no evaluation of published scores has been held against the baseline yet.";
    row.since = clock.instant();
    row.actor = actor;
    participations.persist(row);
    keep(row, ParticipationEvent.OFFER, null, row.since);
    return row;
  }

  /** STATE_CONFLICT, with what is legal instead, where the table or a guard refuses. */
  void apply(Promotion promotion, Participation row, Act act) {
    apply(promotion, row, act, clock.instant());
  }

  private void apply(Promotion promotion, Participation row, Act act, Instant at) {
    ParticipationMachine.Transition transition = ParticipationMachine.find(row.state, act.event());
    if (transition != null
        && transition.permission() != null
        && !act.actor().equals(AuditTrail.SYSTEM)) {
      caller.require(transition.permission());
    }
    Set<SuspensionGround> left = new TreeSet<>(row.grounds());
    if (act.ground() != null) {
      left.remove(act.ground());
    }
    Outcome outcome =
        ParticipationMachine.apply(
            row.state,
            act.event(),
            new Facts(
                at,
                promotion.startsAt,
                promotion.closesAt(),
                act.own(),
                !act.reason().isBlank(),
                left.size()));
    ParticipationState to =
        switch (outcome) {
          case Outcome.Moved moved -> moved.to();
          case Outcome.Refused refused ->
              throw ProblemException.conflict(
                  "Registrar %d: %s. %s".formatted(row.registrar, refused.reason(), row.reason),
                  refused.nextSteps());
        };
    if (act.event() == ParticipationEvent.SUSPEND && act.ground() != null) {
      left.add(act.ground());
    }
    List<String> grounds =
        to == ParticipationState.SUSPENDED
            ? left.stream().map(SuspensionGround::name).toList()
            : List.of();
    ParticipationState from = row.state;
    boolean changed = from != to || !row.grounds.equals(grounds);
    row.reason = act.reason();
    row.actor = act.actor();
    if (act.event() == ParticipationEvent.ACCEPT_TERMS) {
      row.acceptedAt = at;
      row.acceptedBy = act.actor();
    }
    if (changed) {
      row.grounds = grounds;
      row.state = to;
      row.since = from == to ? row.since : at;
      keep(row, act.event(), from, at);
    }
  }

  /** What the clock brings: starts and ends, each at its own instant however late it is. */
  void catchUp(Promotion promotion, Iterable<Participation> rows) {
    Instant now = clock.instant();
    for (Participation row : rows) {
      Instant start = row.since.isAfter(promotion.startsAt) ? row.since : promotion.startsAt;
      if (row.state == ParticipationState.ENROLLED
          && !now.isBefore(start)
          && start.isBefore(promotion.closesAt())) {
        apply(
            promotion,
            row,
            Act.of(ParticipationEvent.START, "The promotion runs.", AuditTrail.SYSTEM),
            start);
      }
      if (row.state != ParticipationState.ENDED && !now.isBefore(promotion.closesAt())) {
        apply(
            promotion,
            row,
            Act.of(ParticipationEvent.END, "The promotion has ended.", AuditTrail.SYSTEM),
            promotion.closesAt());
      }
    }
  }

  private void keep(
      Participation row, ParticipationEvent event, @Nullable ParticipationState from, Instant at) {
    ParticipationChange change = new ParticipationChange();
    change.id = Ids.next();
    change.promotionId = row.promotionId;
    change.registrar = row.registrar;
    change.event = event;
    change.from = from;
    change.to = row.state;
    change.grounds = row.grounds;
    change.reason = row.reason;
    change.at = at;
    change.recordedAt = clock.instant();
    change.actor = row.actor;
    participations.getEntityManager().persist(change);
    outbox.publish(
        QpiEvent.PARTICIPATION_CHANGED,
        "promotion/" + row.promotionId,
        ParticipationChangeView.of(change));
  }
}
