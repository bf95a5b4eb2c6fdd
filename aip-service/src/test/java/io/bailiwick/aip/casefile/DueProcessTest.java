package io.bailiwick.aip.casefile;

import static io.bailiwick.aip.casefile.Requirement.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.aip.casefile.DueProcess.Served;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueProcessTest {
  private static final Instant OVER = Instant.parse("2026-04-01T00:00:00Z");
  private static final Served COMPLETE = new Served("Five months above", 3, OVER, "Write to us");

  @Test
  void missesNothingOnceTheTimeToRespondIsOver() {
    assertThat(
            DueProcess.missing(
                List.of(COMPLETE), "Still high", "olga", List.of("dora"), true, OVER))
        .isEmpty();
  }

  @Test
  void missesTheResponsePeriodUntilThen() {
    assertThat(
            DueProcess.missing(
                List.of(COMPLETE), "Still high", "olga", List.of("dora"), true, OVER.minusNanos(1)))
        .containsExactly(RESPONSE_PERIOD);
  }

  @Test
  void waitsForTheLastNotice() {
    Served later = new Served("More", 1, OVER.plusSeconds(86_400), "Write to us");
    assertThat(
            DueProcess.missing(
                List.of(COMPLETE, later), "Still high", "olga", List.of("dora"), true, OVER))
        .containsExactly(RESPONSE_PERIOD);
  }

  @Test
  void listsEverythingThatIsMissingAtOnce() {
    assertThat(DueProcess.missing(List.of(), null, "olga", List.of(), true, OVER))
        .containsExactly(NOTICE, REASONS, EVIDENCE, RESPONSE_PERIOD, NAMED_DECIDER, APPEAL_TEXT);
  }

  @Test
  void missesWhatNoNoticeGave() {
    assertThat(
            DueProcess.missing(
                List.of(new Served(" ", 0, OVER, "")),
                "Still high",
                "olga",
                List.of("dora"),
                true,
                OVER))
        .containsExactly(REASONS, EVIDENCE, APPEAL_TEXT);
  }

  @Test
  void wantsADeciderWhoIsNotTheProposer() {
    assertThat(
            DueProcess.missing(
                List.of(COMPLETE), "Still high", "olga", List.of("olga"), true, OVER))
        .containsExactly(NAMED_DECIDER);
  }

  @Test
  void wantsTwoDifferentDecidersOfWhomNoneIsTheProposer() {
    for (List<String> deciders :
        List.of(List.of("dora", "dora"), List.of("dora", "olga"), List.of("dora", " "))) {
      assertThat(DueProcess.missing(List.of(COMPLETE), "Still high", "olga", deciders, true, OVER))
          .containsExactly(NAMED_DECIDER);
    }
  }

  @Test
  void wantsTheHigherApprovalOfTheAcutePath() {
    assertThat(
            DueProcess.missing(
                List.of(COMPLETE), "Still high", "olga", List.of("dora"), false, OVER))
        .containsExactly(HIGHER_APPROVAL);
  }

  @Test
  void waitsWhileTheTimeToRespondStandsStill() {
    Served held = new Served("Reasons", 1, null, "Write to us");
    assertThat(DueProcess.missing(List.of(held), "Still high", "olga", List.of("dora"), true, OVER))
        .containsExactly(RESPONSE_PERIOD);
  }
}
