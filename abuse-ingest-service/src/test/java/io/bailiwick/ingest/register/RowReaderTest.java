package io.bailiwick.ingest.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.rejection.Unfit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

  private static List<String> read(String text) throws IOException {
    List<String> seen = new ArrayList<>();
    RowReader.read(
        new Lines(new ByteArrayInputStream(text.getBytes(UTF_8))),
        Set.of("name", "usage"),
        Set.of("name"),
        new RowReader.Sink() {
          @Override
          public void row(long line, String raw, Cells cells) {
            seen.add(line + " " + cells.get("name") + " " + cells.get("usage"));
          }

          @Override
          public void unreadable(long line, String raw, RejectionReason reason, String detail) {
            seen.add(line + " " + reason);
          }
        });
    return seen;
  }

  @Test
  void readsJsonObjectsALineAndGoesOnAfterABadOne() throws IOException {
    assertThat(
            read(
                """
                {"name":"a.org","usage":"PARKED","other":{"deep":[1,2]}}

                {"name":"b.org","usage":null}
                {"name":"c.org"
                {"name":["c.org"]}
                {"name":"d.org","name":"e.org"}
                [1]
                {"name":"f.org"} {"name":"g.org"}
                {"name":"h.org","usage":1}
                """))
        .containsExactly(
            "1 a.org PARKED",
            "3 b.org null",
            "4 MALFORMED_ROW",
            "5 MALFORMED_ROW",
            "6 MALFORMED_ROW",
            "7 MALFORMED_ROW",
            "8 MALFORMED_ROW",
            "9 h.org 1");
  }

  @Test
  void readsCsvUnderAHeaderInAnyOrderOfColumns() throws IOException {
    assertThat(read("usage,other,name\nPARKED,\"x,y\",a.org\n,,b.org\nPARKED,a.org\n"))
        .containsExactly("2 a.org PARKED", "3 b.org null", "4 MALFORMED_ROW");
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> read("usage,other\nPARKED,x\n"));
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> read("name,name\na.org,b.org\n"));
  }

  private static RejectionReason unfit(Map<String, String> values, String kind) {
    Cells cells = new Cells(values);
    try {
      switch (kind) {
        case "name" -> cells.name(Set.of("org"));
        case "time" -> cells.time("at", NOW);
        case "usage" -> cells.constant("usage", Measurement.Usage.class, Measurement.Usage.UNKNOWN);
        default -> cells.registrar("registrar");
      }
      throw new AssertionError("fit");
    } catch (Unfit e) {
      return e.reason();
    }
  }

  @Test
  void saysWhyACellCannotBeUsed() throws Unfit {
    assertThat(unfit(Map.of("name", "a.com"), "name")).isEqualTo(RejectionReason.OUT_OF_ZONE);
    assertThat(unfit(Map.of("name", "www.a.org"), "name")).isEqualTo(RejectionReason.OUT_OF_ZONE);
    assertThat(unfit(Map.of("name", "ä.org"), "name")).isEqualTo(RejectionReason.INVALID_HOST);
    assertThat(unfit(Map.of("name", " "), "name")).isEqualTo(RejectionReason.MISSING_VALUE);
    assertThat(unfit(Map.of("at", "2026-03-01"), "time")).isEqualTo(RejectionReason.INVALID_TIME);
    assertThat(unfit(Map.of("at", "2026-04-01T00:00:01Z"), "time"))
        .isEqualTo(RejectionReason.FUTURE_TIME);
    assertThat(unfit(Map.of("usage", "busy"), "usage")).isEqualTo(RejectionReason.MALFORMED_ROW);
    assertThat(unfit(Map.of("registrar", "x"), "registrar"))
        .isEqualTo(RejectionReason.UNKNOWN_REGISTRAR);
    assertThat(new Cells(Map.of("name", "EXAMPLE.ORG.")).name(Set.of("org")))
        .isEqualTo("example.org");
    assertThat(new Cells(Map.of("at", "2026-03-01T01:00:00+01:00")).time("at", NOW))
        .isEqualTo("2026-03-01T00:00:00Z");
    assertThat(
            new Cells(Map.of())
                .constant("usage", Measurement.Usage.class, Measurement.Usage.UNKNOWN))
        .isEqualTo(Measurement.Usage.UNKNOWN);
  }
}
