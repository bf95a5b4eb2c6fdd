package io.bailiwick.launcher.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes payloads in the formats of the real sources. Equal input gives equal bytes. */
final class FeedFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private FeedFile() {}

  static void write(Path file, DemoFeed feed, Instant fetched, List<FeedRow> rows)
      throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = compressed(feed, raw);
        BufferedWriter writer =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      switch (feed) {
        case URLHAUS -> urlhaus(writer, fetched, rows);
        case PHISHLIST -> list(writer, rows);
        case COMMUNITY -> table(writer, "first_seen_utc,type,value,tags,is_compromised", rows);
        case MIRROR -> mirror(writer, rows);
      }
    }
  }

  private static OutputStream compressed(DemoFeed feed, OutputStream raw) throws IOException {
    return switch (feed) {
      case URLHAUS, PHISHLIST -> raw;
      case COMMUNITY -> new XZOutputStream(raw, new LZMA2Options(1));
      case MIRROR -> new GZIPOutputStream(raw);
    };
  }

  /** The header line is a comment, every field is quoted, lines end in CR LF. */
  private static void urlhaus(BufferedWriter writer, Instant fetched, List<FeedRow> rows)
      throws IOException {
    writer.write("################################################################\r\n");
    writer.write("# Generated rows in the format of the URLhaus CSV: fictional    #\r\n");
    writer.write("# Last updated: " + TIME.format(fetched) + " (UTC)              #\r\n");
    writer.write("################################################################\r\n");
    writer.write(
        "#\r\n# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter\r\n");
    int id = (int) (fetched.getEpochSecond() / 60);
    for (FeedRow row : rows) {
      if (row.type() == FeedRow.Type.RAW) {
        writer.write(row.value() + "\r\n");
        continue;
      }
      id++;
      writer.write(
          "\"%d\",\"%s\",\"%s\",\"offline\",\"\",\"malware_download\",\"elf,demo\",\"https://urlhaus.example/url/%d/\",\"demo\"\r\n"
              .formatted(id, TIME.format(row.time()), row.value(), id));
    }
  }

  private static void list(BufferedWriter writer, List<FeedRow> rows) throws IOException {
    writer.write("# generated list, fictional; no times: the fetch is the time\n");
    for (FeedRow row : rows) {
      writer.write(row.value() + "\n");
    }
  }

  private static void table(BufferedWriter writer, String header, List<FeedRow> rows)
      throws IOException {
    writer.write(header + "\n");
    for (FeedRow row : rows) {
      if (row.type() == FeedRow.Type.RAW) {
        writer.write(row.value() + "\n");
      } else {
        writer.write(
            "%s,%s,%s,%s #demo,%s\n"
                .formatted(
                    TIME.format(row.time()),
                    type(row),
                    row.value(),
                    row.threat().tag,
                    row.compromised()));
      }
    }
  }

  private static void mirror(BufferedWriter writer, List<FeedRow> rows) throws IOException {
    writer.write("indicator,kind,seen,labels,hacked_site\n");
    for (FeedRow row : rows) {
      writer.write(
          "\"%s\",%s,%s,\"demo %s\",%s\n"
              .formatted(
                  row.value(),
                  type(row),
                  TIME.format(row.time()),
                  row.threat().tag,
                  row.compromised()));
    }
  }

  private static String type(FeedRow row) {
    return row.type().name().toLowerCase(Locale.ROOT);
  }
}
