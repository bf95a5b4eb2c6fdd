package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.casefile.CaseEvent.*;
import static io.bailiwick.aip.casefile.CaseState.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.bailiwick.common.security.Permission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CaseMachineTest {
  private static final CaseFacts DECIDED_BY_ANOTHER = CaseFacts.ofDecision(true, false);

  @Test
  void leadsFromACandidateThroughALimitToGoodStanding() {
    CaseState state = CANDIDATE;
    state = CaseMachine.apply(state, CONFIRM, CaseFacts.NONE).to();
    state = CaseMachine.apply(state, SEND_NOTICE, CaseFacts.NONE).to();
    state = CaseMachine.apply(state, ACKNOWLEDGE, CaseFacts.NONE).to();
    state = CaseMachine.apply(state, FILE_PLAN, CaseFacts.NONE).to();
    state = CaseMachine.apply(state, AGREE_PLAN, CaseFacts.NONE).to();
    state = CaseMachine.apply(state, START_MONITORING, CaseFacts.NONE).to();
    state = CaseMachine.apply(state, PROPOSE_LIMIT, CaseFacts.ofProposal(Set.of())).to();
    assertThat(state).isEqualTo(LIMIT_PROPOSED);
    state = CaseMachine.apply(state, APPROVE_LIMIT, DECIDED_BY_ANOTHER).to();
    assertThat(state).isEqualTo(LIMIT_IN_FORCE);
    state = CaseMachine.apply(state, END_LIMIT, CaseFacts.ofOrder(true)).to();
    state = CaseMachine.apply(state, RESTORE, CaseFacts.NONE).to();
    assertThat(state).isEqualTo(RESTORED);
  }

  /** The whole table, written down a second time by hand: state, then event > next state. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CANDIDATE      | CONFIRM>CONFIRMED DISMISS>DISMISSED
          DISMISSED      | ''
          CONFIRMED      | SEND_NOTICE>NOTIFIED CLOSE>CLOSED
          NOTIFIED       | SEND_NOTICE>NOTIFIED ACKNOWLEDGE>ACKNOWLEDGED FILE_PLAN>PLAN_FILED PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED
          ACKNOWLEDGED   | SEND_NOTICE>ACKNOWLEDGED FILE_PLAN>PLAN_FILED PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED
          PLAN_FILED     | SEND_NOTICE>PLAN_FILED FILE_PLAN>PLAN_FILED AGREE_PLAN>PLAN_AGREED PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED
          PLAN_AGREED    | SEND_NOTICE>PLAN_AGREED FILE_PLAN>PLAN_FILED START_MONITORING>MONITORING PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED
          MONITORING     | SEND_NOTICE>MONITORING FILE_PLAN>PLAN_FILED PROPOSE_LIMIT>LIMIT_PROPOSED RESTORE>RESTORED CLOSE>CLOSED
          LIMIT_PROPOSED | FILE_PLAN>LIMIT_PROPOSED APPROVE_LIMIT>LIMIT_IN_FORCE REFUSE_LIMIT>REVIEW
          LIMIT_IN_FORCE | FILE_PLAN>LIMIT_IN_FORCE LIFT_LIMIT>REVIEW END_LIMIT>REVIEW
          REVIEW         | SEND_NOTICE>REVIEW FILE_PLAN>PLAN_FILED START_MONITORING>MONITORING PROPOSE_LIMIT>LIMIT_PROPOSED RESTORE>RESTORED CLOSE>CLOSED
          RESTORED       | ''
          CLOSED         | ''
          """)
  void takesTheseEventsAndNoOthers(CaseState state, String rows) {
    for (CaseEvent event : CaseEvent.values()) {
      Optional<String> expected =
          List.of(rows.split(" ")).stream()
              .filter(row -> row.startsWith(event + ">"))
              .map(row -> row.substring(row.indexOf('>') + 1))
              .findFirst();
      assertThat(CaseMachine.find(state, event).map(row -> row.to().name()))
          .as(state + " x " + event)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesIllegalEventsAndNamesTheLegalOnes(CaseState state) {
    for (CaseEvent event : EnumSet.allOf(CaseEvent.class)) {
      if (CaseMachine.find(state, event).isPresent()) {
        continue;
      }
      assertThatThrownBy(() -> CaseMachine.apply(state, event, CaseFacts.NONE))
          .hasMessage("A case in state " + state + " does not take " + event + ".")
          .asInstanceOf(type(CaseEventRefusedException.class))
          .satisfies(
              refused ->
                  assertThat(refused.nextSteps())
                      .isEqualTo(
                          state.isFinal()
                              ? List.of("Nothing: the case has ended.")
                              : CaseMachine.legalEvents(state).stream().map(Enum::name).toList()));
    }
  }

  @Test
  void neverReachesALimitWithoutAProposalAndADecisionOfAnother() {
    for (CaseState state : CaseState.values()) {
      for (CaseEvent event : CaseEvent.values()) {
        CaseMachine.find(state, event)
            .filter(row -> row.to() == LIMIT_IN_FORCE && state != LIMIT_IN_FORCE)
            .ifPresent(
                row -> {
                  assertThat(state).isEqualTo(LIMIT_PROPOSED);
                  assertThat(event).isEqualTo(APPROVE_LIMIT);
                  assertThat(row.guard()).isEqualTo(Guard.DECIDED_BY_ANOTHER);
                  assertThat(row.permission()).isEqualTo(Permission.LIMIT_DECIDE);
                });
      }
    }
  }

  @Test
  void refusesAProposerWhoDecides() {
    assertThatThrownBy(
            () ->
                CaseMachine.apply(LIMIT_PROPOSED, APPROVE_LIMIT, CaseFacts.ofDecision(true, true)))
        .isInstanceOf(CaseEventRefusedException.class);
    assertThatThrownBy(
            () ->
                CaseMachine.apply(LIMIT_PROPOSED, REFUSE_LIMIT, CaseFacts.ofDecision(false, false)))
        .isInstanceOf(CaseEventRefusedException.class);
  }

  @Test
  void liftsARunningLimitAndEndsOneThatIsOver() {
    assertThatThrownBy(() -> CaseMachine.apply(LIMIT_IN_FORCE, END_LIMIT, CaseFacts.ofOrder(false)))
        .isInstanceOf(CaseEventRefusedException.class);
    assertThatThrownBy(() -> CaseMachine.apply(LIMIT_IN_FORCE, LIFT_LIMIT, CaseFacts.ofOrder(true)))
        .isInstanceOf(CaseEventRefusedException.class);
    assertThat(CaseMachine.apply(LIMIT_IN_FORCE, LIFT_LIMIT, CaseFacts.ofOrder(false)).to())
        .isEqualTo(REVIEW);
  }

  @Test
  void reachesEveryStateFromACandidateAndAnEndFromEveryState() {
    assertThat(reachable(CANDIDATE)).containsExactlyInAnyOrder(CaseState.values());
    for (CaseState state : CaseState.values()) {
      assertThat(reachable(state)).as(state.name()).anyMatch(CaseState::isFinal);
    }
  }

  private static Set<CaseState> reachable(CaseState from) {
    EnumSet<CaseState> seen = EnumSet.of(from);
    Deque<CaseState> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      CaseState state = open.remove();
      for (CaseEvent event : CaseEvent.values()) {
        CaseMachine.find(state, event)
            .map(CaseMachine.Transition::to)
            .filter(seen::add)
            .ifPresent(open::add);
      }
    }
    return seen;
  }
}
