package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The phish list of APWG's eCrime Exchange: pages of HAL+JSON whose entries lie under {@code
 * _embedded.phish}. Pages may follow one another.
 */
final class ApwgJson implements FeedFormat {
  private static final Set<String> KEEP = Set.of("url", "date_discovered");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    try (JsonDocument json = new JsonDocument(lines)) {
      while (json.nextDocument()) {
        if (!json.isObject()) {
          throw json.refusal("Not a page of the list.");
        }
        page(json, rows);
      }
    }
  }

  private static void page(JsonDocument json, Consumer<Row> rows) throws IOException {
    boolean entries = false;
    String total = null;
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "_embedded" -> entries |= embedded(json, rows);
        case "total_items" -> total = json.scalar();
        default -> json.skip();
      }
    }
    if (!entries && !isZero(total)) {
      throw json.refusal("The page has no \"_embedded.phish\".");
    }
  }

  private static boolean isZero(@Nullable String total) {
    return "0".equals(total);
  }

  private static boolean embedded(JsonDocument json, Consumer<Row> rows) throws IOException {
    boolean entries = false;
    if (!json.isObject()) {
      json.skip();
      return false;
    }
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      if (name.equals("phish") && json.isArray()) {
        entries = true;
        JsonArray.items(json, KEEP, ApwgJson::row, rows);
      } else {
        json.skip();
      }
    }
    return entries;
  }

  private static Row row(JsonRow row) {
    JsonValue.Members entry = row.members();
    return row.report(
        entry.text("url"), entry.text("date_discovered"), "url", List.of("phishing"), false);
  }
}
