package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Any CSV with a header line, mapped by column names, upper or lower case. */
final class GenericCsv implements FeedFormat {
  private static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "t");

  private final Columns columns;

  GenericCsv(Columns columns) {
    this.columns = columns;
  }

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    CsvRows records = new CsvRows(lines);
    var header = records.next();
    while (header instanceof CsvRows.Record.Fields remark && remark.isRemark()) {
      header = records.next();
    }
    if (!(header instanceof CsvRows.Record.Fields names)) {
      throw Refusal.unusable("There is no header line.");
    }
    Header columnsOf = new Header(names.values(), columns);
    for (var record = records.next(); record != null; record = records.next()) {
      switch (record) {
        case CsvRows.Record.Bad bad -> rows.accept(bad.row());
        case CsvRows.Record.Fields fields when columnsOf.fits(fields) ->
            rows.accept(columnsOf.row(fields));
        case CsvRows.Record.Fields fields when fields.isRemark() -> {}
        case CsvRows.Record.Fields fields ->
            rows.accept(
                fields
                    .line()
                    .unreadable(
                        RejectionReason.MALFORMED_ROW,
                        "%d columns instead of %d."
                            .formatted(fields.values().size(), names.values().size())));
      }
    }
  }

  /** Where each meaning stands; -1 for what the feed does not have. */
  private static final class Header {
    private final List<String> present;
    private final int value;
    private final int time;
    private final int type;
    private final int threat;
    private final int tags;
    private final int compromised;

    Header(List<String> names, Columns columns) {
      present = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      value = required(present, columns.value());
      time = optional(present, columns.time());
      type = optional(present, columns.type());
      threat = optional(present, columns.threat());
      tags = optional(present, columns.tags());
      compromised = optional(present, columns.compromised());
    }

    boolean fits(CsvRows.Record.Fields fields) {
      return fields.values().size() == present.size();
    }

    Row row(CsvRows.Record.Fields fields) {
      List<String> cells = fields.values();
      List<String> tagWords = tags < 0 ? List.of() : words(cells.get(tags));
      List<String> threats = new ArrayList<>();
      if (threat >= 0 && !cells.get(threat).isBlank()) {
        threats.add(cells.get(threat).strip());
      }
      threats.addAll(tagWords);
      String kind = type < 0 ? null : emptyToNull(cells.get(type));
      return new Row.Report(
          fields.line().number(),
          fields.raw(),
          cells.get(value),
          time < 0 ? null : emptyToNull(cells.get(time)),
          kind == null ? null : kind.toLowerCase(Locale.ROOT),
          threats,
          saysCompromised(tagWords) || (compromised >= 0 && isTrue(cells.get(compromised))));
    }
  }

  static boolean isTrue(String cell) {
    return TRUE.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  private static int required(List<String> present, String name) {
    int index = present.indexOf(name.strip().toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw Refusal.unusable("The header has no column \"%s\".".formatted(name));
    }
    return index;
  }

  private static int optional(List<String> present, @Nullable String name) {
    return name == null ? -1 : required(present, name);
  }

  /**
   * The words of a tag cell: {@code "elf,Mozi"}, {@code "#phishing #scam"}; {@code None} is no
   * word.
   */
  static List<String> words(String cell) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= cell.length(); i++) {
      if (i == cell.length() || separates(cell.charAt(i))) {
        String word = cell.substring(from, i);
        if (!word.isEmpty() && !word.equalsIgnoreCase("none")) {
          words.add(word);
        }
        from = i + 1;
      }
    }
    return words;
  }

  private static boolean separates(char c) {
    return c == ',' || c == ';' || c == '|' || Character.isWhitespace(c);
  }

  static boolean saysCompromised(List<String> tags) {
    for (String tag : tags) {
      if (tag.equalsIgnoreCase("compromised") || tag.equalsIgnoreCase("#compromised")) {
        return true;
      }
    }
    return false;
  }

  static @Nullable String emptyToNull(String cell) {
    String text = cell.strip();
    return text.isEmpty() || text.equalsIgnoreCase("none") ? null : text;
  }
}
