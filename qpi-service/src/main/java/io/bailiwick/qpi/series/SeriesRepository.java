package io.bailiwick.qpi.series;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.upload.Rejection;
import io.bailiwick.qpi.upload.Rejections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imports and their rows: written once, never changed. */
@ApplicationScoped
class SeriesRepository {

  private static final String IMPORT =
      "SELECT id, series, version, supersedes, sha256, accepted, rejected, imported_at, imported_by"
          + " FROM series_import ";

  private final Sql sql;
  private final Rejections rejected;

  @Inject
  SeriesRepository(Sql sql) {
    this.sql = sql;
    this.rejected = new Rejections(sql, "series_rejection", "import_id");
  }

  /** Holds back others that import the same series, until the transaction ends. */
  void lock(String series) {
    sql.lock("series/" + series);
  }

  Optional<SeriesImportView> latest(String series) {
    return sql.first(
        IMPORT + "WHERE series = ? ORDER BY version DESC LIMIT 1", SeriesRepository::view, series);
  }

  Optional<SeriesImportView> find(UUID id) {
    return sql.first(IMPORT + "WHERE id = ?", SeriesRepository::view, id);
  }

  List<SeriesImportView> page(
      @Nullable String series, String afterSeries, long afterVersion, int limit) {
    return sql.list(
        IMPORT
            + """
            WHERE (?::text IS NULL OR series = ?) AND (series, version) > (?, ?)
            ORDER BY series, version LIMIT ?
            """,
        SeriesRepository::view,
        series,
        series,
        afterSeries,
        afterVersion,
        limit);
  }

  void add(SeriesImportView made, List<PointView> points, List<Rejection> rejections)
      throws IOException {
    sql.update(
        """
        INSERT INTO series_import (id, series, version, supersedes, sha256, accepted, rejected, imported_at, imported_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.id(),
        made.series(),
        made.version(),
        made.supersedes(),
        made.sha256(),
        made.accepted(),
        made.rejected(),
        made.importedAt(),
        made.importedBy());
    sql.copy(
        "series_point (import_id, month, registrar, numerator, denominator)",
        rows -> {
          for (PointView point : points) {
            BigDecimal denominator = point.denominator();
            rows.id(made.id())
                .text(point.month().toString())
                .number(point.registrar().ianaId())
                .text(point.numerator().toPlainString())
                .text(denominator == null ? null : denominator.toPlainString())
                .end();
          }
        });
    rejected.add(made.id(), rejections);
  }

  List<PointView> points(UUID made, String afterMonth, long afterRegistrar, int limit) {
    return sql.list(
        """
        SELECT month, registrar, numerator, denominator FROM series_point
        WHERE import_id = ? AND (month, registrar) > (?, ?)
        ORDER BY month, registrar LIMIT ?
        """,
        row ->
            new PointView(
                Month.fromString(row.text("month")),
                row.registrar("registrar"),
                row.decimal("numerator"),
                row.decimalOrNull("denominator")),
        made,
        afterMonth,
        afterRegistrar,
        limit);
  }

  List<Rejection> rejections(UUID made, long afterLine, int limit) {
    return rejected.page(made, afterLine, limit);
  }

  /** Of each series the newest version that has the month at all. */
  List<SeriesPoint> standing(Set<String> series, Month month) {
    return sql.list(
        """
        SELECT i.series, p.registrar, p.numerator, p.denominator, i.version
        FROM series_import i JOIN series_point p ON p.import_id = i.id AND p.month = ?
        WHERE i.series = ANY (?)
          AND NOT EXISTS (SELECT 1 FROM series_import later JOIN series_point q ON q.import_id = later.id AND q.month = ?
                          WHERE later.series = i.series AND later.version > i.version)
        ORDER BY i.series, p.registrar
        """,
        row ->
            new SeriesPoint(
                row.text("series"),
                row.registrar("registrar"),
                row.decimal("numerator"),
                row.decimalOrNull("denominator"),
                (int) row.number("version")),
        month.toString(),
        series,
        month.toString());
  }

  private static SeriesImportView view(Columns row) throws SQLException {
    int accepted = (int) row.number("accepted");
    int rejected = (int) row.number("rejected");
    return new SeriesImportView(
        row.id("id"),
        row.text("series"),
        (int) row.number("version"),
        row.idOrNull("supersedes"),
        row.text("sha256"),
        accepted + rejected,
        accepted,
        rejected,
        row.time("imported_at"),
        row.text("imported_by"));
  }
}
