package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.casefile.CaseEvent.*;
import static io.bailiwick.aip.casefile.CaseState.*;

import io.bailiwick.common.security.Permission;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of a case: the one table that says what may happen when, under which condition, and who
 * may do it.
 *
 * <p>No path leads to a limit without a person who confirmed, one who proposed and another who
 * decided. A registrar can be heard at any time: it may file or change its plan while a limit is
 * proposed or in force. After a refusal, a lift or an end the case is reviewed; a further limit is
 * a new proposal with fresh reasons.
 */
final class CaseMachine {
  /**
   * One row of the table.
   *
   * @param permission what the caller needs; null where no person does it but the clock
   */
  record Transition(
      CaseState from,
      CaseEvent event,
      CaseState to,
      Guard guard,
      @Nullable Permission permission) {}

  private static final Map<CaseState, Map<CaseEvent, Transition>> TABLE =
      new EnumMap<>(CaseState.class);

  /** What a case can be in once there was a limit. */
  private static final List<CaseState> AFTER_A_LIMIT =
      List.of(
          PLAN_FILED,
          PLAN_AGREED,
          MONITORING,
          EXTENDED,
          LIMIT_PROPOSED,
          LIMIT_IN_FORCE,
          STAYED,
          REVIEW,
          RESTORED,
          CLOSED);

  static {
    on(CANDIDATE, CONFIRM, CONFIRMED, Permission.CANDIDATE_DECIDE);
    on(CANDIDATE, DISMISS, DISMISSED, Permission.CANDIDATE_DECIDE);

    on(CONFIRMED, SEND_NOTICE, NOTIFIED, Permission.CASE_WRITE);
    for (CaseState state :
        List.of(NOTIFIED, ACKNOWLEDGED, PLAN_FILED, PLAN_AGREED, MONITORING, EXTENDED, REVIEW)) {
      on(state, SEND_NOTICE, state, Permission.CASE_WRITE);
      on(state, PROPOSE_LIMIT, LIMIT_PROPOSED, Guard.DUE_PROCESS, Permission.LIMIT_PROPOSE);
      on(state, FILE_PLAN, PLAN_FILED, Permission.CASE_ANSWER);
    }
    on(NOTIFIED, ACKNOWLEDGE, ACKNOWLEDGED, Permission.CASE_ANSWER);
    for (CaseState state : List.of(LIMIT_PROPOSED, LIMIT_IN_FORCE, STAYED)) {
      on(state, FILE_PLAN, state, Permission.CASE_ANSWER);
    }
    on(PLAN_FILED, AGREE_PLAN, PLAN_AGREED, Permission.CASE_WRITE);
    // One that was filed while a limit was proposed or in force.
    on(REVIEW, AGREE_PLAN, PLAN_AGREED, Permission.CASE_WRITE);
    on(PLAN_AGREED, START_MONITORING, MONITORING, Guard.PLAN_AGREED, Permission.CASE_WRITE);
    on(REVIEW, START_MONITORING, MONITORING, Guard.PLAN_AGREED, Permission.CASE_WRITE);
    for (CaseState state : List.of(MONITORING, EXTENDED, REVIEW)) {
      on(state, EXTEND, EXTENDED, Guard.EXTENSION_LEFT, Permission.CASE_WRITE);
    }

    on(LIMIT_PROPOSED, ENDORSE_LIMIT, LIMIT_PROPOSED, Guard.FIRST_OF_TWO, Permission.LIMIT_DECIDE);
    on(LIMIT_PROPOSED, APPROVE_LIMIT, LIMIT_IN_FORCE, Guard.LAST_APPROVAL, Permission.LIMIT_DECIDE);
    on(LIMIT_PROPOSED, REFUSE_LIMIT, REVIEW, Guard.DECIDED_BY_ANOTHER, Permission.LIMIT_DECIDE);
    on(LIMIT_PROPOSED, WITHDRAW_PROPOSAL, REVIEW, Permission.LIMIT_PROPOSE);
    on(LIMIT_IN_FORCE, KEEP_LIMIT, LIMIT_IN_FORCE, Guard.REVIEWED_IN_TIME, Permission.LIMIT_DECIDE);
    for (CaseState state : List.of(LIMIT_IN_FORCE, STAYED)) {
      on(state, LIFT_LIMIT, REVIEW, Guard.ORDER_RUNS, Permission.LIMIT_DECIDE);
      on(state, END_LIMIT, REVIEW, Guard.ORDER_ENDED, null);
    }

    on(LIMIT_IN_FORCE, FLAG_TAKEOVER, LIMIT_IN_FORCE, Guard.ORDER_RUNS, null);

    on(LIMIT_IN_FORCE, STAY_LIMIT, STAYED, Guard.REVIEWED_BY_ANOTHER, Permission.APPEAL_DECIDE);
    on(LIMIT_IN_FORCE, STAY_OVERDUE, STAYED, Guard.ORDER_RUNS, null);
    for (CaseState state : AFTER_A_LIMIT) {
      on(state, FILE_APPEAL, state, Guard.APPEALABLE, Permission.APPEAL_FILE);
      on(
          state,
          UPHOLD_LIMIT,
          state == STAYED ? LIMIT_IN_FORCE : state,
          Guard.REVIEWED_BY_ANOTHER,
          Permission.APPEAL_DECIDE);
      on(state, REVERSE_LIMIT, REVERSED, Guard.REVIEWED_BY_ANOTHER, Permission.APPEAL_DECIDE);
    }
    for (CaseState state : List.of(LIMIT_IN_FORCE, STAYED)) {
      on(state, VARY_LIMIT, LIMIT_IN_FORCE, Guard.VARIED_BY_ANOTHER, Permission.APPEAL_DECIDE);
    }

    on(MONITORING, RESTORE, RESTORED, Permission.CASE_WRITE);
    on(EXTENDED, RESTORE, RESTORED, Permission.CASE_WRITE);
    on(REVIEW, RESTORE, RESTORED, Permission.CASE_WRITE);
    for (CaseState state :
        List.of(
            CONFIRMED,
            NOTIFIED,
            ACKNOWLEDGED,
            PLAN_FILED,
            PLAN_AGREED,
            MONITORING,
            EXTENDED,
            REVIEW)) {
      on(state, CLOSE, CLOSED, Permission.CASE_WRITE);
      on(state, CLOSE_UNFOUNDED, UNFOUNDED, Permission.CASE_WRITE);
    }
    // What has no ground ends at once, with whatever it led to.
    for (CaseState state : List.of(LIMIT_PROPOSED, LIMIT_IN_FORCE, STAYED)) {
      on(state, CLOSE_UNFOUNDED, UNFOUNDED, Permission.CASE_WRITE);
    }
  }

  private CaseMachine() {}

  /**
   * The transition that an event makes.
   *
   * @throws CaseEventRefusedException when the state does not allow the event, or its guard is not
   *     fulfilled
   */
  static Transition apply(CaseState state, CaseEvent event, CaseFacts facts) {
    Transition transition = find(state, event).orElse(null);
    if (transition == null) {
      throw new CaseEventRefusedException(
          "A case in state " + state + " does not take " + event + ".",
          Guard.NONE,
          next(state, facts));
    }
    List<String> unmet = transition.guard().unmet(facts);
    if (!unmet.isEmpty()) {
      throw new CaseEventRefusedException(
          "In state " + state + " the conditions of " + event + " are not fulfilled.",
          transition.guard(),
          unmet);
    }
    return transition;
  }

  /**
   * Legal events, and what is missing anyway, so that nobody learns of one lack after the other.
   */
  private static List<String> next(CaseState state, CaseFacts facts) {
    if (state.isFinal()) {
      return List.of("Nothing: the case has ended.");
    }
    return Stream.concat(
            legalEvents(state).stream().map(CaseEvent::name),
            Guard.DUE_PROCESS.unmet(facts).stream())
        .toList();
  }

  /** All rows, by state and event. */
  static Stream<Transition> rows() {
    return TABLE.values().stream().flatMap(rows -> rows.values().stream());
  }

  /** The row for a state and an event; empty when the event is illegal there. */
  static Optional<Transition> find(CaseState state, CaseEvent event) {
    return Optional.ofNullable(TABLE.getOrDefault(state, Map.of()).get(event));
  }

  /**
   * What people may do next. Leaves out what the clock brings, and the steps of an appeal, which
   * are shown with the limit that it is against.
   */
  static Set<CaseEvent> legalEvents(CaseState state) {
    EnumSet<CaseEvent> events = EnumSet.noneOf(CaseEvent.class);
    TABLE.getOrDefault(state, Map.of()).values().stream()
        .filter(transition -> transition.permission() != null)
        .filter(transition -> !transition.event().isOfAppeal())
        .map(Transition::event)
        .forEach(events::add);
    return Collections.unmodifiableSet(events);
  }

  private static void on(CaseState from, CaseEvent event, CaseState to, Permission permission) {
    on(from, event, to, Guard.NONE, permission);
  }

  private static void on(
      CaseState from, CaseEvent event, CaseState to, Guard guard, @Nullable Permission permission) {
    Transition former =
        TABLE
            .computeIfAbsent(from, state -> new EnumMap<>(CaseEvent.class))
            .put(event, new Transition(from, event, to, guard, permission));
    if (former != null) {
      throw new IllegalStateException("Two rows for " + from + " and " + event);
    }
  }
}
