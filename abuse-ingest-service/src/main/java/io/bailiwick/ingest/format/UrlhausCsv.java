package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The CSV dumps of URLhaus: id, dateadded, url, url_status, last_online, threat, tags,
 * urlhaus_link, reporter; older dumps have no last_online. Header and remarks are comment lines.
 */
final class UrlhausCsv implements FeedFormat {
  private static final int COLUMNS = 9;

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    CsvRows records = CsvRows.lineByLine(lines);
    for (var record = records.next(); record != null; record = records.next()) {
      switch (record) {
        case CsvRows.Record.Bad bad -> rows.accept(bad.row());
        case CsvRows.Record.Fields fields when fields.isRemark() -> {}
        case CsvRows.Record.Fields fields -> rows.accept(row(fields));
      }
    }
  }

  private static Row row(CsvRows.Record.Fields record) {
    List<String> fields = record.values();
    if (fields.size() != COLUMNS && fields.size() != COLUMNS - 1) {
      return record
          .line()
          .unreadable(
              RejectionReason.MALFORMED_ROW,
              "%d columns instead of 8 or 9.".formatted(fields.size()));
    }
    int threat = fields.size() == COLUMNS ? 5 : 4;
    List<String> threats = new ArrayList<>();
    if (!fields.get(threat).isBlank()) {
      threats.add(fields.get(threat).strip());
    }
    List<String> tags = GenericCsv.words(fields.get(threat + 1));
    threats.addAll(tags);
    return new Row.Report(
        record.line().number(),
        record.raw(),
        fields.get(2),
        GenericCsv.emptyToNull(fields.get(1)),
        "url",
        threats,
        GenericCsv.saysCompromised(tags));
  }
}
