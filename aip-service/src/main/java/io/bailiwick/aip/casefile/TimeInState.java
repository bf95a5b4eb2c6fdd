package io.bailiwick.aip.casefile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long cases were in which state. */
final class TimeInState {
  private TimeInState() {}

  /** One stay of a case in a state. */
  @Schema(name = "TimeInState")
  public record Span(
      CaseState state,
      Instant from,
      @Schema(description = "First instant no longer in it; absent while it is, or has ended in it")
          @Nullable Instant until,
      @Schema(description = "Until then, or until now", examples = "864000") long seconds) {}

  /** Cases in one state, over a period. */
  @Schema(name = "StateTimes")
  public record Sum(
      CaseState state,
      @Schema(description = "Cases that were in it at any time of the period", examples = "3")
          int cases,
      @Schema(description = "Their seconds in it, within the period", examples = "864000")
          long seconds) {}

  /**
   * The times of one case.
   *
   * @param history its steps, oldest first; those that stay in a state are part of one time
   */
  static List<Span> of(List<HistoryEntry> history, Instant now) {
    List<Span> spans = new ArrayList<>();
    CaseState state = null;
    Instant since = null;
    for (HistoryEntry step : history) {
      if (step.toState == state) {
        continue;
      }
      if (state != null) {
        spans.add(span(state, Objects.requireNonNull(since), step.occurredAt, now));
      }
      state = step.toState;
      since = step.occurredAt;
    }
    if (state != null) {
      spans.add(span(state, Objects.requireNonNull(since), null, now));
    }
    return List.copyOf(spans);
  }

  private static Span span(CaseState state, Instant from, @Nullable Instant until, Instant now) {
    // Nobody is in an end: it is where the time stops.
    Instant last = state.isFinal() && until == null ? from : until == null ? now : until;
    return new Span(state, from, until, Duration.between(from, last).toSeconds());
  }

  /**
   * The times of many cases within a period.
   *
   * @param from first instant of the period
   * @param until first instant after it
   */
  static List<Sum> sum(List<List<Span>> cases, Instant from, Instant until) {
    Map<CaseState, Sum> sums = new EnumMap<>(CaseState.class);
    for (List<Span> spans : cases) {
      Map<CaseState, Long> ofCase = new EnumMap<>(CaseState.class);
      for (Span span : spans) {
        Instant end = span.from().plusSeconds(span.seconds());
        Instant first = span.from().isBefore(from) ? from : span.from();
        Instant last = end.isAfter(until) ? until : end;
        if (last.isAfter(first)) {
          ofCase.merge(span.state(), Duration.between(first, last).toSeconds(), Long::sum);
        }
      }
      ofCase.forEach(
          (state, seconds) ->
              sums.merge(
                  state,
                  new Sum(state, 1, seconds),
                  (a, b) -> new Sum(state, a.cases() + b.cases(), a.seconds() + b.seconds())));
    }
    return List.copyOf(sums.values());
  }
}
