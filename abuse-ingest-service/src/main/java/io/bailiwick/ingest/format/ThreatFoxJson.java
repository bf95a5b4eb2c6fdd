package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * ThreatFox as JSON: the answer of its API ({@code data} holds the entries, whose value is {@code
 * ioc}) and its exports (entries by identifier, whose value is {@code ioc_value}).
 */
final class ThreatFoxJson implements FeedFormat {
  private static final Set<String> KEEP =
      Set.of(
          "ioc",
          "ioc_value",
          "ioc_type",
          "threat_type",
          "malware",
          "first_seen",
          "first_seen_utc",
          "is_compromised",
          "tags");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    AbuseChJson.read(lines, "data", KEEP, ThreatFoxJson::row, rows);
  }

  private static Row row(JsonRow row) {
    JsonValue.Members entry = row.members();
    List<String> tags = entry.words("tags");
    return row.report(
        either(entry, "ioc_value", "ioc"),
        either(entry, "first_seen_utc", "first_seen"),
        ThreatFoxCsv.type(entry.text("ioc_type")),
        ThreatFoxCsv.threats(entry.text("threat_type"), entry.text("malware"), tags),
        entry.flag("is_compromised") || GenericCsv.saysCompromised(tags));
  }

  private static @Nullable String either(JsonValue.Members entry, String first, String second) {
    String text = entry.text(first);
    return text == null ? entry.text(second) : text;
  }
}
