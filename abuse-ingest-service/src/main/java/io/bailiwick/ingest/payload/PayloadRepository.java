package io.bailiwick.ingest.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.sql.Columns;
import io.bailiwick.ingest.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over payloads and their rejected rows. */
@ApplicationScoped
class PayloadRepository {
  private static final String SELECT =
      "SELECT p.*, f.name AS feed FROM payload p JOIN feed f ON f.id = p.feed_id ";

  private final Sql sql;
  private final ObjectMapper mapper;

  @Inject
  PayloadRepository(Sql sql, ObjectMapper mapper) {
    this.sql = sql;
    this.mapper = mapper;
  }

  Optional<Payload> find(UUID id) {
    return sql.first(SELECT + "WHERE p.id = ?", this::payload, id);
  }

  Optional<Payload> find(Feed feed, String sha256) {
    return sql.first(
        SELECT + "WHERE p.feed_id = ? AND p.sha256 = ?", this::payload, feed.id(), sha256);
  }

  /** In the order of receipt. */
  List<Payload> list(@Nullable String feed, @Nullable UUID after, int limit) {
    return sql.list(
        SELECT
            + "WHERE (?::text IS NULL OR f.name = ?) AND (?::uuid IS NULL OR p.id > ?) ORDER BY p.id LIMIT ?",
        this::payload,
        feed,
        feed,
        after,
        after,
        limit);
  }

  List<Rejection> rejections(UUID payload, long afterLine, long afterPart, int limit) {
    return sql.list(
        """
        SELECT line, part, reason, detail, raw FROM rejection
        WHERE payload_id = ? AND (line, part) > (?, ?) ORDER BY line, part LIMIT ?
        """,
        row ->
            new Rejection(
                row.number("line"),
                row.number("part"),
                row.constant("reason", RejectionReason.class),
                row.text("detail"),
                row.text("raw")),
        payload,
        afterLine,
        afterPart,
        limit);
  }

  void insert(Payload payload, Feed feed, String receivedBy, String suffixList) {
    sql.update(
        """
        INSERT INTO payload (id, feed_id, sha256, bytes, received_at, received_by, historical_from, historical_to, suffix_list,
                             rows_read, rows_accepted, rows_duplicate, rows_rejected, rejected_by_reason, platform_rows,
                             platform_domains, distinct_domains, incidents_opened, incidents_touched, unattributed)
        VALUES (?, ?, ?, ?, ?, ?, ?::date, ?::date, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        payload.id(),
        feed.id(),
        payload.sha256(),
        payload.bytes(),
        payload.receivedAt(),
        receivedBy,
        payload.historical() == null ? null : payload.historical().from(),
        payload.historical() == null ? null : payload.historical().to(),
        suffixList,
        payload.rows().read(),
        payload.rows().accepted(),
        payload.rows().duplicates(),
        payload.rows().rejected(),
        json(payload.rows().rejectedByReason()),
        payload.platformRows(),
        json(payload.platformDomains()),
        payload.distinctDomains(),
        payload.incidentsOpened(),
        payload.incidentsTouched(),
        payload.unattributed());
  }

  private Payload payload(Columns row) throws SQLException {
    var from = row.dayOrNull("historical_from");
    var to = row.dayOrNull("historical_to");
    try {
      return new Payload(
          row.id("id"),
          row.text("feed"),
          row.text("sha256"),
          row.number("bytes"),
          row.time("received_at"),
          from == null || to == null ? null : new Payload.Historical(from, to),
          new Payload.Rows(
              row.number("rows_read"),
              row.number("rows_accepted"),
              row.number("rows_duplicate"),
              row.number("rows_rejected"),
              mapper.readValue(
                  row.text("rejected_by_reason"),
                  new TypeReference<TreeMap<RejectionReason, Long>>() {})),
          row.number("platform_rows"),
          row.number("distinct_domains"),
          row.number("incidents_opened"),
          row.number("incidents_touched"),
          row.number("unattributed"),
          mapper.readValue(
              row.text("platform_domains"), new TypeReference<List<Payload.PlatformDomain>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("payload " + row.id("id") + " cannot be read", e);
    }
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
