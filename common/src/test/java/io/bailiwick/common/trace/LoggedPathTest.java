package io.bailiwick.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggedPathTest {

  @Test
  void keepsWhatTellsWhichOperationItWas() {
    assertThat(LoggedPath.of("/v1/cases/0197b2c4-8d20-7000-8000-00000000000a/unfounded-closure"))
        .isEqualTo("/v1/cases/0197b2c4-8d20-7000-8000-00000000000a/unfounded-closure");
    assertThat(LoggedPath.of("/v1/scores/2026-05/90001")).isEqualTo("/v1/scores/2026-05/90001");
    assertThat(LoggedPath.of(null)).isEqualTo("/");
  }

  @Test
  void leavesNamesAndAddressesOut() {
    assertThat(LoggedPath.of("/v1/registrations/bad-name.example/history"))
        .isEqualTo("/v1/registrations/*/history");
    assertThat(LoggedPath.of("/v1/contacts/anna@example.org")).isEqualTo("/v1/contacts/*");
    assertThat(LoggedPath.of("/v1/registrations/b%C3%BCcher.example"))
        .isEqualTo("/v1/registrations/*");
  }

  @Test
  void aPathForgesNoLine() {
    assertThat(LoggedPath.of("/v1/x\nERROR all is lost")).isEqualTo("/v1/*");
    assertThat(LoggedPath.of("/v1/x%0aERROR%20all")).isEqualTo("/v1/*");
    assertThat(LoggedPath.of("/v1/\u001b[31mred")).isEqualTo("/v1/*");
    assertThat(LoggedPath.of("/v1/" + "a".repeat(65))).isEqualTo("/v1/*");
    assertThat(LoggedPath.of("/v1" + "/a".repeat(1000))).hasSizeLessThan(40);
  }
}
