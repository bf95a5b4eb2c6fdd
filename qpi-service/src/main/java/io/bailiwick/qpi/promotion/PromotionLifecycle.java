package io.bailiwick.qpi.promotion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state table of a promotion: state × event → state, with the guards of each transition. */
final class PromotionLifecycle {

  /** A condition of a transition beyond the state, and what to do where it fails. */
  enum Guard {
    SECOND_PERSON(
        "its author cannot publish a promotion", "let somebody else publish the promotion") {
      @Override
      boolean allows(Circumstances circumstances) {
        return !circumstances.actor().equals(circumstances.author());
      }
    },
    /** Everybody must be able to read the terms before the first name can earn. */
    NOT_YET_STARTED(
        "a promotion is published before it starts",
        "write a new promotion that starts in the future") {
      @Override
      boolean allows(Circumstances circumstances) {
        return !circumstances.now().isAfter(circumstances.startsAt());
      }
    };

    private final String reason;
    private final String nextStep;

    Guard(String reason, String nextStep) {
      this.reason = reason;
      this.nextStep = nextStep;
    }

    abstract boolean allows(Circumstances circumstances);
  }

  /** What the guards look at. */
  record Circumstances(String author, String actor, Instant now, Instant startsAt) {}

  private record Transition(
      PromotionState from, PromotionEvent event, PromotionState to, List<Guard> guards) {}

  private static final List<Transition> TABLE =
      List.of(
          new Transition(
              PromotionState.DRAFT,
              PromotionEvent.PUBLISH,
              PromotionState.PUBLISHED,
              List.of(Guard.SECOND_PERSON, Guard.NOT_YET_STARTED)),
          new Transition(
              PromotionState.DRAFT, PromotionEvent.WITHDRAW, PromotionState.WITHDRAWN, List.of()));

  /** What came of an event. */
  sealed interface Outcome {
    record Moved(PromotionState to) implements Outcome {}

    /**
     * Nothing changes.
     *
     * @param reason why not, without a full stop
     * @param nextSteps what is legal instead
     */
    record Refused(String reason, List<String> nextSteps) implements Outcome {}
  }

  private PromotionLifecycle() {}

  static Outcome apply(PromotionState state, PromotionEvent event, Circumstances circumstances) {
    Optional<Transition> found =
        TABLE.stream().filter(each -> each.from == state && each.event == event).findFirst();
    if (found.isEmpty()) {
      return new Outcome.Refused(
          "a promotion that is %s does not take %s".formatted(state, event), eventsOf(state));
    }
    return found.get().guards.stream()
        .filter(guard -> !guard.allows(circumstances))
        .findFirst()
        .<Outcome>map(guard -> new Outcome.Refused(guard.reason, List.of(guard.nextStep)))
        .orElseGet(() -> new Outcome.Moved(found.get().to));
  }

  private static List<String> eventsOf(PromotionState state) {
    return TABLE.stream()
        .filter(each -> each.from == state)
        .map(each -> each.event.name())
        .toList();
  }
}
