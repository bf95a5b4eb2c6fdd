package io.bailiwick.ingest.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionMachineTest {

  /** The whole table, written down a second time by hand: state, then event>next state/guard. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FILED                  | ASK>MORE_INFORMATION_ASKED/OTHER_PERSON ACCEPT>ACCEPTED/OTHER_PERSON REFUSE>REFUSED/OTHER_PERSON WITHDRAW>WITHDRAWN/FILER
          MORE_INFORMATION_ASKED | ANSWER>FILED/FILER ACCEPT>ACCEPTED/OTHER_PERSON REFUSE>REFUSED/OTHER_PERSON_WITHOUT_ANSWER WITHDRAW>WITHDRAWN/FILER
          ACCEPTED               | ''
          REFUSED                | ''
          WITHDRAWN              | ''
          """)
  void takesTheseEventsAndNoOthers(CorrectionState state, String rows) {
    for (CorrectionEvent event : CorrectionEvent.values()) {
      Optional<String> expected =
          List.of(rows.split(" ")).stream()
              .filter(row -> row.startsWith(event + ">"))
              .map(row -> row.substring(row.indexOf('>') + 1))
              .findFirst();
      assertThat(CorrectionMachine.find(state, event).map(row -> row.to() + "/" + row.guard()))
          .as(state + " x " + event)
          .isEqualTo(expected);
    }
  }

  @Test
  void isOverWithADecisionOrAWithdrawalAndNotBefore() {
    for (CorrectionState state : CorrectionState.values()) {
      assertThat(CorrectionMachine.legalEvents(state).isEmpty())
          .as(state.name())
          .isEqualTo(!state.isOpen());
    }
  }

  @Test
  void noRegistrarHoldsThePermissionToDecide() {
    for (CorrectionEvent event :
        EnumSet.of(CorrectionEvent.ASK, CorrectionEvent.ACCEPT, CorrectionEvent.REFUSE)) {
      assertThat(CorrectionMachine.find(CorrectionState.FILED, event).orElseThrow().permission())
          .isEqualTo(Permission.CORRECTION_DECIDE);
    }
    for (Role role : Role.values()) {
      if (role.isOfRegistrar()) {
        assertThat(role.permissions()).doesNotContain(Permission.CORRECTION_DECIDE);
      }
    }
  }
}
