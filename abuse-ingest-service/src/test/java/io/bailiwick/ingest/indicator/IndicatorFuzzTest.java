package io.bailiwick.ingest.indicator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.ingest.Mutations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndicatorFuzzTest {
  private static final IndicatorReader READER =
      new IndicatorReader(
          new NameRules(PublicSuffixes.shipped(), Map.of("archive.org", "policy"), Map.of()),
          Set.of("org"));

  /** Longer than what the library that knows IDNA looks at, which throws instead of an answer. */
  @Test
  void refusesALabelThatGrowsWithoutEnd() {
    for (String name : List.of("ж".repeat(2_000), "http://" + "\ufdfa".repeat(500) + ".org/")) {
      assertThat(READER.read(name)).isInstanceOf(Extraction.Rejected.class);
    }
  }

  /** There is no text of which it says nothing, and none that makes it throw. */
  @Test
  void saysSomethingOfEveryText() {
    List<byte[]> samples =
        Stream.of(
                "hxxps://secure-login[.]example[.]org/x",
                "http://user:pw@example.org:8080/p?q#f",
                "http://аррӏе.org/",
                "http://faß.org",
                "xn--mnchen-3ya.org",
                "http://[2001:db8::1]:80/x",
                "http://0x7f.1/",
                "\\\\example.org\\x",
                "example.org:8080/path",
                "_dmarc.a.b.c.example.org.")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    Mutations.survives(samples, input -> READER.read(new String(input, UTF_8)));
  }
}
