package io.bailiwick.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Samples in the sources' own formats, written by us, one per format, and their reading. */
public final class Samples {

  /** As of when all samples speak. */
  public static final Instant AS_OF = Instant.parse("2026-03-10T12:00:00Z");

  private Samples() {}

  /** The file of a format, with its oddities: {@code formats/urlhaus_csv.txt}. */
  public static byte[] bytes(FormatName format) {
    String name = "/formats/" + format.name().toLowerCase(Locale.ROOT) + ".txt";
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a feed of the format maps by name in its sample; null where the format says it. */
  public static @Nullable Columns columns(FormatName format) {
    return format.isMapped()
        ? new Columns("attack.url", "seen", "kind", "threat", "tags", "hacked")
        : null;
  }

  static List<Row> rows(FormatName format) throws IOException {
    return read(format, bytes(format));
  }

  static List<Row> read(FormatName format, String text) throws IOException {
    return read(format, text.getBytes(UTF_8));
  }

  static List<Row> read(FormatName format, byte[] text) throws IOException {
    List<Row> rows = new ArrayList<>();
    format
        .format(columns(format), AS_OF)
        .read(new Lines(new ByteArrayInputStream(text)), rows::add);
    return rows;
  }

  /** A row in one line, for tables of expectations. */
  static String shown(Row row) {
    return switch (row) {
      case Row.Report report ->
          "%d report %s at %s as %s of %s%s"
              .formatted(
                  report.line(),
                  report.value(),
                  report.time(),
                  report.type(),
                  String.join("+", report.threats()),
                  report.compromised() ? " compromised" : "");
      case Row.Withdrawal ended ->
          "%d withdrawal %s at %s as %s"
              .formatted(ended.line(), ended.value(), ended.time(), ended.type());
      case Row.Unreadable bad -> "%d %s".formatted(bad.line(), bad.reason());
    };
  }

  static @Nullable RejectionReason reason(Row row) {
    return row instanceof Row.Unreadable unreadable ? unreadable.reason() : null;
  }
}
