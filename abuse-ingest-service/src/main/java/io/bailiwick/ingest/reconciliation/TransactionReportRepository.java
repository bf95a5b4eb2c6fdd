package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queries over transactions reports. */
@ApplicationScoped
class TransactionReportRepository {
  private static final String SELECT =
      """
      SELECT t.*, later.id AS superseded_by FROM transaction_report t
      LEFT JOIN transaction_report later ON later.supersedes = t.id
      """;

  private final Sql sql;

  @Inject
  TransactionReportRepository(Sql sql) {
    this.sql = sql;
  }

  Optional<TransactionReport> find(UUID id) {
    return sql.first(SELECT + "WHERE t.id = ?", TransactionReportRepository::report, id);
  }

  Optional<TransactionReport> find(String tld, Month month, String sha256) {
    return sql.first(
        SELECT + "WHERE t.tld = ? AND t.month = ? AND t.sha256 = ?",
        TransactionReportRepository::report,
        tld,
        month.firstDay(),
        sha256);
  }

  /** The one that no other corrects. */
  Optional<TransactionReport> standing(String tld, Month month) {
    return sql.first(
        SELECT + "WHERE t.tld = ? AND t.month = ? AND later.id IS NULL",
        TransactionReportRepository::report,
        tld,
        month.firstDay());
  }

  /** In the order of receipt. */
  List<TransactionReport> list(
      @Nullable String tld, @Nullable Month month, @Nullable UUID after, int limit) {
    return sql.list(
        SELECT
            + """
            WHERE (?::text IS NULL OR t.tld = ?) AND (?::date IS NULL OR t.month = ?) AND (?::uuid IS NULL OR t.id > ?)
            ORDER BY t.id LIMIT ?
            """,
        TransactionReportRepository::report,
        tld,
        tld,
        month == null ? null : month.firstDay(),
        month == null ? null : month.firstDay(),
        after,
        after,
        limit);
  }

  List<TransactionReportRow> rows(UUID report, long after, int limit) {
    return sql.list(
        """
        SELECT registrar, name, line, counts::text AS counts FROM transaction_report_row
        WHERE report_id = ? AND registrar > ? ORDER BY registrar LIMIT ?
        """,
        row ->
            new TransactionReportRow(
                row.registrar("registrar"),
                row.text("name"),
                row.number("line"),
                counts(row.text("counts"))),
        report,
        after,
        limit);
  }

  private static Map<String, Long> counts(String array) {
    Map<String, Long> counts = new LinkedHashMap<>();
    String[] numbers = array.substring(1, array.length() - 1).split(",", -1);
    for (TransactionColumn column : TransactionColumn.values()) {
      counts.put(column.header(), Long.valueOf(numbers[column.ordinal()]));
    }
    return counts;
  }

  void insert(TransactionReport report, List<TransactionReportReader.Row> rows) throws IOException {
    sql.update(
        """
        INSERT INTO transaction_report (id, tld, month, sha256, bytes, registrars, received_at, received_by, supersedes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        report.id(),
        report.tld(),
        report.month().firstDay(),
        report.sha256(),
        report.bytes(),
        report.registrars(),
        report.receivedAt(),
        report.receivedBy(),
        report.supersedes());
    sql.copy(
        "transaction_report_row (report_id, registrar, line, name, counts)",
        copy -> {
          for (TransactionReportReader.Row row : rows) {
            copy.text(report.id().toString())
                .number(row.registrar().ianaId())
                .number(row.line())
                .text(row.name())
                .text(
                    Arrays.stream(row.counts())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(",", "{", "}")))
                .end();
          }
        });
  }

  private static TransactionReport report(Columns row) throws SQLException {
    return new TransactionReport(
        row.id("id"),
        row.text("tld"),
        Month.of(row.day("month")),
        row.text("sha256"),
        row.number("bytes"),
        row.number("registrars"),
        row.time("received_at"),
        row.text("received_by"),
        row.idOrNull("supersedes"),
        row.idOrNull("superseded_by"));
  }
}
