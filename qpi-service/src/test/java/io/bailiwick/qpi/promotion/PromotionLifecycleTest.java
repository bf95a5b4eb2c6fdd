package io.bailiwick.qpi.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.promotion.PromotionLifecycle.Circumstances;
import io.bailiwick.qpi.promotion.PromotionLifecycle.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionLifecycleTest {
  private static final Instant START = Instant.parse("2026-04-01T14:00:00Z");
  private static final Circumstances BY_ANOTHER = new Circumstances("ann", "bob", START, START);

  @Test
  void isPublishedByAnotherPersonUpToTheStart() {
    assertThat(PromotionLifecycle.apply(PromotionState.DRAFT, PromotionEvent.PUBLISH, BY_ANOTHER))
        .isEqualTo(new Outcome.Moved(PromotionState.PUBLISHED));
  }

  @Test
  void isNotPublishedByItsAuthor() {
    Outcome outcome =
        PromotionLifecycle.apply(
            PromotionState.DRAFT,
            PromotionEvent.PUBLISH,
            new Circumstances("ann", "ann", START, START));
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Refused(
                "its author cannot publish a promotion",
                List.of("let somebody else publish the promotion")));
  }

  @Test
  void isNotPublishedOnceItHasStarted() {
    assertThat(
            PromotionLifecycle.apply(
                PromotionState.DRAFT,
                PromotionEvent.PUBLISH,
                new Circumstances("ann", "bob", START.plusNanos(1), START)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void isWithdrawnOnlyBeforeItIsPublished() {
    assertThat(PromotionLifecycle.apply(PromotionState.DRAFT, PromotionEvent.WITHDRAW, BY_ANOTHER))
        .isEqualTo(new Outcome.Moved(PromotionState.WITHDRAWN));
    assertThat(
            PromotionLifecycle.apply(PromotionState.PUBLISHED, PromotionEvent.WITHDRAW, BY_ANOTHER))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void isNeitherPublishedTwiceNorBroughtBack() {
    for (PromotionState state : List.of(PromotionState.PUBLISHED, PromotionState.WITHDRAWN)) {
      assertThat(PromotionLifecycle.apply(state, PromotionEvent.PUBLISH, BY_ANOTHER))
          .isEqualTo(
              new Outcome.Refused(
                  "a promotion that is " + state + " does not take PUBLISH", List.of()));
    }
  }

  @Test
  void runsFromItsStartUpToButNotAtItsEnd() {
    Instant end = START.plusSeconds(60);
    assertThat(PromotionPhase.at(START.minusNanos(1), START, end))
        .isEqualTo(PromotionPhase.NOT_STARTED);
    assertThat(PromotionPhase.at(START, START, end)).isEqualTo(PromotionPhase.RUNNING);
    assertThat(PromotionPhase.at(end.minusNanos(1), START, end)).isEqualTo(PromotionPhase.RUNNING);
    assertThat(PromotionPhase.at(end, START, end)).isEqualTo(PromotionPhase.ENDED);
  }
}
