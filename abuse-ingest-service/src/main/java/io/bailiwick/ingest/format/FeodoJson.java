package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The block list of Feodo Tracker as JSON: addresses of command-and-control servers. {@code
 * hostname} is the reverse DNS of an address, which its hosting provider chooses: it is never read,
 * so that no domain is ever counted from it.
 */
final class FeodoJson implements FeedFormat {
  private static final Set<String> KEEP = Set.of("ip_address", "first_seen", "malware");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    JsonArray.read(lines, KEEP, FeodoJson::row, rows);
  }

  private static Row row(JsonRow row) {
    JsonValue.Members entry = row.members();
    return row.report(
        entry.text("ip_address"),
        entry.text("first_seen"),
        "ip",
        threats(entry.text("malware")),
        false);
  }

  static List<String> threats(@Nullable String malware) {
    List<String> words = new ArrayList<>(List.of("botnet_cc"));
    if (malware != null) {
      words.add(malware.strip());
    }
    return words;
  }
}
