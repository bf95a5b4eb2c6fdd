package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * URLhaus as JSON: dumps (entries by identifier, {@code dateadded}) and the answer of its API
 * ({@code urls}, {@code date_added}).
 */
final class UrlhausJson implements FeedFormat {
  private static final Set<String> KEEP =
      Set.of("url", "dateadded", "date_added", "threat", "tags");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    AbuseChJson.read(lines, "urls", KEEP, UrlhausJson::row, rows);
  }

  private static Row row(JsonRow row) {
    JsonValue.Members entry = row.members();
    List<String> tags = entry.words("tags");
    List<String> threats = new ArrayList<>();
    String threat = entry.text("threat");
    if (threat != null) {
      threats.add(threat.strip());
    }
    threats.addAll(tags);
    String added = entry.text("dateadded");
    return row.report(
        entry.text("url"),
        added == null ? entry.text("date_added") : added,
        "url",
        threats,
        GenericCsv.saysCompromised(tags));
  }
}
