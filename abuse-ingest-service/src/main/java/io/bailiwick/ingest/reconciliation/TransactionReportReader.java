package io.bailiwick.ingest.reconciliation;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.table.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a registrar transactions report (RFC 4180, header line, one row for each registrar, a row
 * of totals at the end). All or nothing: a report that is not whole, or whose columns do not add up
 * to its totals, is refused with what is wrong.
 */
final class TransactionReportReader {
  /** IANA has given out fewer than five thousand identifiers. */
  private static final int MOST_ROWS = 50_000;

  private static final int LONGEST_NAME = 500;

  /** Above every number of names there can be, and far below what a sum may overflow at. */
  private static final long LARGEST_COUNT = 1_000_000_000_000L;

  private static final String REGISTRAR_NAME = "registrar-name";
  private static final String IANA_ID = "iana-id";
  private static final String TLD = "tld";
  private static final String TOTALS = "totals";

  /**
   * One registrar's row.
   *
   * @param line from 1
   * @param counts by {@link TransactionColumn#ordinal()}
   */
  record Row(long line, RegistrarId registrar, String name, long[] counts) {

    long count(TransactionColumn column) {
      return counts[column.ordinal()];
    }
  }

  /** Where the columns of a file stand. */
  private record Layout(
      int name, int ianaId, @Nullable Integer tld, Map<TransactionColumn, Integer> counts) {}

  private final String tld;

  /**
   * @param tld zone of which the report must speak, where it has a column that says so
   */
  TransactionReportReader(String tld) {
    this.tld = tld;
  }

  List<Row> read(InputStream text) throws IOException {
    return CsvTable.read(text, "The report", this::read);
  }

  private List<Row> read(Iterator<CsvRecord> records) {
    Layout layout = layout(records.next().getFields());
    int width = layout.counts().size() + (layout.tld() == null ? 2 : 3);
    List<Row> rows = new ArrayList<>();
    Map<RegistrarId, Long> lines = new HashMap<>();
    while (records.hasNext()) {
      CsvRecord cells = records.next();
      long line = cells.getStartingLineNumber();
      if (cells.getFieldCount() != width) {
        throw at(line, "it has %d columns instead of %d".formatted(cells.getFieldCount(), width));
      }
      String name = cells.getField(layout.name()).strip();
      String id = cells.getField(layout.ianaId()).strip();
      long[] counts = counts(layout, cells, line);
      if (id.isEmpty() && name.toLowerCase(Locale.ROOT).equals(TOTALS)) {
        if (records.hasNext()) {
          throw at(
              records.next().getStartingLineNumber(),
              "it stands after the row of totals, which is the last one");
        }
        checkSums(rows, counts);
        return rows;
      }
      checkZone(layout, cells, line);
      RegistrarId registrar = registrar(id, line);
      Long earlier = lines.put(registrar, line);
      if (earlier != null) {
        throw at(line, "registrar %s stands on line %d already".formatted(registrar, earlier));
      }
      if (name.length() > LONGEST_NAME) {
        throw at(line, "the registrar's name is longer than %d characters".formatted(LONGEST_NAME));
      }
      rows.add(new Row(line, registrar, name, counts));
      if (rows.size() > MOST_ROWS) {
        throw Refusal.tooLarge("The report has more than %,d rows.".formatted(MOST_ROWS));
      }
    }
    throw Refusal.unusable(
        "The row of totals is missing at the end: the report may have been cut off.");
  }

  private static Layout layout(List<String> headings) {
    Map<TransactionColumn, Integer> counts = new EnumMap<>(TransactionColumn.class);
    Map<String, Integer> others = new HashMap<>();
    for (int i = 0; i < headings.size(); i++) {
      String heading = headings.get(i).strip().toLowerCase(Locale.ROOT).replace('_', '-');
      TransactionColumn column = TransactionColumn.ofHeader(heading).orElse(null);
      Integer earlier;
      if (column != null) {
        earlier = counts.put(column, i);
      } else if (heading.equals(REGISTRAR_NAME) || heading.equals(IANA_ID) || heading.equals(TLD)) {
        earlier = others.put(heading, i);
      } else {
        throw Refusal.unusable(
            "Column %d has a heading that is not one of Specification 3.".formatted(i + 1));
      }
      if (earlier != null) {
        throw Refusal.unusable("The column %s stands twice.".formatted(heading));
      }
    }
    List<String> missing = new ArrayList<>();
    if (!others.containsKey(REGISTRAR_NAME)) {
      missing.add(REGISTRAR_NAME);
    }
    if (!others.containsKey(IANA_ID)) {
      missing.add(IANA_ID);
    }
    for (TransactionColumn column : TransactionColumn.values()) {
      if (!counts.containsKey(column)) {
        missing.add(column.header());
      }
    }
    if (!missing.isEmpty()) {
      throw Refusal.unusable("Columns are missing: %s.".formatted(String.join(", ", missing)));
    }
    return new Layout(
        others.getOrDefault(REGISTRAR_NAME, 0),
        others.getOrDefault(IANA_ID, 1),
        others.get(TLD),
        counts);
  }

  private static long[] counts(Layout layout, CsvRecord cells, long line) {
    long[] counts = new long[TransactionColumn.values().length];
    layout
        .counts()
        .forEach(
            (column, index) ->
                counts[column.ordinal()] = count(cells.getField(index).strip(), column, line));
    return counts;
  }

  private static long count(String text, TransactionColumn column, long line) {
    long count = -1;
    if (!text.isEmpty()
        && text.length() <= 13
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      count = Long.parseLong(text);
    }
    if (count < 0 || count > LARGEST_COUNT) {
      throw at(line, "%s is no whole number from 0 up".formatted(column.header()));
    }
    return count;
  }

  private void checkZone(Layout layout, CsvRecord cells, long line) {
    if (layout.tld() == null) {
      return;
    }
    String zone = cells.getField(layout.tld()).strip().toLowerCase(Locale.ROOT);
    if (!zone.equals(tld)) {
      throw at(line, "its tld is not %s".formatted(tld));
    }
  }

  private static RegistrarId registrar(String id, long line) {
    try {
      return RegistrarId.fromString(id);
    } catch (IllegalArgumentException e) {
      throw at(line, "iana-id is no IANA ID");
    }
  }

  private static void checkSums(List<Row> rows, long[] totals) {
    List<String> wrong = new ArrayList<>();
    for (TransactionColumn column : TransactionColumn.values()) {
      long sum = rows.stream().mapToLong(row -> row.count(column)).sum();
      if (sum != totals[column.ordinal()]) {
        wrong.add(
            "%s adds up to %,d, the row of totals says %,d"
                .formatted(column.header(), sum, totals[column.ordinal()]));
      }
    }
    if (!wrong.isEmpty()) {
      throw Refusal.unusable(
          wrong.stream().collect(Collectors.joining("; ", "The columns do not add up: ", ".")));
    }
  }

  private static Refusal at(long line, String fault) {
    return Refusal.unusable("Line %d: %s.".formatted(line, fault));
  }
}
