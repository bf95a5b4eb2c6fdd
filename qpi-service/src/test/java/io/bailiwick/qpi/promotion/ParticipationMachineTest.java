package io.bailiwick.qpi.promotion;

import static io.bailiwick.qpi.promotion.ParticipationState.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.security.Permission;
import io.bailiwick.qpi.promotion.ParticipationMachine.Facts;
import io.bailiwick.qpi.promotion.ParticipationMachine.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParticipationMachineTest {
  private static final Instant START = Instant.parse("2026-04-01T14:00:00Z");
  private static final Instant CLOSE = Instant.parse("2026-07-01T14:00:00Z");

  private static Facts at(Instant now) {
    return new Facts(now, START, CLOSE, false, true, 0);
  }

  private static ParticipationState walk(ParticipationEvent... events) {
    ParticipationState state = ParticipationMachine.first();
    for (ParticipationEvent event : events) {
      Instant now = event == ParticipationEvent.END ? CLOSE : START;
      if (ParticipationMachine.apply(state, event, at(now)) instanceof Outcome.Moved moved) {
        state = moved.to();
      } else {
        throw new AssertionError(state + " refuses " + event);
      }
    }
    return state;
  }

  @Test
  void goesFromNotAssessedThroughAllStatesToItsEnd() {
    assertThat(ParticipationMachine.first()).isEqualTo(NOT_ASSESSED);
    assertThat(walk(ParticipationEvent.QUALIFY)).isEqualTo(PRE_QUALIFIED);
    assertThat(walk(ParticipationEvent.QUALIFY, ParticipationEvent.ACCEPT_TERMS))
        .isEqualTo(TERMS_ACCEPTED);
    assertThat(
            walk(
                ParticipationEvent.QUALIFY,
                ParticipationEvent.ACCEPT_TERMS,
                ParticipationEvent.ENROL,
                ParticipationEvent.START))
        .isEqualTo(ACTIVE);
    assertThat(
            walk(
                ParticipationEvent.QUALIFY,
                ParticipationEvent.ACCEPT_TERMS,
                ParticipationEvent.ENROL,
                ParticipationEvent.START,
                ParticipationEvent.SUSPEND,
                ParticipationEvent.RESUME,
                ParticipationEvent.START,
                ParticipationEvent.END))
        .isEqualTo(ENDED);
  }

  /** Written from the order of states in the specification, not from the table. */
  @Test
  void hasNoShortCut() {
    Map<ParticipationState, Set<ParticipationState>> next = new EnumMap<>(ParticipationState.class);
    next.put(NOT_ASSESSED, EnumSet.of(NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, ENDED));
    next.put(NOT_QUALIFIED, EnumSet.of(NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, ENDED));
    next.put(
        PRE_QUALIFIED,
        EnumSet.of(NOT_ASSESSED, NOT_QUALIFIED, PRE_QUALIFIED, TERMS_ACCEPTED, ENDED));
    next.put(
        TERMS_ACCEPTED, EnumSet.of(NOT_ASSESSED, NOT_QUALIFIED, TERMS_ACCEPTED, ENROLLED, ENDED));
    next.put(ENROLLED, EnumSet.of(ACTIVE, SUSPENDED, ENDED));
    next.put(ACTIVE, EnumSet.of(SUSPENDED, ENDED));
    next.put(SUSPENDED, EnumSet.of(ENROLLED, SUSPENDED, ENDED));
    next.put(ENDED, EnumSet.noneOf(ParticipationState.class));
    for (ParticipationState state : ParticipationState.values()) {
      Set<ParticipationState> reached = EnumSet.noneOf(ParticipationState.class);
      for (ParticipationEvent event : ParticipationEvent.values()) {
        ParticipationMachine.Transition transition = ParticipationMachine.find(state, event);
        if (transition != null) {
          reached.add(transition.to());
        }
      }
      assertThat(reached).as("after " + state).isEqualTo(next.get(state));
    }
  }

  @Test
  void theClockAloneStartsAndEnds() {
    for (ParticipationState state : ParticipationState.values()) {
      for (ParticipationEvent event : ParticipationEvent.values()) {
        ParticipationMachine.Transition transition = ParticipationMachine.find(state, event);
        if (transition != null) {
          assertThat(transition.permission() == null)
              .as(state + " " + event)
              .isEqualTo(event == ParticipationEvent.START || event == ParticipationEvent.END);
        }
      }
    }
    ParticipationMachine.Transition acceptance =
        ParticipationMachine.find(PRE_QUALIFIED, ParticipationEvent.ACCEPT_TERMS);
    assertThat(acceptance).isNotNull();
    assertThat(acceptance.permission()).isEqualTo(Permission.TERMS_ACCEPT);
  }

  @Test
  void startsAndEndsAtTheInstantAndNotBefore() {
    assertThat(
            ParticipationMachine.apply(ENROLLED, ParticipationEvent.START, at(START.minusNanos(1))))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(ParticipationMachine.apply(ENROLLED, ParticipationEvent.START, at(START)))
        .isEqualTo(new Outcome.Moved(ACTIVE));
    assertThat(ParticipationMachine.apply(ACTIVE, ParticipationEvent.END, at(CLOSE.minusNanos(1))))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(ParticipationMachine.apply(ACTIVE, ParticipationEvent.END, at(CLOSE)))
        .isEqualTo(new Outcome.Moved(ENDED));
    assertThat(ParticipationMachine.apply(TERMS_ACCEPTED, ParticipationEvent.ENROL, at(CLOSE)))
        .isEqualTo(
            new Outcome.Refused(
                "the promotion has ended", List.of("look for a promotion that is open")));
  }

  @Test
  void whoAcceptsForARegistrarGivesAReason() {
    Facts silent = new Facts(START, START, CLOSE, false, false, 0);
    Facts own = new Facts(START, START, CLOSE, true, false, 0);
    assertThat(ParticipationMachine.apply(PRE_QUALIFIED, ParticipationEvent.ACCEPT_TERMS, silent))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(ParticipationMachine.apply(PRE_QUALIFIED, ParticipationEvent.ACCEPT_TERMS, own))
        .isEqualTo(new Outcome.Moved(TERMS_ACCEPTED));
  }

  @Test
  void resumesOnceTheLastGroundIsGone() {
    Facts another = new Facts(START, START, CLOSE, false, true, 1);
    assertThat(ParticipationMachine.apply(SUSPENDED, ParticipationEvent.RESUME, another))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(ParticipationMachine.apply(SUSPENDED, ParticipationEvent.DROP_GROUND, another))
        .isEqualTo(new Outcome.Moved(SUSPENDED));
    assertThat(ParticipationMachine.apply(SUSPENDED, ParticipationEvent.RESUME, at(START)))
        .isEqualTo(new Outcome.Moved(ENROLLED));
  }

  @Test
  void nothingLeadsOutOfTheEnd() {
    for (ParticipationEvent event : ParticipationEvent.values()) {
      assertThat(ParticipationMachine.apply(ENDED, event, at(CLOSE)))
          .isEqualTo(
              new Outcome.Refused(
                  "a participation that is ENDED does not take " + event, List.of()));
    }
  }
}
