package io.bailiwick.aip.casefile;

import java.util.List;
import java.util.Set;

/** An event that the state of a case, or the guard of the transition, does not allow. */
final class CaseEventRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> nextSteps;

  private CaseEventRefusedException(String message, List<String> nextSteps) {
    super(message);
    this.nextSteps = nextSteps;
  }

  static CaseEventRefusedException illegal(CaseState state, CaseEvent event, Set<CaseEvent> legal) {
    return new CaseEventRefusedException(
        "A case in state " + state + " does not take " + event + ".",
        state.isFinal()
            ? List.of("Nothing: the case has ended.")
            : legal.stream().map(CaseEvent::name).toList());
  }

  static CaseEventRefusedException unmet(CaseState state, CaseEvent event, List<String> unmet) {
    return new CaseEventRefusedException(
        "In state " + state + " the conditions of " + event + " are not fulfilled.", unmet);
  }

  /** The events that are legal, or the conditions that are not fulfilled. */
  List<String> nextSteps() {
    return nextSteps;
  }
}
