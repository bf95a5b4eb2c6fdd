package io.bailiwick.qpi.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was uploaded: CSV with a header line, or NDJSON with an object a line. Every row
 * that is not blank is either in {@code rows} or in {@code rejections}.
 *
 * @param sha256 of the bytes, hexadecimal
 * @param rows in their order
 * @param rejections rows that are not rows of this table
 */
public record UploadedTable(String sha256, List<Row> rows, List<Rejection> rejections) {

  /** Largest upload, in bytes. */
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final int MOST_ROWS = 200_000;
  private static final int LONGEST_CELL = 200;
  private static final String NDJSON = "application/x-ndjson";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  public UploadedTable {
    rows = List.copyOf(rows);
    rejections = List.copyOf(rejections);
  }

  /**
   * One row.
   *
   * @param line in the upload, from 1
   * @param cells by column, without white space around; empty ones are left out
   */
  public record Row(long line, Map<String, String> cells) {

    public @Nullable String cell(String column) {
      return cells.get(column);
    }
  }

  /**
   * Reads an upload.
   *
   * @param mediaType text/csv, or application/x-ndjson
   * @param columns that it may have
   * @param needed columns that a CSV must have
   * @throws ProblemException TOO_LARGE, INVALID where it is no such table at all
   */
  public static UploadedTable read(
      @Nullable InputStream body,
      @Nullable String mediaType,
      Set<String> columns,
      Set<String> needed) {
    byte[] bytes = bytes(body);
    String text = text(bytes);
    List<Row> rows = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    if (mediaType != null && mediaType.toLowerCase(Locale.ROOT).startsWith(NDJSON)) {
      ndjson(text, columns, rows, rejections);
    } else {
      csv(text, columns, needed, rows, rejections);
    }
    if (rows.isEmpty() && rejections.isEmpty()) {
      throw invalid("There is no row in it.", "has rows");
    }
    return new UploadedTable(Hashes.sha256Hex(bytes), rows, rejections);
  }

  private static byte[] bytes(@Nullable InputStream body) {
    if (body == null) {
      throw invalid("There is no table in the request.", "is a table");
    }
    try {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw ProblemException.tooLarge(
            "An upload has at most " + MOST_BYTES + " bytes; send it in parts.");
      }
      return bytes;
    } catch (IOException e) {
      throw ProblemException.malformed("The request ended before its body did.");
    }
  }

  private static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw invalid("The table is not UTF-8.", "is UTF-8");
    }
  }

  private static void csv(
      String text,
      Set<String> columns,
      Set<String> needed,
      List<Row> rows,
      List<Rejection> rejections) {
    List<String> header = null;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .maxBufferSize(1 << 16)
            .ofCsvRecord(text)) {
      for (CsvRecord record : reader) {
        if (header == null) {
          header = header(record, columns, needed);
          continue;
        }
        count(rows, rejections);
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
          rejections.add(
              new Rejection(
                  line,
                  RejectionReason.MALFORMED,
                  "has %d cells, the header has %d"
                      .formatted(record.getFieldCount(), header.size())));
          continue;
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
          put(cells, header.get(i), record.getField(i));
        }
        add(line, cells, rows, rejections);
      }
    } catch (CsvParseException e) {
      throw invalid("The table is not CSV from some line on.", "is CSV as in RFC 4180");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static List<String> header(CsvRecord record, Set<String> columns, Set<String> needed) {
    List<String> header = record.getFields().stream().map(String::strip).toList();
    if (!columns.containsAll(header)
        || !header.containsAll(needed)
        || Set.copyOf(header).size() != header.size()) {
      throw invalid(
          "The first line does not name the columns of this table.",
          "begins with a line of the columns " + columns.stream().sorted().toList());
    }
    return header;
  }

  private static void ndjson(
      String text, Set<String> columns, List<Row> rows, List<Rejection> rejections) {
    long line = 0;
    for (String each : text.lines().toList()) {
      line++;
      if (each.isBlank()) {
        continue;
      }
      count(rows, rejections);
      Map<String, String> cells = new HashMap<>();
      String fault = object(each, columns, cells);
      if (fault == null) {
        add(line, cells, rows, rejections);
      } else {
        rejections.add(new Rejection(line, RejectionReason.MALFORMED, fault));
      }
    }
  }

  /** Fills the cells; what is wrong where the line is no such object. */
  private static @Nullable String object(
      String line, Set<String> columns, Map<String, String> cells) {
    JsonNode node;
    try {
      node = CanonicalJson.tree(line);
    } catch (JsonProcessingException e) {
      return "is not JSON";
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    if (!node.isObject()) {
      return "is not a JSON object";
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!columns.contains(member.getKey())) {
        return "has a member that is no column of this table";
      }
      if (member.getValue().isContainerNode()) {
        return member.getKey() + " is neither text nor number";
      }
      if (!member.getValue().isNull()) {
        put(cells, member.getKey(), member.getValue().asText());
      }
    }
    return null;
  }

  private static void put(Map<String, String> cells, String column, String value) {
    String stripped = value.strip();
    if (!stripped.isEmpty()) {
      cells.put(column, stripped);
    }
  }

  private static void add(
      long line, Map<String, String> cells, List<Row> rows, List<Rejection> rejections) {
    if (cells.values().stream().anyMatch(cell -> cell.length() > LONGEST_CELL)) {
      rejections.add(
          new Rejection(
              line,
              RejectionReason.INVALID,
              "has a cell of more than " + LONGEST_CELL + " characters"));
    } else {
      rows.add(new Row(line, Map.copyOf(cells)));
    }
  }

  private static void count(List<Row> rows, List<Rejection> rejections) {
    if (rows.size() + rejections.size() >= MOST_ROWS) {
      throw ProblemException.tooLarge(
          "An upload has at most " + MOST_ROWS + " rows; send it in parts.");
    }
  }

  private static ProblemException invalid(String detail, String violation) {
    return ProblemException.invalid(detail, new Violation("body", violation));
  }
}
