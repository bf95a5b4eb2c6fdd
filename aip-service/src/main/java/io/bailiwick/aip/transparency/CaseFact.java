package io.bailiwick.aip.transparency;

import io.bailiwick.aip.casefile.CaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is counted.
 *
 * @param acute whether the acute gate made it, alone or with the other one
 * @param steps into which state it came when; oldest first, the first one is its finding
 * @param ground why it was dismissed; null where nobody said so in a word
 */
record CaseFact(boolean acute, List<Step> steps, @Nullable DismissalGround ground) {
  record Step(Instant at, CaseState to) {}

  /** A time in one state that is over. */
  record Stay(CaseState state, Instant until, Duration length) {}

  /** The state before an instant; null before it was found. */
  @Nullable CaseState before(Instant instant) {
    CaseState state = null;
    for (Step step : steps) {
      if (step.at().isBefore(instant)) {
        state = step.to();
      }
    }
    return state;
  }

  CaseState now() {
    return steps.getLast().to();
  }

  /** Times in a state that is left; steps that stay in a state are part of one time. */
  List<Stay> stays() {
    List<Stay> stays = new ArrayList<>();
    Step first = steps.getFirst();
    for (Step step : steps) {
      if (step.to() != first.to()) {
        if (!first.to().isFinal()) {
          stays.add(new Stay(first.to(), step.at(), Duration.between(first.at(), step.at())));
        }
        first = step;
      }
    }
    return stays;
  }
}
