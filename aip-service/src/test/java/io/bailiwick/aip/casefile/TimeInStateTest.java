package io.bailiwick.aip.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeInStateTest {
  private static final Instant NOW = Instant.parse("2026-03-11T00:00:00Z");

  private static HistoryEntry step(CaseState to, String day) {
    HistoryEntry entry = new HistoryEntry();
    entry.toState = to;
    entry.occurredAt = Instant.parse(day + "T00:00:00Z");
    return entry;
  }

  private static final List<HistoryEntry> HISTORY =
      List.of(
          step(CaseState.CANDIDATE, "2026-03-01"),
          step(CaseState.CONFIRMED, "2026-03-02"),
          step(CaseState.NOTIFIED, "2026-03-04"),
          // A second notice leaves the state.
          step(CaseState.NOTIFIED, "2026-03-06"));

  @Test
  void addsUpStepsThatStayInAState() {
    assertThat(TimeInState.of(HISTORY, NOW))
        .extracting(TimeInState.Span::state, TimeInState.Span::seconds)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(CaseState.CANDIDATE, 86_400L),
            org.assertj.core.groups.Tuple.tuple(CaseState.CONFIRMED, 2 * 86_400L),
            org.assertj.core.groups.Tuple.tuple(CaseState.NOTIFIED, 7 * 86_400L));
    assertThat(TimeInState.of(HISTORY, NOW).getLast().until()).isNull();
  }

  @Test
  void stopsAtTheEndOfACase() {
    List<HistoryEntry> ended =
        List.of(step(CaseState.CONFIRMED, "2026-03-01"), step(CaseState.CLOSED, "2026-03-02"));
    assertThat(TimeInState.of(ended, NOW))
        .extracting(TimeInState.Span::seconds)
        .containsExactly(86_400L, 0L);
  }

  @Test
  void countsWithinAPeriodOnly() {
    Instant from = Instant.parse("2026-03-03T00:00:00Z");
    Instant until = Instant.parse("2026-03-05T00:00:00Z");
    List<TimeInState.Span> spans = TimeInState.of(HISTORY, NOW);
    assertThat(TimeInState.sum(List.of(spans, spans), from, until))
        .containsExactly(
            new TimeInState.Sum(CaseState.CONFIRMED, 2, 2 * 86_400L),
            new TimeInState.Sum(CaseState.NOTIFIED, 2, 2 * 86_400L));
  }
}
