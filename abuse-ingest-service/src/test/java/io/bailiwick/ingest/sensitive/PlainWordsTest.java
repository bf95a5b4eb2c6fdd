package io.bailiwick.ingest.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Complaint IR-2026-0417, e.g. the second call of 12.03.2026.",
        "The caller asks. Nothing was found before.",
        "Prüfung nach Anruf; Akte 17/2026"
      })
  void takesWhatNamesNoSite(String text) {
    assertThat(PlainWords.check("note", text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is example.org known",
        "see https://x/",
        "about example[.]org today",
        "about example(dot)org today",
        "about EXAMPLE．ORG today",
        "about example。org today",
        "the label xn--80ak6aa92e came back",
        "аррӏе.орг is new"
      })
  void refusesWhatNamesASite(String text) {
    assertThatThrownBy(() -> PlainWords.check("note", text))
        .isInstanceOf(ProblemException.class)
        .hasMessageNotContaining("example");
  }

  @Test
  void wantsAPurposeThatSaysSomething() {
    assertThatThrownBy(() -> PlainWords.purpose("X-Purpose", null))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> PlainWords.purpose("X-Purpose", "  because  "))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> PlainWords.purpose("X-Purpose", "x".repeat(501)))
        .isInstanceOf(ProblemException.class);
    assertThat(PlainWords.purpose("X-Purpose", " a complaint ")).isEqualTo("a complaint");
  }
}
