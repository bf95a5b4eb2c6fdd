package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The CSV exports of ThreatFox: quoted fields separated by comma and space, a quoted header in a
 * remark, a trailer. The column is_compromised came later, so that there are 14 or 15.
 */
final class ThreatFoxCsv implements FeedFormat {
  private static final HeaderedCsv TABLE =
      new HeaderedCsv(
          "ioc_value",
          List.of(
              "first_seen_utc",
              "ioc_id",
              "ioc_value",
              "ioc_type",
              "threat_type",
              "fk_malware",
              "malware_alias",
              "malware_printable",
              "last_seen_utc",
              "confidence_level",
              "is_compromised",
              "reference",
              "tags",
              "anonymous",
              "reporter"),
          List.of(
              "first_seen_utc",
              "ioc_id",
              "ioc_value",
              "ioc_type",
              "threat_type",
              "fk_malware",
              "malware_alias",
              "malware_printable",
              "last_seen_utc",
              "confidence_level",
              "reference",
              "tags",
              "anonymous",
              "reporter"));

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    TABLE.read(lines, ThreatFoxCsv::row, rows);
  }

  private static Row row(HeaderedCsv.Cells cells) {
    List<String> tags = GenericCsv.words(cells.cell("tags"));
    return new Row.Report(
        cells.line(),
        cells.fields().raw(),
        cells.cell("ioc_value"),
        cells.text("first_seen_utc"),
        type(cells.text("ioc_type")),
        threats(cells.text("threat_type"), cells.text("fk_malware"), tags),
        GenericCsv.isTrue(cells.cell("is_compromised")) || GenericCsv.saysCompromised(tags));
  }

  static @Nullable String type(@Nullable String word) {
    return word == null ? null : word.toLowerCase(Locale.ROOT);
  }

  /** The words, the plainest first: kind of threat, malware family, tags. */
  static List<String> threats(
      @Nullable String threat, @Nullable String malware, List<String> tags) {
    List<String> words = new ArrayList<>();
    if (threat != null) {
      words.add(threat.strip());
    }
    if (malware != null) {
      words.add(malware.strip());
    }
    words.addAll(tags);
    return words;
  }
}
