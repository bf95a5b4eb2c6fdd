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
    state = CaseMachine.apply(state, START_MONITORING, CaseFacts.ofPlan(true)).to();
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
          CONFIRMED      | SEND_NOTICE>NOTIFIED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED
          NOTIFIED       | SEND_NOTICE>NOTIFIED ACKNOWLEDGE>ACKNOWLEDGED FILE_PLAN>PLAN_FILED PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED
          ACKNOWLEDGED   | SEND_NOTICE>ACKNOWLEDGED FILE_PLAN>PLAN_FILED PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED
          PLAN_FILED     | SEND_NOTICE>PLAN_FILED FILE_PLAN>PLAN_FILED AGREE_PLAN>PLAN_AGREED PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>PLAN_FILED UPHOLD_LIMIT>PLAN_FILED REVERSE_LIMIT>REVERSED
          PLAN_AGREED    | SEND_NOTICE>PLAN_AGREED FILE_PLAN>PLAN_FILED START_MONITORING>MONITORING PROPOSE_LIMIT>LIMIT_PROPOSED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>PLAN_AGREED UPHOLD_LIMIT>PLAN_AGREED REVERSE_LIMIT>REVERSED
          MONITORING     | SEND_NOTICE>MONITORING FILE_PLAN>PLAN_FILED EXTEND>EXTENDED PROPOSE_LIMIT>LIMIT_PROPOSED RESTORE>RESTORED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>MONITORING UPHOLD_LIMIT>MONITORING REVERSE_LIMIT>REVERSED
          EXTENDED       | SEND_NOTICE>EXTENDED FILE_PLAN>PLAN_FILED EXTEND>EXTENDED PROPOSE_LIMIT>LIMIT_PROPOSED RESTORE>RESTORED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>EXTENDED UPHOLD_LIMIT>EXTENDED REVERSE_LIMIT>REVERSED
          LIMIT_PROPOSED | FILE_PLAN>LIMIT_PROPOSED ENDORSE_LIMIT>LIMIT_PROPOSED APPROVE_LIMIT>LIMIT_IN_FORCE REFUSE_LIMIT>REVIEW WITHDRAW_PROPOSAL>REVIEW CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>LIMIT_PROPOSED UPHOLD_LIMIT>LIMIT_PROPOSED REVERSE_LIMIT>REVERSED
          LIMIT_IN_FORCE | FILE_PLAN>LIMIT_IN_FORCE FLAG_TAKEOVER>LIMIT_IN_FORCE KEEP_LIMIT>LIMIT_IN_FORCE LIFT_LIMIT>REVIEW END_LIMIT>REVIEW STAY_LIMIT>STAYED STAY_OVERDUE>STAYED VARY_LIMIT>LIMIT_IN_FORCE CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>LIMIT_IN_FORCE UPHOLD_LIMIT>LIMIT_IN_FORCE REVERSE_LIMIT>REVERSED
          STAYED         | FILE_PLAN>STAYED LIFT_LIMIT>REVIEW END_LIMIT>REVIEW FILE_APPEAL>STAYED UPHOLD_LIMIT>LIMIT_IN_FORCE VARY_LIMIT>LIMIT_IN_FORCE REVERSE_LIMIT>REVERSED CLOSE_UNFOUNDED>UNFOUNDED
          REVIEW         | SEND_NOTICE>REVIEW FILE_PLAN>PLAN_FILED AGREE_PLAN>PLAN_AGREED START_MONITORING>MONITORING EXTEND>EXTENDED PROPOSE_LIMIT>LIMIT_PROPOSED RESTORE>RESTORED CLOSE>CLOSED CLOSE_UNFOUNDED>UNFOUNDED FILE_APPEAL>REVIEW UPHOLD_LIMIT>REVIEW REVERSE_LIMIT>REVERSED
          RESTORED       | FILE_APPEAL>RESTORED UPHOLD_LIMIT>RESTORED REVERSE_LIMIT>REVERSED
          CLOSED         | FILE_APPEAL>CLOSED UPHOLD_LIMIT>CLOSED REVERSE_LIMIT>REVERSED
          REVERSED       | ''
          UNFOUNDED      | ''
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

  /** Walks the whole table: no clock and no machine leads to a limit. */
  @Test
  void needsAPersonWithAPermissionOnEveryEdgeIntoALimit() {
    List<CaseMachine.Transition> edges =
        CaseMachine.rows()
            .filter(row -> row.to().name().startsWith("LIMIT_"))
            // A note of what others do while the limit runs; it changes nothing.
            .filter(row -> row.event() != FLAG_TAKEOVER)
            .toList();
    assertThat(edges)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.permission()).as(row.toString()).isNotNull());
    assertThat(edges.stream().filter(row -> row.from() != row.to()))
        .extracting(row -> row.event() + " " + row.guard() + " " + row.permission())
        .containsExactlyInAnyOrder(
            // From each of the seven states in which a registrar has a notice.
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "PROPOSE_LIMIT DUE_PROCESS LIMIT_PROPOSE",
            "APPROVE_LIMIT LAST_APPROVAL LIMIT_DECIDE",
            // What was decided before and is stayed.
            "UPHOLD_LIMIT REVIEWED_BY_ANOTHER APPEAL_DECIDE",
            "VARY_LIMIT VARIED_BY_ANOTHER APPEAL_DECIDE");
    assertThat(CaseMachine.rows().filter(row -> row.permission() == null))
        .extracting(row -> row.event() + ">" + row.to())
        .containsExactlyInAnyOrder(
            "END_LIMIT>REVIEW",
            "END_LIMIT>REVIEW",
            "STAY_OVERDUE>STAYED",
            "FLAG_TAKEOVER>LIMIT_IN_FORCE");
  }

  /** The seats of the table that a person takes are three, whatever roles somebody holds. */
  @Test
  void splitsProposalDecisionAndReviewOverThreePermissions() {
    assertThat(CaseMachine.rows().filter(row -> row.guard().asksWho()))
        .extracting(CaseMachine.Transition::permission)
        .containsOnly(Permission.LIMIT_DECIDE, Permission.APPEAL_DECIDE);
    for (io.bailiwick.common.security.Role role : io.bailiwick.common.security.Role.values()) {
      assertThat(
              Set.of(Permission.LIMIT_PROPOSE, Permission.LIMIT_DECIDE, Permission.APPEAL_DECIDE)
                  .stream()
                  .filter(role.permissions()::contains)
                  .count())
          .as(role.name())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void needsTwoApprovalsWhereTwoAreAskedFor() {
    CaseFacts first = DECIDED_BY_ANOTHER.and(CaseFacts.Fact.FURTHER_APPROVAL_NEEDED, true);
    assertThat(CaseMachine.apply(LIMIT_PROPOSED, ENDORSE_LIMIT, first).to())
        .isEqualTo(LIMIT_PROPOSED);
    assertThatThrownBy(() -> CaseMachine.apply(LIMIT_PROPOSED, APPROVE_LIMIT, first))
        .isInstanceOf(CaseEventRefusedException.class);
    assertThatThrownBy(() -> CaseMachine.apply(LIMIT_PROPOSED, ENDORSE_LIMIT, DECIDED_BY_ANOTHER))
        .isInstanceOf(CaseEventRefusedException.class);
    assertThat(CaseMachine.apply(LIMIT_PROPOSED, APPROVE_LIMIT, DECIDED_BY_ANOTHER).to())
        .isEqualTo(LIMIT_IN_FORCE);
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
