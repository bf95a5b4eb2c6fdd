package io.bailiwick.common.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrarIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "100000000", "1.0", "", "abc", "99999999999999"})
  void refusesWhatIsNotAnIanaId(String text) {
    assertThatThrownBy(() -> RegistrarId.fromString(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsTheRegistryItself() {
    assertThat(RegistrarId.of(9998).isRegistry()).isTrue();
    assertThat(RegistrarId.of(9999).isRegistry()).isTrue();
    assertThat(RegistrarId.of(9997).isRegistry()).isFalse();
  }
}
