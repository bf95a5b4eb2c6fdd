package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.Lines.Line;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object a line (NDJSON); a line that is none costs only itself. */
final class JsonLines {

  private JsonLines() {}

  /**
   * @param keep names of the members to keep, at any depth; null for all
   * @param row of a good object
   */
  static void read(
      Lines lines, @Nullable Set<String> keep, Function<JsonRow, Row> row, Consumer<Row> rows)
      throws IOException {
    for (Line line = lines.next(); line != null; line = lines.next()) {
      if (line.problem() == null && line.text().isBlank()) {
        continue;
      }
      JsonRow read = JsonDocument.ofLine(line, keep);
      Row.Unreadable problem = read.problem();
      rows.accept(problem == null ? row.apply(read) : problem);
    }
  }
}
