package io.bailiwick.scoring.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationPolicyTest {

  private final PublicationPolicy kind = new PublicationPolicy();

  @Test
  void shipsTwoWeeksAndGroupsOfFive() {
    PublicationPolicy.Document shipped = kind.shippedDefault();
    assertThat(kind.check(shipped)).isEmpty();
    assertThat(shipped.previewDays()).isEqualTo(14);
    assertThat(shipped.minimumGroup()).isEqualTo(5);
    assertThat(shipped.disclosure()).isEqualTo(Disclosure.GROUPS);
    assertThat(shipped.basis()).contains("not of any registry");
  }

  @Test
  void refusesSizesOutOfOrderAndAnObstacleTwice() {
    assertThat(kind.check(document(List.of(), List.of(1000L, 1000L))))
        .extracting(Violation::field)
        .containsExactly("document.sizeClasses");
    assertThat(
            kind.check(document(List.of(Obstacle.FEED_EPOCH, Obstacle.FEED_EPOCH), List.of(1000L))))
        .extracting(Violation::field)
        .containsExactly("document.obstacles");
  }

  private static PublicationPolicy.Document document(List<Obstacle> obstacles, List<Long> sizes) {
    return new PublicationPolicy.Document("Test", 14, 5, 5, obstacles, Disclosure.GROUPS, 5, sizes);
  }
}
