package io.bailiwick.common.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefangedTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, example[.]org",
    "https://login.example.org/a.html?to=b.org, hxxps[:]//login[.]example[.]org/a[.]html?to=b[.]org",
    "HTTP://example.org, hxxp[:]//example[.]org",
    "hxxp://login[.]example[.]org/, hxxp[:]//login[.]example[.]org/",
    "http://user@example.org/, hxxp[:]//user[@]example[.]org/",
    "ftp://example.org/, ftp[:]//example[.]org/",
    "login(dot)example(.)org, login[.]example[.]org"
  })
  void writesNothingThatAProgramWouldLink(String value, String expected) {
    assertThat(Defanged.of(value)).isEqualTo(expected);
  }

  @Test
  void leavesOutWhatCannotBePrintedAndCutsWhatIsLong() {
    assertThat(Defanged.of("a\u202eb\u0007\r\n.org")).isEqualTo("ab[.]org");
    assertThat(Defanged.of("http://example.org/" + "x".repeat(3000)))
        .hasSizeLessThan(230)
        .endsWith("…");
  }

  @ParameterizedTest
  @CsvSource({
    "hxxps://login[.]example[.]org/x, https://login.example.org/x",
    "hxxp[:]//example.org, http://example.org",
    "example(dot)org, example.org"
  })
  void tellsMachinesWhatItIs(String value, String expected) {
    assertThat(Defanged.live(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 60", "2, 120", "3, 240", "9, 15360", "10, 21600", "60, 21600"})
  void waitsTwiceAsLongAfterEachAttemptButNeverLongerThanSixHours(int attempts, long seconds) {
    assertThat(Attempts.pause(attempts)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "See https://login.example.org/a.html, twice. | See hxxps[:]//login[.]example[.]org/a[.]html, twice.",
        "(example.org) and EXAMPLE.CO.UK! | (example[.]org) and EXAMPLE[.]CO[.]UK!",
        "bücher.example, 例え。テスト | bücher[.]example, 例え[.]テスト",
        "at 192.0.2.1:8080 | at 192[.]0[.]2[.]1:8080",
        "mallory@example.org | mallory[@]example[.]org",
        "47.89 per 10,000, e.g. in May. | 47.89 per 10,000, e.g. in May.",
        "ftp://example.org www.example.org | ftp[:]//example[.]org www[.]example[.]org",
        "hxxps[:]//login[.]example[.]org | hxxps[:]//login[.]example[.]org",
        "write to appeals@registry.example. | write to appeals@registry.example.",
        "https://www.registry.example/appeals | https://www.registry.example/appeals",
        "https://registry.example@evil.org/ | hxxps[:]//registry[.]example[@]evil[.]org/",
        "https://evil-registry.example.org | hxxps[:]//evil-registry[.]example[.]org",
        "https://notregistry.example | hxxps[:]//notregistry[.]example",
        "registry.example/https://evil.org | registry[.]example/hxxps[:]//evil[.]org"
      })
  void leavesNoLinkInATextButToTheRegistryItself(String text, String expected) {
    assertThat(Defanged.text(text, "registry.example")).isEqualTo(expected);
    assertThat(Defanged.text(expected, "registry.example")).isEqualTo(expected);
  }

  @Test
  void keepsTheLinesOfAText() {
    assertThat(Defanged.text("a.org\n\n  b.org\n", "")).isEqualTo("a[.]org\n\n  b[.]org\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\r\nBcc: mallory@example.org", "x\ny", "x\u0000", "x\u2028y"})
  void noValueBreaksOutOfItsLineOfAMailsHeader(String value) {
    assertThatThrownBy(() -> mail("a@example.org", value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mail(value, "Subject")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new OutgoingMail(
                    "a@example.org",
                    "<1@b>",
                    "b@example.org",
                    "S",
                    "T",
                    null,
                    Map.of("X-A", value),
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OutgoingMail mail(String recipient, String subject) {
    return new OutgoingMail(
        recipient, "<1@b>", "b@example.org", subject, "Text", null, Map.of(), Map.of());
  }
}
