package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.promotion.ParticipationMachine.Facts;
import io.bailiwick.qpi.promotion.ParticipationMachine.Outcome;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens in whatever order: nobody takes part who did not qualify and accept before. */
class ParticipationPropertiesTest {
  private static final Instant START = Instant.parse("2026-04-01T14:00:00Z");
  private static final Instant CLOSE = Instant.parse("2026-07-01T14:00:00Z");

  @Property(tries = 2000)
  void nobodyTakesPartWithoutQualifyingAcceptingAndBeingEnrolledBefore(
      @ForAll @Size(max = 60) List<ParticipationEvent> events,
      @ForAll @Size(60) List<@IntRange(max = 150) Integer> days,
      @ForAll @Size(60) List<@IntRange(max = 2) Integer> grounds) {
    ParticipationState state = ParticipationMachine.first();
    boolean qualified = false;
    boolean accepted = false;
    boolean enrolled = false;
    boolean ended = false;
    for (int i = 0; i < events.size(); i++) {
      ParticipationEvent event = events.get(i);
      Instant now = START.minusSeconds(30L * 86_400).plusSeconds(days.get(i) * 86_400L);
      Outcome outcome =
          ParticipationMachine.apply(
              state, event, new Facts(now, START, CLOSE, false, i % 2 == 0, grounds.get(i)));
      if (outcome instanceof Outcome.Moved moved) {
        assertThat(ended).as("nothing moves after the end").isFalse();
        state = moved.to();
        qualified |= event == ParticipationEvent.QUALIFY;
        accepted |= event == ParticipationEvent.ACCEPT_TERMS;
        enrolled |= event == ParticipationEvent.ENROL;
        ended = state == ParticipationState.ENDED;
      }
      switch (state) {
        case NOT_ASSESSED, NOT_QUALIFIED -> assertThat(enrolled).isFalse();
        case PRE_QUALIFIED -> assertThat(qualified).isTrue();
        case TERMS_ACCEPTED -> assertThat(qualified && accepted).isTrue();
        case ENROLLED, ACTIVE, SUSPENDED -> assertThat(qualified && accepted && enrolled).isTrue();
        case ENDED -> assertThat(ended).isTrue();
      }
    }
  }
}
