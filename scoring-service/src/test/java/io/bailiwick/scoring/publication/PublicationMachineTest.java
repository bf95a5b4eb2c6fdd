package io.bailiwick.scoring.publication;

import static io.bailiwick.scoring.publication.PublicationEvent.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.security.Permission;
import io.bailiwick.scoring.publication.PublicationMachine.Guard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationMachineTest {

  @Test
  void hasTheseRowsForTheMonthAndNoOthers() {
    List<String> rows = new ArrayList<>();
    for (PublicationState state : PublicationState.values()) {
      for (PublicationEvent event : PublicationEvent.values()) {
        PublicationMachine.find(state, event)
            .ifPresent(row -> rows.add(state + " " + event + " " + row.to()));
      }
    }
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "PREVIEW RESCORE PREVIEW",
            "PREVIEW PUBLISH PUBLISHED",
            "PREVIEW CANCEL CANCELLED",
            "PUBLISHED RESCORE PUBLISHED",
            "PUBLISHED SUPERSEDE SUPERSEDED");
  }

  @Test
  void hasTheseRowsForARegistrarsPartAndNoOthers() {
    List<String> rows = new ArrayList<>();
    for (ResultState state : ResultState.values()) {
      for (PublicationEvent event : PublicationEvent.values()) {
        PublicationMachine.find(state, event)
            .ifPresent(row -> rows.add(state + " " + event + " " + row.to()));
      }
    }
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "PREVIEW RESCORE PREVIEW",
            "PREVIEW CONTEST CONTESTED",
            "PREVIEW PUBLISH PUBLISHED",
            "CONTESTED RESCORE CONTESTED",
            "CONTESTED CONTEST CONTESTED",
            "CONTESTED DECIDE PREVIEW");
  }

  @Test
  void onlyASecondPersonMakesAMonthPublic() {
    var publish = PublicationMachine.find(PublicationState.PREVIEW, PUBLISH).orElseThrow();
    assertThat(publish.permission()).isEqualTo(Permission.SCORE_RUN);
    assertThat(publish.guards())
        .containsExactlyInAnyOrder(
            Guard.ANOTHER_PERSON, Guard.TIME_OVER, Guard.UP_TO_DATE, Guard.NO_OBSTACLE);
    assertThat(PublicationMachine.legalEvents(PublicationState.PREVIEW))
        .containsExactly(PUBLISH, CANCEL);
    assertThat(PublicationMachine.legalEvents(PublicationState.PUBLISHED)).isEmpty();
  }

  @Test
  void aPartFollowsItsMonthOnceItsTimeIsOverAndItsScoreIsTheNewest() {
    assertThat(PublicationMachine.find(ResultState.PREVIEW, PUBLISH).orElseThrow().guards())
        .containsExactlyInAnyOrder(Guard.MONTH_PUBLISHED, Guard.TIME_OVER, Guard.UP_TO_DATE);
    assertThat(PublicationMachine.find(ResultState.CONTESTED, DECIDE).orElseThrow().guards())
        .containsExactly(Guard.NOTHING_CONTESTED);
  }
}
