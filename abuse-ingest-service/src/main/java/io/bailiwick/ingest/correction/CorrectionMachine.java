package io.bailiwick.ingest.correction;

import static io.bailiwick.ingest.correction.CorrectionEvent.*;
import static io.bailiwick.ingest.correction.CorrectionState.*;

import io.bailiwick.common.security.Permission;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The life of a correction: the one table that says what may happen when, under which condition,
 * and who may do it. Nothing is decided by the clock.
 */
final class CorrectionMachine {

  /** A condition beyond the state. */
  enum Guard {
    /** By a person of the registry other than the one who filed it. */
    OTHER_PERSON,
    /** The same, once the time to answer is over. */
    OTHER_PERSON_WITHOUT_ANSWER,
    /** By whoever filed it, or somebody of the same registrar. */
    FILER
  }

  /** One row of the table. */
  record Transition(
      CorrectionState from,
      CorrectionEvent event,
      CorrectionState to,
      Guard guard,
      Permission permission) {}

  private static final Map<CorrectionState, Map<CorrectionEvent, Transition>> TABLE =
      new EnumMap<>(CorrectionState.class);

  static {
    on(FILED, ASK, MORE_INFORMATION_ASKED, Guard.OTHER_PERSON, Permission.CORRECTION_DECIDE);
    on(FILED, ACCEPT, ACCEPTED, Guard.OTHER_PERSON, Permission.CORRECTION_DECIDE);
    on(FILED, REFUSE, REFUSED, Guard.OTHER_PERSON, Permission.CORRECTION_DECIDE);
    on(FILED, WITHDRAW, WITHDRAWN, Guard.FILER, Permission.CORRECTION_FILE);

    on(MORE_INFORMATION_ASKED, ANSWER, FILED, Guard.FILER, Permission.CORRECTION_FILE);
    on(MORE_INFORMATION_ASKED, ACCEPT, ACCEPTED, Guard.OTHER_PERSON, Permission.CORRECTION_DECIDE);
    on(
        MORE_INFORMATION_ASKED,
        REFUSE,
        REFUSED,
        Guard.OTHER_PERSON_WITHOUT_ANSWER,
        Permission.CORRECTION_DECIDE);
    on(MORE_INFORMATION_ASKED, WITHDRAW, WITHDRAWN, Guard.FILER, Permission.CORRECTION_FILE);
  }

  private CorrectionMachine() {}

  /** The row for a state and an event; empty when the event is illegal there. */
  static Optional<Transition> find(CorrectionState state, CorrectionEvent event) {
    return Optional.ofNullable(TABLE.getOrDefault(state, Map.of()).get(event));
  }

  /** What may happen next, in the order of the events. */
  static Set<CorrectionEvent> legalEvents(CorrectionState state) {
    return new TreeSet<>(TABLE.getOrDefault(state, Map.of()).keySet());
  }

  private static void on(
      CorrectionState from,
      CorrectionEvent event,
      CorrectionState to,
      Guard guard,
      Permission permission) {
    Transition former =
        TABLE
            .computeIfAbsent(from, state -> new EnumMap<>(CorrectionEvent.class))
            .put(event, new Transition(from, event, to, guard, permission));
    if (former != null) {
      throw new IllegalStateException("Two rows for " + from + " and " + event);
    }
  }
}
