package io.bailiwick.ingest.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.rejection.RejectionReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over batches and their rejected rows. */
@ApplicationScoped
class RegisterRepository {
  private final Sql sql;
  private final ObjectMapper mapper;

  @Inject
  RegisterRepository(Sql sql, ObjectMapper mapper) {
    this.sql = sql;
    this.mapper = mapper;
  }

  Optional<RegisterBatch> find(UUID id) {
    return sql.first("SELECT * FROM register_batch WHERE id = ?", this::batch, id);
  }

  Optional<RegisterBatch> find(BatchKind kind, String sha256) {
    return sql.first(
        "SELECT * FROM register_batch WHERE kind = ? AND sha256 = ?", this::batch, kind, sha256);
  }

  List<RegisterBatch> list(@Nullable BatchKind kind, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT * FROM register_batch WHERE (?::text IS NULL OR kind = ?) AND (?::uuid IS NULL OR id > ?)
        ORDER BY id LIMIT ?
        """,
        this::batch,
        kind,
        kind,
        after,
        after,
        limit);
  }

  List<RegisterRejection> rejections(UUID batch, long after, int limit) {
    return sql.list(
        "SELECT line, reason, detail, raw FROM register_rejection WHERE batch_id = ? AND line > ? ORDER BY line LIMIT ?",
        row ->
            new RegisterRejection(
                row.number("line"),
                row.constant("reason", RejectionReason.class),
                row.text("detail"),
                row.text("raw")),
        batch,
        after,
        limit);
  }

  void insert(RegisterBatch batch) {
    sql.update(
        """
        INSERT INTO register_batch (id, kind, sha256, bytes, received_at, received_by, rows_read, rows_accepted,
                                    rows_duplicate, rows_rejected, rejected_by_reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        batch.id(),
        batch.kind(),
        batch.sha256(),
        batch.bytes(),
        batch.receivedAt(),
        batch.receivedBy(),
        batch.rows().read(),
        batch.rows().accepted(),
        batch.rows().duplicates(),
        batch.rows().rejected(),
        json(batch.rows().rejectedByReason()));
  }

  private RegisterBatch batch(Columns row) throws SQLException {
    try {
      return new RegisterBatch(
          row.id("id"),
          row.constant("kind", BatchKind.class),
          row.text("sha256"),
          row.number("bytes"),
          row.time("received_at"),
          row.text("received_by"),
          new RegisterBatch.Rows(
              row.number("rows_read"),
              row.number("rows_accepted"),
              row.number("rows_duplicate"),
              row.number("rows_rejected"),
              mapper.readValue(
                  row.text("rejected_by_reason"),
                  new TypeReference<TreeMap<RejectionReason, Long>>() {})));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("batch " + row.id("id") + " cannot be read", e);
    }
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of each kind the newest finding in the time that knows. */
  KnownOfName known(String name, Instant from, Instant at) {
    return sql.list(
            """
            SELECT (array_agg(usage ORDER BY measured_at DESC) FILTER (WHERE usage <> 'UNKNOWN'))[1] AS usage,
                   (array_agg(tls ORDER BY measured_at DESC) FILTER (WHERE tls <> 'UNKNOWN'))[1] AS tls,
                   (array_agg(dnssec ORDER BY measured_at DESC) FILTER (WHERE dnssec <> 'UNKNOWN'))[1] AS dnssec,
                   (array_agg(mx ORDER BY measured_at DESC) FILTER (WHERE mx <> 'UNKNOWN'))[1] AS mx
            FROM measurement WHERE name = ? AND measured_at > ? AND measured_at <= ?
            """,
            row ->
                new KnownOfName(
                    name,
                    Measurement.Usage.valueOf(known(row.textOrNull("usage"))),
                    Measurement.Tls.valueOf(known(row.textOrNull("tls"))),
                    Measurement.Dnssec.valueOf(known(row.textOrNull("dnssec"))),
                    Measurement.Mx.valueOf(known(row.textOrNull("mx")))),
            name,
            from,
            at)
        .getFirst();
  }

  private static String known(@Nullable String finding) {
    return finding == null ? "UNKNOWN" : finding;
  }
}
