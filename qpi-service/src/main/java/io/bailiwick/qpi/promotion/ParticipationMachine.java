package io.bailiwick.qpi.promotion;

import static io.bailiwick.qpi.promotion.ParticipationState.*;

import io.bailiwick.common.security.Permission;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of a participation: the one table of what may happen when, and who may do it. */
final class ParticipationMachine {

  /** A condition beyond the state, and what to do where it fails. */
  enum Guard {
    NONE("", ""),
    NOT_OVER("the promotion has ended", "look for a promotion that is open"),
    RUNNING("the promotion does not run", "wait for its start"),
    OVER("the promotion has not ended", "wait for its end"),
    /** A registrar speaks for itself; who speaks for it says how it knows. */
    OWN_OR_REASONED(
        "who accepts for a registrar says why", "give the reason, such as a signed letter"),
    OTHER_GROUNDS_REMAIN("no other ground stands", "resume"),
    NO_OTHER_GROUND("another ground stands", "deal with the other ground, too");

    private final String refusal;
    private final String nextStep;

    Guard(String refusal, String nextStep) {
      this.refusal = refusal;
      this.nextStep = nextStep;
    }

    boolean allows(Facts facts) {
      return switch (this) {
        case NONE -> true;
        case NOT_OVER -> facts.now().isBefore(facts.closesAt());
        case RUNNING ->
            !facts.now().isBefore(facts.startsAt()) && facts.now().isBefore(facts.closesAt());
        case OVER -> !facts.now().isBefore(facts.closesAt());
        case OWN_OR_REASONED -> facts.own() || facts.reasoned();
        case OTHER_GROUNDS_REMAIN -> facts.groundsLeft() > 0;
        case NO_OTHER_GROUND -> facts.groundsLeft() == 0;
      };
    }
  }

  /**
   * What the guards look at.
   *
   * @param own whether the caller is of the registrar
   * @param reasoned whether a reason is given
   * @param groundsLeft grounds that stand besides the one in question
   */
  record Facts(
      Instant now,
      Instant startsAt,
      Instant closesAt,
      boolean own,
      boolean reasoned,
      int groundsLeft) {}

  /**
   * One row of the table.
   *
   * @param permission what the caller needs; null where the clock does it
   */
  record Transition(
      ParticipationState from,
      ParticipationEvent event,
      ParticipationState to,
      List<Guard> guards,
      @Nullable Permission permission) {}

  /** What came of an event. */
  sealed interface Outcome {
    record Moved(ParticipationState to) implements Outcome {}

    /**
     * Nothing changes.
     *
     * @param reason why not, without a full stop
     * @param nextSteps what is legal instead
     */
    record Refused(String reason, List<String> nextSteps) implements Outcome {}
  }

  private static final Map<ParticipationState, Map<ParticipationEvent, Transition>> TABLE =
      new EnumMap<>(ParticipationState.class);

  static {
    for (ParticipationState state : List.of(NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED)) {
      on(state, ParticipationEvent.QUALIFY, PRE_QUALIFIED, Permission.PROMOTION_WRITE);
    }
    on(TERMS_ACCEPTED, ParticipationEvent.QUALIFY, TERMS_ACCEPTED, Permission.PROMOTION_WRITE);
    for (ParticipationState state :
        List.of(NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, TERMS_ACCEPTED)) {
      on(state, ParticipationEvent.MISS, NOT_QUALIFIED, Permission.PROMOTION_WRITE);
      on(state, ParticipationEvent.NOT_ASSESSED, NOT_ASSESSED, Permission.PROMOTION_WRITE);
    }
    on(
        PRE_QUALIFIED,
        ParticipationEvent.ACCEPT_TERMS,
        TERMS_ACCEPTED,
        Permission.TERMS_ACCEPT,
        Guard.NOT_OVER,
        Guard.OWN_OR_REASONED);
    on(
        TERMS_ACCEPTED,
        ParticipationEvent.ENROL,
        ENROLLED,
        Permission.ENROLMENT_WRITE,
        Guard.NOT_OVER);
    on(ENROLLED, ParticipationEvent.START, ACTIVE, null, Guard.RUNNING);
    for (ParticipationState state : List.of(ENROLLED, ACTIVE, SUSPENDED)) {
      on(state, ParticipationEvent.SUSPEND, SUSPENDED, Permission.ENROLMENT_WRITE, Guard.NOT_OVER);
    }
    on(
        SUSPENDED,
        ParticipationEvent.DROP_GROUND,
        SUSPENDED,
        Permission.ENROLMENT_WRITE,
        Guard.OTHER_GROUNDS_REMAIN);
    // Enrolled, and active at once where the promotion runs: by START.
    on(
        SUSPENDED,
        ParticipationEvent.RESUME,
        ENROLLED,
        Permission.ENROLMENT_WRITE,
        Guard.NOT_OVER,
        Guard.NO_OTHER_GROUND);
    for (ParticipationState state : List.of(TERMS_ACCEPTED, ENROLLED, ACTIVE, SUSPENDED)) {
      on(state, ParticipationEvent.LEAVE, ENDED, Permission.ENROLMENT_WRITE, Guard.NOT_OVER);
    }
    for (ParticipationState state : ParticipationState.values()) {
      if (state != ENDED) {
        on(state, ParticipationEvent.END, ENDED, null, Guard.OVER);
      }
    }
  }

  private ParticipationMachine() {}

  /** Where a registrar stands that is offered a promotion. */
  static ParticipationState first() {
    return NOT_ASSESSED;
  }

  /** What the event makes of the state; the first guard that fails is told. */
  static Outcome apply(ParticipationState state, ParticipationEvent event, Facts facts) {
    Transition transition = find(state, event);
    if (transition == null) {
      return new Outcome.Refused(
          "a participation that is %s does not take %s".formatted(state, event), legal(state));
    }
    return transition.guards.stream()
        .filter(guard -> !guard.allows(facts))
        .findFirst()
        .<Outcome>map(guard -> new Outcome.Refused(guard.refusal, List.of(guard.nextStep)))
        .orElseGet(() -> new Outcome.Moved(transition.to));
  }

  /** The row for a state and an event; null where there is none. */
  static @Nullable Transition find(ParticipationState state, ParticipationEvent event) {
    return TABLE.getOrDefault(state, Map.of()).get(event);
  }

  /** What people may do in a state. */
  static List<String> legal(ParticipationState state) {
    return TABLE.getOrDefault(state, Map.of()).values().stream()
        .filter(transition -> transition.permission != null)
        .map(transition -> transition.event.name())
        .toList();
  }

  private static void on(
      ParticipationState from,
      ParticipationEvent event,
      ParticipationState to,
      @Nullable Permission permission,
      Guard... guards) {
    Transition former =
        TABLE
            .computeIfAbsent(from, state -> new EnumMap<>(ParticipationEvent.class))
            .put(event, new Transition(from, event, to, List.of(guards), permission));
    if (former != null) {
      throw new IllegalStateException("Two rows for " + from + " and " + event);
    }
  }
}
