package io.bailiwick.ingest.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.incident.Threat;
import io.bailiwick.ingest.namelist.NameLists;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
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

  /** The one that came last. */
  Optional<Payload> newest(Feed feed) {
    return sql.first(
        SELECT + "WHERE p.feed_id = ? ORDER BY p.id DESC LIMIT 1", this::payload, feed.id());
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
        SELECT r.line, r.part, r.reason, r.detail, r.raw,
               CASE WHEN EXISTS (SELECT 1 FROM payload_replay p WHERE p.payload_id = r.payload_id)
                    THEN EXISTS (SELECT 1 FROM observation o WHERE o.payload_id = r.payload_id AND o.line = r.line AND o.part = r.part)
                    ELSE false END AS accepted_later
        FROM rejection r WHERE r.payload_id = ? AND (r.line, r.part) > (?, ?) ORDER BY r.line, r.part LIMIT ?
        """,
        row ->
            new Rejection(
                row.number("line"),
                row.number("part"),
                row.constant("reason", RejectionReason.class),
                row.text("detail"),
                row.text("raw"),
                row.flag("accepted_later")),
        payload,
        afterLine,
        afterPart,
        limit);
  }

  void insert(Payload payload, Feed feed, String receivedBy) {
    sql.update(
        """
        INSERT INTO payload (id, feed_id, sha256, bytes, received_at, received_by, historical_from, historical_to, suffix_list,
                             name_lists, parser, rows_read, rows_accepted, rows_duplicate, rows_rejected, rows_withdrawn,
                             rejected_by_reason, platform_rows, platform_domains, distinct_domains, incidents_opened,
                             incidents_touched, unattributed, listed, relisted, delisted, shrunken, steps)
        VALUES (?, ?, ?, ?, ?, ?, ?::date, ?::date, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        payload.id(),
        feed.id(),
        payload.sha256(),
        payload.bytes(),
        payload.receivedAt(),
        receivedBy,
        payload.historical() == null ? null : payload.historical().from(),
        payload.historical() == null ? null : payload.historical().to(),
        payload.judgement().suffixList(),
        json(payload.judgement().nameLists()),
        payload.judgement().parser(),
        payload.rows().read(),
        payload.rows().accepted(),
        payload.rows().duplicates(),
        payload.rows().rejected(),
        payload.rows().withdrawals(),
        json(payload.rows().rejectedByReason()),
        payload.platformRows(),
        json(payload.platformDomains()),
        payload.distinctDomains(),
        payload.incidentsOpened(),
        payload.incidentsTouched(),
        payload.unattributed(),
        payload.entries().listed(),
        payload.entries().relisted(),
        payload.entries().delisted(),
        payload.entries().shrunken(),
        json(payload.steps()));
  }

  void insert(Replay replay) {
    sql.update(
        """
        INSERT INTO payload_replay (id, payload_id, replayed_at, replayed_by, suffix_list, name_lists, parser, rows_read,
                                    rows_accepted, rows_known, rows_rejected, rejected_by_reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        replay.id(),
        replay.payload(),
        replay.replayedAt(),
        replay.replayedBy(),
        replay.judgement().suffixList(),
        json(replay.judgement().nameLists()),
        replay.judgement().parser(),
        replay.rows().read(),
        replay.rows().accepted(),
        replay.rows().known(),
        replay.rows().rejected(),
        json(replay.rows().rejectedByReason()));
  }

  void insert(Acceptance acceptance) {
    sql.update(
        """
        INSERT INTO payload_acceptance (payload_id, reason, accepted_at, accepted_by, missing, delisted)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        acceptance.payload(),
        acceptance.reason(),
        acceptance.acceptedAt(),
        acceptance.acceptedBy(),
        acceptance.effect().missing(),
        acceptance.effect().delisted());
  }

  Optional<Acceptance> acceptance(UUID payload) {
    return sql.first(
        "SELECT * FROM payload_acceptance WHERE payload_id = ?",
        row ->
            new Acceptance(
                row.id("payload_id"),
                row.text("reason"),
                row.time("accepted_at"),
                row.text("accepted_by"),
                new Acceptance.Effect(row.number("missing"), row.number("delisted"))),
        payload);
  }

  /** In the order in which they were made. */
  List<Replay> replays(UUID payload, @Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM payload_replay WHERE payload_id = ? AND (?::uuid IS NULL OR id > ?) ORDER BY id LIMIT ?",
        row ->
            new Replay(
                row.id("id"),
                row.id("payload_id"),
                row.time("replayed_at"),
                row.text("replayed_by"),
                new Replay.Rows(
                    row.number("rows_read"),
                    row.number("rows_accepted"),
                    row.number("rows_known"),
                    row.number("rows_rejected"),
                    reasons(row)),
                judgement(row)),
        payload,
        after,
        after,
        limit);
  }

  /** Sorted by number. */
  List<Listing> listings(ListingQuery query, long after, int limit) {
    return sql.list(
        """
        SELECT l.*, f.name AS feed FROM listing l JOIN feed f ON f.id = l.feed_id
        WHERE l.id > ? AND (?::text IS NULL OR f.name = ?) AND (?::text IS NULL OR l.domain = ?)
          AND (?::boolean IS NULL OR (l.delisted_at IS NULL) = ?)
          AND (?::uuid IS NULL OR l.listed_by = ?) AND (?::uuid IS NULL OR l.delisted_by = ?)
        ORDER BY l.id LIMIT ?
        """,
        row ->
            new Listing(
                row.number("id"),
                row.text("feed"),
                row.text("value"),
                row.text("domain"),
                row.constant("threat", Threat.class),
                row.time("listed_at"),
                row.id("listed_by"),
                row.flag("relisted"),
                row.timeOrNull("missing_since"),
                row.timeOrNull("delisted_at"),
                row.idOrNull("delisted_by")),
        after,
        query.feed(),
        query.feed(),
        query.name(),
        query.name(),
        query.open(),
        query.open(),
        query.listedBy(),
        query.listedBy(),
        query.delistedBy(),
        query.delistedBy(),
        limit);
  }

  /** The same bytes came again: nothing changes, but it is a sign of life of the feed. */
  void repeated(UUID payload, Instant at, String by) {
    sql.update(
        "INSERT INTO payload_repeat (payload_id, received_at, received_by) VALUES (?, ?, ?)",
        payload,
        at,
        by);
  }

  private Payload payload(Columns row) throws SQLException {
    var from = row.dayOrNull("historical_from");
    var to = row.dayOrNull("historical_to");
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
            row.number("rows_withdrawn"),
            reasons(row)),
        row.number("platform_rows"),
        row.number("distinct_domains"),
        row.number("incidents_opened"),
        row.number("incidents_touched"),
        row.number("unattributed"),
        new Payload.Entries(
            row.number("listed"),
            row.number("relisted"),
            row.number("delisted"),
            row.flag("shrunken")),
        read(row, "platform_domains", new TypeReference<List<Payload.PlatformDomain>>() {}),
        judgement(row),
        read(row, "steps", new TypeReference<List<Steps.Step>>() {}));
  }

  private TreeMap<RejectionReason, Long> reasons(Columns row) throws SQLException {
    return read(row, "rejected_by_reason", new TypeReference<>() {});
  }

  private Payload.Judgement judgement(Columns row) throws SQLException {
    return new Payload.Judgement(
        row.text("parser"),
        row.text("suffix_list"),
        read(row, "name_lists", new TypeReference<List<NameLists.Version>>() {}));
  }

  private <T> T read(Columns row, String column, TypeReference<T> type) throws SQLException {
    try {
      return mapper.readValue(row.text(column), type);
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
