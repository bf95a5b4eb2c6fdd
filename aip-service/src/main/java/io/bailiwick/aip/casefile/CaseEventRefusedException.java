package io.bailiwick.aip.casefile;

import java.util.List;

/** An event that the state of a case, or the guard of the transition, does not allow. */
final class CaseEventRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Guard guard;
  private final transient List<String> nextSteps;

  /**
   * @param guard the guard that is not fulfilled; NONE where the state has no such event at all
   * @param nextSteps the events that are legal, and the conditions that are not fulfilled
   */
  CaseEventRefusedException(String sentence, Guard guard, List<String> nextSteps) {
    super(sentence);
    this.guard = guard;
    this.nextSteps = nextSteps;
  }

  Guard guard() {
    return guard;
  }

  List<String> nextSteps() {
    return nextSteps;
  }
}
