package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.Lines.Line;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * One URL or name a line; lines that begin with {@code #}, {@code ;} or {@code //} with a space,
 * and blank lines are remarks.
 */
final class PlainList implements FeedFormat {

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    for (Line line = lines.next(); line != null; line = lines.next()) {
      if (line.problem() != null) {
        rows.accept(line.unreadable());
      } else if (!isRemark(line.text())) {
        rows.accept(
            new Row.Report(
                line.number(), Lines.raw(line.text()), line.text(), null, null, List.of(), false));
      }
    }
  }

  private static boolean isRemark(String text) {
    return text.isBlank() || text.startsWith("#") || text.startsWith(";") || text.startsWith("// ");
  }
}
