package io.bailiwick.ingest.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.bailiwick.ingest.format.Lines.Line;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV records (RFC 4180, white space around quotes tolerated) over bounded lines. A quoted field
 * may span lines; a quote that is never closed spoils only the line that it stands in.
 */
final class CsvRows {
  /** How many lines one record may span. */
  private static final int SPAN_LIMIT = 64;

  /** A record, or the row that could not be read. */
  sealed interface Record {
    record Fields(Line line, String raw, List<String> values) implements Record {

      /** Whether this is a remark; some formats begin good rows with {@code #}, too. */
      boolean isRemark() {
        return line.text().startsWith("#");
      }
    }

    record Bad(Row.Unreadable row) implements Record {}
  }

  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().trimWhitespacesAroundQuotes(true).skipEmptyLines(false);

  private final Lines lines;
  private final boolean lineByLine;

  CsvRows(Lines lines) {
    this(lines, false);
  }

  private CsvRows(Lines lines, boolean lineByLine) {
    this.lines = lines;
    this.lineByLine = lineByLine;
  }

  /**
   * Of a source that writes one record a line and remarks with {@code #}: a quote that is left open
   * cannot swallow the line after it, and remarks are not taken apart.
   */
  static CsvRows lineByLine(Lines lines) {
    return new CsvRows(lines, true);
  }

  /** The next record; blank lines are read over. Null at the end. */
  @Nullable Record next() throws IOException {
    Line line = lines.next();
    while (line != null && line.problem() == null && line.text().isBlank()) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    if (line.problem() != null) {
      return new Record.Bad(line.unreadable());
    }
    if (lineByLine && line.text().startsWith("#")) {
      return new Record.Fields(line, Lines.raw(line.text()), List.of(line.text()));
    }
    if (!endsInsideQuotes(line.text())) {
      Record record = parsed(line, line.text());
      return record != null
          ? record
          : new Record.Bad(line.unreadable(RejectionReason.MALFORMED_ROW, "Not a CSV record."));
    }
    Record spanning = lineByLine ? null : withFollowing(line);
    return spanning != null
        ? spanning
        : new Record.Bad(
            line.unreadable(RejectionReason.MALFORMED_ROW, "A quote is opened and not closed."));
  }

  /** The fields of one line of CSV; empty where it is none. */
  static List<String> fields(String text) {
    try {
      return endsInsideQuotes(text) ? List.of() : CSV.ofSingleCsvRecord(text).getFields();
    } catch (CsvParseException e) {
      return List.of();
    }
  }

  private static @Nullable Record parsed(Line line, String text) {
    try {
      return new Record.Fields(line, Lines.raw(text), CSV.ofSingleCsvRecord(text).getFields());
    } catch (CsvParseException e) {
      return null;
    }
  }

  /**
   * The record over the lines that its open quote spans; null, with those lines given back, where
   * that is none.
   */
  private @Nullable Record withFollowing(Line first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    List<Line> taken = new ArrayList<>();
    Record record = null;
    while (record == null && taken.size() < SPAN_LIMIT && text.length() < Lines.LINE_LIMIT) {
      Line following = lines.next();
      if (following == null) {
        break;
      }
      taken.add(following);
      if (following.problem() != null) {
        break;
      }
      text.append('\n').append(following.text());
      if (!endsInsideQuotes(text)) {
        record = parsed(first, text.toString());
        break;
      }
    }
    if (record == null) {
      lines.giveBack(taken);
    }
    return record;
  }

  /**
   * Whether the text ends within a quoted field: a quote counts as opening only at the beginning of
   * a field.
   */
  private static boolean endsInsideQuotes(CharSequence text) {
    boolean quoted = false;
    boolean fieldStart = true;
    int closedAt = -2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != '"';
        closedAt = i;
      } else if (c == '"') {
        // Directly after a closing quote it is an escaped one, and the field goes on.
        quoted = fieldStart || closedAt == i - 1;
        fieldStart = false;
      } else {
        fieldStart = c == ',' || (fieldStart && (c == ' ' || c == '\t'));
      }
    }
    return quoted;
  }
}
