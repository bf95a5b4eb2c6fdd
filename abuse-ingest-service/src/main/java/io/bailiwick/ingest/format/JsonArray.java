package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A JSON document that is one array of objects. */
final class JsonArray {

  private JsonArray() {}

  /**
   * @param row of a good object
   */
  static void read(Lines lines, Set<String> keep, Function<JsonRow, Row> row, Consumer<Row> rows)
      throws IOException {
    try (JsonDocument json = new JsonDocument(lines)) {
      while (json.nextDocument()) {
        if (!json.isArray()) {
          throw json.refusal("Not an array of entries.");
        }
        items(json, keep, row, rows);
      }
    }
  }

  /** The items of the array at hand. */
  static void items(
      JsonDocument json, Set<String> keep, Function<JsonRow, Row> row, Consumer<Row> rows)
      throws IOException {
    while (json.nextItem()) {
      JsonRow item = json.row(keep);
      Row.Unreadable problem = item.problem();
      rows.accept(problem == null ? row.apply(item) : problem);
    }
  }
}
