package io.bailiwick.qpi.statement;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of states of a dispute: what may happen in each, and what comes of it. */
final class DisputeCourse {

  private static final Map<DisputeState, Map<DisputeEvent, DisputeState>> TABLE =
      new EnumMap<>(
          Map.of(
              DisputeState.OPEN,
              Map.of(
                  DisputeEvent.UPHOLD, DisputeState.UPHELD,
                  DisputeEvent.REJECT, DisputeState.REJECTED,
                  DisputeEvent.WITHDRAW, DisputeState.WITHDRAWN),
              DisputeState.UPHELD,
              Map.of(
                  DisputeEvent.BOOK, DisputeState.CORRECTED,
                  DisputeEvent.REOPEN, DisputeState.OPEN),
              DisputeState.CORRECTED,
              Map.of(),
              DisputeState.REJECTED,
              Map.of(),
              DisputeState.WITHDRAWN,
              Map.of()));

  private DisputeCourse() {}

  /**
   * The state after an event; empty where it may not happen.
   *
   * @param from null before the dispute is filed
   */
  static Optional<DisputeState> after(@Nullable DisputeState from, DisputeEvent event) {
    if (from == null) {
      return event == DisputeEvent.FILE ? Optional.of(DisputeState.OPEN) : Optional.empty();
    }
    return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(event));
  }

  /** Whether what was held stays held in a state. */
  static boolean holds(DisputeState state) {
    return switch (state) {
      case OPEN, UPHELD -> true;
      case CORRECTED, REJECTED, WITHDRAWN -> false;
    };
  }
}
