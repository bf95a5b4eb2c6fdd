package io.bailiwick.qpi.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.registrar.RegistrarId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

  @Test
  void readsIanaIdsUpToTheLargest() {
    assertThat(Cells.registrar("1")).contains(RegistrarId.of(1));
    assertThat(Cells.registrar("99999999")).contains(RegistrarId.of(99_999_999));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "100000000",
        "999999999",
        "2147483648",
        "x",
        "\u0661"
      })
  void takesNothingElseForOne(String cell) {
    assertThat(Cells.registrar(cell)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-13", "0000-01", "+10000-01", "+999999999-12", "-0001-01", "NaN"})
  void takesNoMonthOutOfTheCalendarThatIsKept(String cell) {
    assertThat(Cells.month(cell)).isEmpty();
  }
}
