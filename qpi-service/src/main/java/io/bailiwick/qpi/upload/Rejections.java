package io.bailiwick.qpi.upload;

import io.bailiwick.common.sql.Sql;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * The rows of uploads that were not accepted.
 *
 * @param table their table, with line, reason and detail
 * @param upload its column that names the upload
 */
public record Rejections(Sql sql, String table, String upload) {

  public void add(UUID id, List<Rejection> rejections) throws IOException {
    sql.copy(
        table + " (" + upload + ", line, reason, detail)",
        rows -> {
          for (Rejection rejection : rejections) {
            rows.id(id)
                .number(rejection.line())
                .text(rejection.reason().name())
                .text(rejection.detail())
                .end();
          }
        });
  }

  /** By line. */
  public List<Rejection> page(UUID id, long afterLine, int limit) {
    return sql.list(
        "SELECT line, reason, detail FROM "
            + table
            + " WHERE "
            + upload
            + " = ? AND line > ? ORDER BY line LIMIT ?",
        row ->
            new Rejection(
                row.number("line"),
                row.constant("reason", RejectionReason.class),
                row.text("detail")),
        id,
        afterLine,
        limit);
  }
}
