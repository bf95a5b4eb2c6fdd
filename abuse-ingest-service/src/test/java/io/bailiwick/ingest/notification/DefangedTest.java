package io.bailiwick.ingest.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(NotificationSender.pause(attempts)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
