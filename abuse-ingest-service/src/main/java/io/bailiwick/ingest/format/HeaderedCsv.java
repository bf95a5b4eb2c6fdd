package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV dumps of one source, one record a line, whose columns came and went over the years: the
 * header line says which there are, be it a remark or not. Where a dump has none, the number of
 * columns tells which of the known layouts it is.
 */
final class HeaderedCsv {
  private final List<Map<String, Integer>> layouts;
  private final Set<String> known;
  private final String required;

  /** One record by the names of its columns. */
  record Cells(CsvRows.Record.Fields fields, Map<String, Integer> columns) {

    /** As it is written; empty where there is no such column. */
    String cell(String name) {
      Integer column = columns.get(name);
      return column == null ? "" : fields.values().get(column);
    }

    /** Null where there is no such column, or nothing in it, or the word {@code None}. */
    @Nullable String text(String name) {
      return GenericCsv.emptyToNull(cell(name));
    }

    long line() {
      return fields.line().number();
    }

    Row.Unreadable unreadable(RejectionReason reason, String detail) {
      return fields.line().unreadable(reason, detail);
    }
  }

  /**
   * @param required a column without which there is nothing to read
   * @param layouts the names of the columns, lower case, one layout for each number of columns
   */
  @SafeVarargs
  HeaderedCsv(String required, List<String>... layouts) {
    this.required = required;
    this.layouts = new ArrayList<>();
    this.known = new HashSet<>();
    for (List<String> layout : layouts) {
      this.layouts.add(columns(layout));
      known.addAll(layout);
    }
  }

  void read(Lines lines, Function<Cells, Row> row, Consumer<Row> rows) throws IOException {
    CsvRows records = CsvRows.lineByLine(lines);
    Map<String, Integer> header = null;
    for (var record = records.next(); record != null; record = records.next()) {
      switch (record) {
        case CsvRows.Record.Bad bad -> rows.accept(bad.row());
        case CsvRows.Record.Fields fields when fields.isRemark() -> {
          Map<String, Integer> named = header(CsvRows.fields(withoutMark(fields.line().text())));
          header = named == null ? header : named;
        }
        case CsvRows.Record.Fields fields -> {
          Map<String, Integer> named = header(fields.values());
          if (named != null) {
            header = named;
          } else {
            rows.accept(row(fields, header, row));
          }
        }
      }
    }
  }

  private Row row(
      CsvRows.Record.Fields fields,
      @Nullable Map<String, Integer> header,
      Function<Cells, Row> row) {
    int size = fields.values().size();
    if (header != null) {
      return header.size() == size
          ? row.apply(new Cells(fields, header))
          : malformed(fields, String.valueOf(header.size()));
    }
    for (Map<String, Integer> layout : layouts) {
      if (layout.size() == size) {
        return row.apply(new Cells(fields, layout));
      }
    }
    return malformed(
        fields,
        layouts.stream()
            .map(layout -> String.valueOf(layout.size()))
            .collect(Collectors.joining(" or ")));
  }

  private static Row malformed(CsvRows.Record.Fields fields, String expected) {
    return fields
        .line()
        .unreadable(
            RejectionReason.MALFORMED_ROW,
            "%d columns instead of %s.".formatted(fields.values().size(), expected));
  }

  /** The columns that a header names, null where the fields are no header. */
  private @Nullable Map<String, Integer> header(List<String> fields) {
    List<String> names = fields.stream().map(HeaderedCsv::name).toList();
    long recognised = names.stream().filter(known::contains).count();
    if (recognised < 3 || 2 * recognised < names.size()) {
      return null;
    }
    Map<String, Integer> columns = columns(names);
    if (!columns.containsKey(required)) {
      throw Refusal.unusable("The header has no column \"%s\".".formatted(required));
    }
    return columns;
  }

  private static Map<String, Integer> columns(List<String> names) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      // Of two columns of one name, the first; the second still counts as a column.
      columns.putIfAbsent(
          columns.containsKey(names.get(i)) ? names.get(i) + "#" + i : names.get(i), i);
    }
    return columns;
  }

  private static String withoutMark(String remark) {
    int start = 0;
    while (start < remark.length()
        && (remark.charAt(start) == '#' || remark.charAt(start) == ' ')) {
      start++;
    }
    return remark.substring(start);
  }

  private static String name(String cell) {
    return cell.strip().toLowerCase(Locale.ROOT).replace(" (utc)", "");
  }
}
