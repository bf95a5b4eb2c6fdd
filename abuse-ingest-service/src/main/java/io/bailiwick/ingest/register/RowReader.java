package io.bailiwick.ingest.register;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of named cells, a line each: JSON objects, or CSV under a header. A line that cannot
 * be read is told apart, and the lines after it are read on.
 */
final class RowReader {
  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().trimWhitespacesAroundQuotes(true);
  private static final JsonFactory JSON = new JsonFactory();

  /** Takes the rows. */
  interface Sink {
    void row(long line, String raw, Cells cells) throws IOException;

    void unreadable(long line, String raw, RejectionReason reason, String detail)
        throws IOException;
  }

  private RowReader() {}

  /**
   * @param columns members that are known; others are read over
   * @param required columns without which a CSV is refused
   */
  static void read(Lines lines, Set<String> columns, Set<String> required, Sink sink)
      throws IOException {
    List<String> header = null;
    boolean first = true;
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      String text = line.text();
      if (line.problem() == null && text.isBlank()) {
        continue;
      }
      if (first && line.problem() == null && !text.stripLeading().startsWith("{")) {
        header = header(text, required);
        first = false;
        continue;
      }
      first = false;
      String raw = raw(text);
      if (line.problem() != null) {
        sink.unreadable(
            line.number(),
            raw,
            line.problem(),
            line.problem() == RejectionReason.LINE_TOO_LONG
                ? "Longer than %,d bytes.".formatted(Lines.LINE_LIMIT)
                : "The bytes are not UTF-8.");
        continue;
      }
      Cells cells = header == null ? json(text, columns) : csv(text, header);
      if (cells == null) {
        sink.unreadable(
            line.number(),
            raw,
            RejectionReason.MALFORMED_ROW,
            header == null
                ? "Not one JSON object of plain values."
                : "Not a CSV record with the columns of the header.");
      } else {
        sink.row(line.number(), raw, cells);
      }
    }
  }

  private static String raw(String text) {
    String kept = text.length() <= Lines.RAW_LIMIT ? text : text.substring(0, Lines.RAW_LIMIT);
    return kept.replace('\0', '\ufffd');
  }

  private static List<String> header(String text, Set<String> required) {
    List<String> header;
    try {
      header = CSV.ofSingleCsvRecord(text).getFields().stream().map(String::strip).toList();
    } catch (CsvParseException e) {
      throw Refusal.unusable("The first line is neither a JSON object nor a CSV header.");
    }
    Set<String> names = new HashSet<>(header);
    if (names.size() < header.size() || !names.containsAll(required)) {
      throw Refusal.unusable(
          "The first line is neither a JSON object nor a CSV header with %s."
              .formatted(String.join(", ", required.stream().sorted().toList())));
    }
    return header;
  }

  private static @Nullable Cells csv(String text, List<String> header) {
    try {
      List<String> fields = CSV.ofSingleCsvRecord(text).getFields();
      if (fields.size() != header.size()) {
        return null;
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        values.put(header.get(i), fields.get(i));
      }
      return new Cells(values);
    } catch (CsvParseException e) {
      return null;
    }
  }

  private static @Nullable Cells json(String text, Set<String> columns) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String member = parser.currentName();
        JsonToken value = parser.nextToken();
        boolean known = columns.contains(member);
        if (value == null || (known && value.isStructStart())) {
          return null;
        }
        if (!known) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL && values.put(member, parser.getText()) != null) {
          return null;
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
          ? new Cells(values)
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
