package io.bailiwick.qpi.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DisputeCourseTest {

  @ParameterizedTest
  @CsvSource({
    "OPEN, UPHOLD, UPHELD",
    "OPEN, REJECT, REJECTED",
    "OPEN, WITHDRAW, WITHDRAWN",
    "UPHELD, BOOK, CORRECTED",
    "UPHELD, REOPEN, OPEN",
  })
  void goesOn(DisputeState from, DisputeEvent event, DisputeState to) {
    assertThat(DisputeCourse.after(from, event)).contains(to);
  }

  @Test
  void goesNowhereElse() {
    int ways = 0;
    for (DisputeState from : DisputeState.values()) {
      for (DisputeEvent event : DisputeEvent.values()) {
        ways += DisputeCourse.after(from, event).isPresent() ? 1 : 0;
      }
    }
    assertThat(ways).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(DisputeEvent.class)
  void beginsByBeingFiled(DisputeEvent event) {
    assertThat(DisputeCourse.after(null, event).isPresent()).isEqualTo(event == DisputeEvent.FILE);
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, true",
    "UPHELD, true",
    "CORRECTED, false",
    "REJECTED, false",
    "WITHDRAWN, false"
  })
  void holdsTheMoneyUntilItIsDecided(DisputeState state, boolean holds) {
    assertThat(DisputeCourse.holds(state)).isEqualTo(holds);
  }
}
