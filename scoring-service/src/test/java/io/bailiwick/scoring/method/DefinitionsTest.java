package io.bailiwick.scoring.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.snapshot.Snapshot;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DefinitionsTest {

  @Test
  void everyDefinitionSaysSinceWhenItIsSoAndWhatChanged() {
    assertThat(Definitions.all())
        .isSortedAccordingTo(Comparator.comparing(Definition::id))
        .extracting(Definition::id)
        .doesNotHaveDuplicates();
    assertThat(Definitions.all())
        .allSatisfy(
            definition -> {
              assertThat(definition.history().getFirst().version()).isEqualTo(definition.version());
              assertThat(definition.history())
                  .hasSize(definition.version())
                  .isSortedAccordingTo(Comparator.comparing(Definition.Change::version).reversed())
                  .allSatisfy(change -> assertThat(change.what()).endsWith("."));
              assertThat(definition.source()).isNotBlank();
            });
  }

  /** Another definition of what is frozen has to be written down, too. */
  @Test
  void whatSnapshotsAreMadeByIsDefined() {
    assertThat(Definitions.of("flow-rate").orElseThrow().name()).isEqualTo(Snapshot.DEFINITION);
  }

  private static PolicyVersion<ScoringPolicy> version(int number) {
    return new PolicyVersion<>(
        UUID.nameUUIDFromBytes(new byte[] {(byte) number}),
        "scoring",
        number,
        LocalDate.of(2026, number, 1),
        ScoringPolicy.shipped(),
        "0".repeat(64));
  }

  /** F of the method: 12 of 5,000 have a lower bound of 13.8541 and 13.5 with the prior. */
  @Test
  void computesItsExampleWithThePolicysNumbers() {
    String page = new MethodPage(version(2), true, List.of(version(2), version(1))).html();
    assertThat(page)
        .contains("10,000 × 12 / 5,000 = 24.")
        .contains("Lower bound 13.8541, which is above T_a = 10")
        .contains("Weighed with the prior: 13.5.")
        // ln 0.05 / ln (1 - 5/10,000): see the method, section 3.
        .contains("it takes 5,990 names")
        .contains("at most 5 per 10,000 with 95 % confidence (threshold T_q)")
        .contains("So in 3 of the last 4 mature months")
        .contains("href=\"/v1/method/1\"")
        .contains("Version 2</a>, from 2026-02-01 (this page)")
        .contains("flow-rate/")
        .doesNotContain("<script");
  }

  @Test
  void saysThatItIsNotTheOneInForce() {
    assertThat(new MethodPage(version(1), false, List.of(version(2), version(1))).html())
        .contains("not the one in force today");
  }
}
