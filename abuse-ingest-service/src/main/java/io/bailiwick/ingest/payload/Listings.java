package io.bailiwick.ingest.payload;

import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.feed.Feed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Which entries stand on a feed that is a list. What a payload changes is written; entries that
 * stay cost nothing. An entry that comes back has a second listing.
 */
@ApplicationScoped
class Listings {

  /**
   * Key of the advisory lock of intake: "payload" in ASCII. Listings change in turn, whoever
   * changes them.
   */
  static final long LOCK = 0x7061796c6f6164L;

  /** The names (domain, threat) whose listings the last call opened, ended or withdrew. */
  static final String CHANGED_NAMES = "SELECT DISTINCT domain, threat FROM changed_listing";

  /** The same bytes within this time are a repeated request, not another fetch. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  /** Lists shorter than this may lose what they like. */
  private static final long SMALL = 20;

  private final Sql sql;

  @Inject
  Listings(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param listed entries that came onto the list, relisted ones among them
   * @param delisted entries that have left it
   * @param shrunken whether so much was missing that nothing was taken for gone
   */
  record Change(long listed, long relisted, long delisted, boolean shrunken) {
    static final Change NONE = new Change(0, 0, 0, false);

    boolean any() {
      return listed > 0 || delisted > 0;
    }
  }

  /**
   * Applies the staged rows of a payload to the feed's listings.
   *
   * @param withdrawals whether there are rows that take entries back
   */
  Change apply(Feed feed, UUID payload, Instant fetchedAt, boolean withdrawals) {
    return switch (feed.delisting().by()) {
      case NEVER -> Change.NONE;
      case BY_ABSENCE -> {
        begin();
        boolean shrunken = isShrunken(feed);
        if (shrunken) {
          sql.update(DOUBT, feed.id());
          refuse(feed, fetchedAt);
        } else {
          sql.update(TRUST, feed.id());
          sql.update(MISSING, fetchedAt, feed.id(), feed.id());
          sql.update(END_MISSING, payload, feed.id(), feed.delisting().absences());
          complete(feed, payload, fetchedAt);
        }
        sql.update(BACK, fetchedAt, feed.id());
        sql.update(OPEN, fetchedAt, feed.id(), payload, feed.id(), feed.id());
        yield change(shrunken);
      }
      case BY_WITHDRAWAL -> {
        begin();
        sql.update(OPEN, fetchedAt, feed.id(), payload, feed.id(), feed.id());
        if (withdrawals) {
          sql.update(WITHDRAW, feed.id(), payload);
        }
        sql.update(END_WITHDRAWN, payload, feed.id());
        yield change(false);
      }
    };
  }

  /** A fetch of a whole list that has not changed: what was missing is missing once more. */
  Change unchanged(Feed feed, UUID newest, Instant fetchedAt) {
    boolean retry =
        sql.number(
                "SELECT count(*) FROM listing_state WHERE feed_id = ? AND greatest(last_complete_at, refused_at) > ?",
                feed.id(),
                fetchedAt.minus(RETRY))
            > 0;
    if (retry) {
      return Change.NONE;
    }
    if (isRefused(feed)) {
      sql.update(
          "UPDATE listing_state SET refused = refused + 1, refused_at = ? WHERE feed_id = ?",
          fetchedAt,
          feed.id());
      return Change.NONE;
    }
    sql.run(CHANGED);
    sql.update(
        "UPDATE listing SET missing = missing + 1 WHERE feed_id = ? AND delisted_at IS NULL AND missing > 0",
        feed.id());
    sql.update(END_MISSING, newest, feed.id(), feed.delisting().absences());
    complete(feed, newest, fetchedAt);
    return change(false);
  }

  /** Whether the newest payload was taken for truncated. */
  boolean isRefused(Feed feed) {
    return sql.number(
            "SELECT count(*) FROM listing_state WHERE feed_id = ? AND refused > 0", feed.id())
        > 0;
  }

  /**
   * Takes the newest payload, which was taken for truncated, for the whole list after all: what it
   * lacks has been missing from each of its fetches.
   */
  Acceptance.Effect accept(Feed feed, UUID newest, Instant fetchedAt) {
    sql.run(CHANGED);
    long missing = sql.update(ACCEPT, fetchedAt, feed.id(), feed.id());
    sql.update(END_MISSING, newest, feed.id(), feed.delisting().absences());
    Instant last =
        sql.first(
                "SELECT refused_at FROM listing_state WHERE feed_id = ?",
                row -> row.time("refused_at"),
                feed.id())
            .orElseThrow();
    complete(feed, newest, last);
    return new Acceptance.Effect(missing, change(false).delisted());
  }

  private void refuse(Feed feed, Instant fetchedAt) {
    sql.update(
        "UPDATE listing_state SET refused = 1, refused_at = ? WHERE feed_id = ?",
        fetchedAt,
        feed.id());
  }

  private void begin() {
    sql.run(CHANGED);
    sql.run(PRESENT);
  }

  private Change change(boolean shrunken) {
    return sql.first(
            """
            SELECT count(*) FILTER (WHERE listed) AS listed, count(*) FILTER (WHERE relisted) AS relisted,
                   count(*) FILTER (WHERE NOT listed) AS delisted
            FROM changed_listing
            """,
            row ->
                new Change(
                    row.number("listed"), row.number("relisted"), row.number("delisted"), shrunken))
        .orElseThrow();
  }

  /** Held against what the last whole payload held. */
  private boolean isShrunken(Feed feed) {
    Integer largest = feed.delisting().largestDropPercent();
    long[] open =
        sql.first(
                """
                SELECT count(*) AS open, count(*) FILTER (WHERE p.entry IS NULL) AS missing
                FROM listing l LEFT JOIN present p ON p.entry = l.entry
                WHERE l.feed_id = ? AND l.delisted_at IS NULL AND l.missing = 0
                """,
                row -> new long[] {row.number("open"), row.number("missing")},
                feed.id())
            .orElseThrow();
    return largest != null && open[0] >= SMALL && open[1] * 100 > open[0] * largest;
  }

  private void complete(Feed feed, UUID payload, Instant fetchedAt) {
    sql.update(
        """
        INSERT INTO listing_state (feed_id, payload_id, last_complete_at) VALUES (?, ?, ?)
        ON CONFLICT (feed_id) DO UPDATE SET payload_id = excluded.payload_id, last_complete_at = excluded.last_complete_at,
                                            refused = 0, refused_at = NULL
        """,
        feed.id(),
        payload,
        fetchedAt);
  }

  private static final String CHANGED =
      """
      DROP TABLE IF EXISTS changed_listing;
      CREATE TEMP TABLE changed_listing (domain text NOT NULL, threat text NOT NULL, listed boolean NOT NULL,
                                         relisted boolean NOT NULL) ON COMMIT DROP
      """;

  private static final String PRESENT =
      """
      DROP TABLE IF EXISTS present;
      CREATE TEMP TABLE present ON COMMIT DROP AS
      SELECT DISTINCT ON (entry) entry, value, domain, unicode_domain, threat, counted_at FROM staged
      WHERE entry IS NOT NULL ORDER BY entry, line;
      ANALYZE present
      """;

  private static final String MISSING =
      """
      UPDATE listing l SET missing = l.missing + 1, missing_since = coalesce(l.missing_since, ?),
             last_present = CASE WHEN l.missing = 0 THEN greatest(l.last_present, coalesce(s.last_complete_at, l.last_present))
                                 ELSE l.last_present END
      FROM (SELECT (SELECT last_complete_at FROM listing_state WHERE feed_id = ?) AS last_complete_at) s
      WHERE l.feed_id = ? AND l.delisted_at IS NULL AND NOT EXISTS (SELECT 1 FROM present p WHERE p.entry = l.entry)
      """;

  /** What a payload lacks that is taken for truncated. */
  private static final String DOUBT =
      """
      UPDATE listing l SET doubted = NOT doubted
      WHERE l.feed_id = ? AND l.delisted_at IS NULL
        AND l.doubted = EXISTS (SELECT 1 FROM present p WHERE p.entry = l.entry)
      """;

  private static final String TRUST =
      "UPDATE listing SET doubted = false WHERE feed_id = ? AND doubted";

  private static final String ACCEPT =
      """
      UPDATE listing l SET missing = l.missing + s.refused, missing_since = coalesce(l.missing_since, ?), doubted = false,
             last_present = CASE WHEN l.missing = 0 THEN greatest(l.last_present, s.last_complete_at) ELSE l.last_present END
      FROM (SELECT refused, last_complete_at FROM listing_state WHERE feed_id = ?) s
      WHERE l.feed_id = ? AND l.delisted_at IS NULL AND l.doubted
      """;

  private static final String BACK =
      """
      UPDATE listing l SET missing = 0, missing_since = NULL, last_present = ?
      FROM present p
      WHERE l.feed_id = ? AND l.entry = p.entry AND l.delisted_at IS NULL AND l.missing > 0
      """;

  private static final String END_MISSING =
      """
      WITH gone AS (
        UPDATE listing SET delisted_at = missing_since, delisted_by = ?
        WHERE feed_id = ? AND delisted_at IS NULL AND missing >= ?
        RETURNING domain, threat)
      INSERT INTO changed_listing SELECT domain, threat, false, false FROM gone
      """;

  private static final String OPEN =
      """
      WITH opened AS (
        INSERT INTO listing (feed_id, entry, value, domain, unicode_domain, threat, listed_at, listed_by, relisted, last_present)
        SELECT n.feed_id, p.entry, p.value, p.domain, p.unicode_domain, p.threat,
               CASE WHEN earlier.entry IS NULL THEN p.counted_at ELSE n.fetched_at END, n.payload_id,
               earlier.entry IS NOT NULL, n.fetched_at
        FROM present p
        CROSS JOIN (SELECT ?::timestamptz AS fetched_at, ?::uuid AS feed_id, ?::uuid AS payload_id) n
        LEFT JOIN (SELECT DISTINCT entry FROM listing WHERE feed_id = ?) earlier ON earlier.entry = p.entry
        WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.feed_id = ? AND l.entry = p.entry AND l.delisted_at IS NULL)
        RETURNING domain, threat, relisted)
      INSERT INTO changed_listing SELECT domain, threat, true, relisted FROM opened
      """;

  private static final String WITHDRAW =
      """
      INSERT INTO withdrawal (feed_id, value, digest, at, payload_id, line)
      SELECT DISTINCT ON (value, withdrawn_at) ?::uuid, value, md5(value)::uuid, withdrawn_at, ?::uuid, line FROM staged
      WHERE withdrawn_at IS NOT NULL ORDER BY value, withdrawn_at, line
      ON CONFLICT DO NOTHING
      """;

  /** Also where the withdrawal came in before the listing. */
  private static final String END_WITHDRAWN =
      """
      WITH gone AS (
        UPDATE listing l SET delisted_at = greatest(l.listed_at, w.at), last_present = greatest(l.listed_at, w.at),
               delisted_by = ?
        FROM (SELECT feed_id, digest, max(at) AS at FROM withdrawal WHERE feed_id = ? GROUP BY feed_id, digest) w
        WHERE l.feed_id = w.feed_id AND md5(l.value)::uuid = w.digest AND l.delisted_at IS NULL AND l.listed_at <= w.at
        RETURNING l.domain, l.threat)
      INSERT INTO changed_listing SELECT domain, threat, false, false FROM gone
      """;
}
