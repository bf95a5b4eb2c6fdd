package io.bailiwick.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitStateTest {

  /** The whole table, written from the duties of a review. */
  @Test
  void takesTheStepsOfTheTableAndNoOther() {
    Map<HitState, Map<HitStep, HitState>> table =
        Map.of(
            HitState.OPEN,
            Map.of(HitStep.START, HitState.IN_REVIEW),
            HitState.IN_REVIEW,
            Map.of(
                HitStep.ASSIGN, HitState.IN_REVIEW,
                HitStep.FIND_EVIDENCE, HitState.EVIDENCE_FOUND,
                HitStep.FIND_NO_ABUSE, HitState.NO_ABUSE,
                HitStep.DISMISS, HitState.DISMISSED),
            HitState.EVIDENCE_FOUND,
            Map.of(),
            HitState.NO_ABUSE,
            Map.of(),
            HitState.DISMISSED,
            Map.of());
    for (HitState state : HitState.values()) {
      for (HitStep step : HitStep.values()) {
        assertThat(state.after(step))
            .as(state + " " + step)
            .isEqualTo(Optional.ofNullable(table.get(state).get(step)));
      }
    }
  }
}
