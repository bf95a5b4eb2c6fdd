package io.bailiwick.ingest.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.rejection.RejectionReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over days, epochs and expectations of feeds. */
@ApplicationScoped
class HealthRepository {

  /** Key of the advisory lock that lets one replica compute: "health" in ASCII. */
  private static final long LOCK = 0x6865616c7468L;

  /** What a broken or changed source brings forth, as against what is merely not ours. */
  private static final Set<RejectionReason> FAULTS =
      EnumSet.of(
          RejectionReason.LINE_TOO_LONG,
          RejectionReason.INVALID_UTF8,
          RejectionReason.MALFORMED_ROW,
          RejectionReason.MISSING_VALUE,
          RejectionReason.INVALID_HOST,
          RejectionReason.UNMAPPED_THREAT,
          RejectionReason.INVALID_TIME,
          RejectionReason.FUTURE_TIME);

  private final Sql sql;
  private final ObjectMapper mapper;

  @Inject
  HealthRepository(Sql sql, ObjectMapper mapper) {
    this.sql = sql;
    this.mapper = mapper;
  }

  /**
   * A day as it is judged.
   *
   * @param judgeable false for a day before those that are computed now: it only says what is usual
   */
  record Computed(
      UUID feedId,
      String feed,
      LocalDate day,
      boolean judgeable,
      boolean over,
      @Nullable HealthStatus status,
      @Nullable Double levelZ,
      long goodFetches,
      long failedFetches,
      long truncatedFetches,
      long rowsRead,
      long rowsAccepted,
      long rowsFaulty,
      @Nullable Duration longestGap,
      @Nullable Duration expected,
      @Nullable Double smallestShare) {}

  /** What a day was judged to be, as JSON for the database. */
  record Judged(
      UUID feed,
      LocalDate day,
      @Nullable Double z,
      HealthStatus status,
      String reasons,
      int policy) {}

  /** Whether this transaction is the one that computes. */
  boolean lock() {
    return sql.first("SELECT pg_try_advisory_xact_lock(?) AS got", row -> row.flag("got"), LOCK)
        .orElseThrow();
  }

  /**
   * Adds up the days that are not settled yet: from the last one that was over for good, or from
   * the first contact, to today. Returns how many.
   */
  long addUp(Instant now, LocalDate today, int mostDays) {
    sql.run(
        """
        DROP TABLE IF EXISTS health_span;
        CREATE TEMP TABLE health_span (
          feed_id uuid NOT NULL, day date NOT NULL, from_at timestamptz NOT NULL, until_at timestamptz NOT NULL,
          watched_since timestamptz NOT NULL, every_seconds bigint, whole_list boolean NOT NULL,
          PRIMARY KEY (feed_id, day)) ON COMMIT DROP;
        """);
    long days = sql.update(SPAN, today, today, mostDays);
    if (days == 0) {
      return 0;
    }
    sql.run("ANALYZE health_span");
    sql.update(ADD_UP, now, now, now, FAULTS.stream().map(Enum::name).toList());
    sql.update(LAG, now);
    return days;
  }

  /** The newest time that the source gave stays, however many days bring none. */
  private static final String LAG =
      """
      UPDATE feed_day d SET newest_source_at = n.newest,
             lag_seconds = extract(epoch FROM least(s.until_at, greatest(?, s.from_at)) - n.newest)::bigint
      FROM health_span s
      JOIN (SELECT y.feed_id, y.day, max(y.newest_source_at) OVER (PARTITION BY y.feed_id ORDER BY y.day) AS newest
            FROM feed_day y JOIN (SELECT feed_id, min(day) AS first FROM health_span GROUP BY feed_id) b
              ON b.feed_id = y.feed_id AND y.day >= b.first - 1) n
        ON n.feed_id = s.feed_id AND n.day = s.day
      WHERE d.feed_id = s.feed_id AND d.day = s.day
      """;

  private static final String SPAN =
      """
      INSERT INTO health_span
      SELECT w.feed_id, d::date, d AT TIME ZONE 'UTC', (d + interval '1 day') AT TIME ZONE 'UTC', w.since,
             coalesce(e.every_seconds, CASE WHEN p.enabled THEN p.every_seconds END),
             coalesce(e.whole_list, false) OR w.delisting = 'BY_ABSENCE'
      FROM (
        SELECT f.id AS feed_id, f.delisting, least(
          (SELECT min(received_at) FROM payload WHERE feed_id = f.id AND historical_from IS NULL),
          (SELECT min(started_at) FROM pull_fetch WHERE feed_id = f.id),
          (SELECT min(changed_at) FROM feed_expectation WHERE feed_id = f.id)) AS since
        FROM feed f) w
      LEFT JOIN feed_expectation e ON e.feed_id = w.feed_id
      LEFT JOIN feed_pull p ON p.feed_id = w.feed_id
      LEFT JOIN LATERAL (SELECT max(day) AS last FROM feed_day WHERE feed_id = w.feed_id AND over) done ON true
      CROSS JOIN LATERAL (
        SELECT least(coalesce(done.last + 1, (w.since AT TIME ZONE 'UTC')::date), ?::date) AS first) b
      CROSS JOIN LATERAL generate_series(b.first::timestamp, least(?::date, b.first + ?::int)::timestamp, interval '1 day') d
      WHERE w.since IS NOT NULL
      """;

  private static final String ADD_UP =
      """
      INSERT INTO feed_day (feed_id, day, fetches_good, fetches_failed, fetches_truncated, rows_read, rows_accepted,
                                   rows_rejected, rows_faulty, smallest_share, last_good_at, longest_gap_seconds, expected_seconds,
                                   newest_source_at, lag_seconds, over, computed_at)
      SELECT s.feed_id, s.day, c.good, c.failed, c.truncated, r.read, r.accepted, r.rejected, faulty.rows,
             CASE WHEN s.whole_list THEN list.share END, coalesce(c.last_good, before.at),
             extract(epoch FROM greatest(within.gap,
               least(s.until_at, greatest(?, s.from_at)) - coalesce(c.last_good, before.at, s.watched_since)))::bigint,
             s.every_seconds, source.newest, NULL,
             s.until_at + interval '2 hours' <= ?, ?
      FROM health_span s
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE good) AS good, count(*) FILTER (WHERE NOT good) AS failed,
               count(*) FILTER (WHERE truncated) AS truncated, max(at) FILTER (WHERE good) AS last_good
        FROM feed_contact WHERE feed_id = s.feed_id AND at >= s.from_at AND at < s.until_at) c
      LEFT JOIN LATERAL (
        SELECT at FROM feed_contact WHERE feed_id = s.feed_id AND good AND at < s.from_at ORDER BY at DESC LIMIT 1) before ON true
      CROSS JOIN LATERAL (
        SELECT max(gap) AS gap FROM (
          SELECT at - coalesce(lag(at) OVER (ORDER BY at), before.at, s.watched_since) AS gap
          FROM feed_contact WHERE feed_id = s.feed_id AND good AND at >= s.from_at AND at < s.until_at) g) within
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(rows_read), 0) AS read, coalesce(sum(rows_accepted), 0) AS accepted,
               coalesce(sum(rows_rejected), 0) AS rejected
        FROM payload
        WHERE feed_id = s.feed_id AND historical_from IS NULL AND received_at >= s.from_at AND received_at < s.until_at) r
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(n.value::bigint), 0) AS rows
        FROM payload p CROSS JOIN LATERAL jsonb_each_text(p.rejected_by_reason::jsonb) n
        WHERE p.feed_id = s.feed_id AND p.historical_from IS NULL AND p.received_at >= s.from_at AND p.received_at < s.until_at
          AND n.key = ANY (?)) faulty
      CROSS JOIN LATERAL (
        SELECT min(p.rows_read / nullif(m.usual, 0)) AS share
        FROM payload p CROSS JOIN LATERAL (
          SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY q.rows_read) AS usual, count(*) AS lists
          FROM (SELECT rows_read FROM payload
                WHERE feed_id = p.feed_id AND historical_from IS NULL AND received_at < p.received_at
                ORDER BY received_at DESC LIMIT 10) q) m
        WHERE s.whole_list AND m.lists >= 3 AND p.feed_id = s.feed_id AND p.historical_from IS NULL
          AND p.received_at >= s.from_at AND p.received_at < s.until_at) list
      CROSS JOIN LATERAL (
        SELECT max(o.source_time) AS newest FROM payload p JOIN observation o ON o.payload_id = p.id
        WHERE p.feed_id = s.feed_id AND p.historical_from IS NULL
          AND p.received_at >= s.from_at AND p.received_at < s.until_at) source
      ON CONFLICT (feed_id, day) DO UPDATE SET
        fetches_good = excluded.fetches_good, fetches_failed = excluded.fetches_failed,
        fetches_truncated = excluded.fetches_truncated, rows_read = excluded.rows_read, rows_accepted = excluded.rows_accepted,
        rows_rejected = excluded.rows_rejected, rows_faulty = excluded.rows_faulty, smallest_share = excluded.smallest_share,
        last_good_at = excluded.last_good_at, longest_gap_seconds = excluded.longest_gap_seconds,
        expected_seconds = excluded.expected_seconds, newest_source_at = excluded.newest_source_at,
        lag_seconds = excluded.lag_seconds, over = excluded.over, computed_at = excluded.computed_at
      """;

  /** The days that were added up, and those before them that say what is usual, in order. */
  List<Computed> days(int before) {
    return sql.list(
        """
        SELECT d.*, f.name AS feed, EXISTS (SELECT 1 FROM health_span s WHERE s.feed_id = d.feed_id AND s.day = d.day) AS judgeable
        FROM feed_day d
        JOIN feed f ON f.id = d.feed_id
        JOIN (SELECT feed_id, min(day) AS first, max(day) AS last FROM health_span GROUP BY feed_id) b
          ON b.feed_id = d.feed_id AND d.day BETWEEN b.first - ?::int AND b.last
        ORDER BY d.feed_id, d.day
        """,
        row -> {
          String status = row.textOrNull("status");
          return new Computed(
              row.id("feed_id"),
              row.text("feed"),
              row.day("day"),
              row.flag("judgeable"),
              row.flag("over"),
              status == null ? null : HealthStatus.valueOf(status),
              decimal(row, "level_z"),
              row.number("fetches_good"),
              row.number("fetches_failed"),
              row.number("fetches_truncated"),
              row.number("rows_read"),
              row.number("rows_accepted"),
              row.number("rows_faulty"),
              seconds(row.numberOrNull("longest_gap_seconds")),
              seconds(row.numberOrNull("expected_seconds")),
              decimal(row, "smallest_share"));
        },
        before);
  }

  private static @Nullable Duration seconds(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private static @Nullable Double decimal(Columns row, String column) throws SQLException {
    String text = row.textOrNull(column);
    return text == null ? null : Double.valueOf(text);
  }

  void judge(Collection<Judged> judged) {
    sql.update(
        """
        UPDATE feed_day d SET level_z = j.z, status = j.status, reasons = j.reasons, policy_version = j.policy
        FROM jsonb_to_recordset(?::jsonb) AS j(feed uuid, day date, z double precision, status text, reasons text, policy int)
        WHERE d.feed_id = j.feed AND d.day = j.day
        """,
        json(judged));
  }

  String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By feed, then day. */
  List<FeedDay> list(
      @Nullable String feed,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable String afterFeed,
      @Nullable LocalDate afterDay,
      int limit) {
    return sql.list(
        """
        SELECT d.*, f.name AS feed FROM feed_day d JOIN feed f ON f.id = d.feed_id
        WHERE (?::text IS NULL OR f.name = ?) AND (?::date IS NULL OR d.day >= ?::date) AND (?::date IS NULL OR d.day <= ?::date)
          AND (?::text IS NULL OR (f.name, d.day) > (?::text, ?::date))
        ORDER BY f.name, d.day LIMIT ?
        """,
        this::feedDay,
        feed,
        feed,
        from,
        from,
        to,
        to,
        afterFeed,
        afterFeed,
        afterDay,
        limit);
  }

  private FeedDay feedDay(Columns row) throws SQLException {
    long read = row.number("rows_read");
    long rejected = row.number("rows_rejected");
    try {
      return new FeedDay(
          row.text("feed"),
          row.day("day"),
          row.constant("status", HealthStatus.class),
          mapper.readValue(row.text("reasons"), new TypeReference<List<HealthFinding>>() {}),
          row.number("fetches_good"),
          row.number("fetches_failed"),
          read,
          row.number("rows_accepted"),
          rejected,
          row.number("rows_faulty"),
          read == 0 ? null : (double) rejected / read,
          row.timeOrNull("last_good_at"),
          row.timeOrNull("newest_source_at"),
          row.numberOrNull("lag_seconds"),
          decimal(row, "level_z"),
          (int) row.number("policy_version"),
          row.flag("over"),
          row.time("computed_at"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a day of " + row.text("feed") + " cannot be read", e);
    }
  }

  /** How far the feeds are behind, by name. */
  List<Lag> lags() {
    return sql.list(
        """
        SELECT DISTINCT ON (d.feed_id) f.name AS feed, d.newest_source_at
        FROM feed_day d JOIN feed f ON f.id = d.feed_id
        WHERE d.newest_source_at IS NOT NULL ORDER BY d.feed_id, d.day DESC
        """,
        row -> new Lag(row.text("feed"), row.time("newest_source_at")));
  }

  /** A feed and the newest time that its source gave. */
  record Lag(String feed, Instant newest) {}

  // Epochs

  private static final String EPOCHS =
      "SELECT e.*, f.name AS feed FROM feed_epoch e JOIN feed f ON f.id = e.feed_id ";

  private static FeedEpoch epoch(Columns row) throws SQLException {
    String verdict = row.textOrNull("verdict");
    return new FeedEpoch(
        row.id("id"),
        row.text("feed"),
        row.day("from_day"),
        row.dayOrNull("until_day"),
        row.constant("cause", EpochCause.class),
        row.text("reason"),
        row.time("opened_at"),
        row.text("opened_by"),
        verdict == null ? null : EpochVerdict.valueOf(verdict),
        row.textOrNull("close_reason"),
        row.timeOrNull("closed_at"),
        row.textOrNull("closed_by"));
  }

  Optional<FeedEpoch> epoch(UUID id) {
    return sql.first(EPOCHS + "WHERE e.id = ?", HealthRepository::epoch, id);
  }

  /** By the first day. */
  List<FeedEpoch> epochs(UUID feed) {
    return sql.list(
        EPOCHS + "WHERE e.feed_id = ? ORDER BY e.from_day", HealthRepository::epoch, feed);
  }

  List<FeedEpoch> epochs(
      @Nullable String feed, @Nullable Boolean open, @Nullable UUID after, int limit) {
    return sql.list(
        EPOCHS
            + """
              WHERE (?::text IS NULL OR f.name = ?) AND (?::boolean IS NULL OR (e.until_day IS NULL) = ?::boolean)
                AND (?::uuid IS NULL OR e.id > ?) ORDER BY e.id LIMIT ?
              """,
        HealthRepository::epoch,
        feed,
        feed,
        open,
        open,
        after,
        after,
        limit);
  }

  /** Epochs that touch a range of days. */
  List<FeedEpoch> epochs(LocalDate from, LocalDate to) {
    return sql.list(
        EPOCHS
            + "WHERE e.from_day <= ?::date AND (e.until_day IS NULL OR e.until_day >= ?::date) ORDER BY e.from_day",
        HealthRepository::epoch,
        to,
        from);
  }

  /** Whether it was opened: false where the feed has an open one already. */
  boolean open(
      UUID id, UUID feed, LocalDate from, EpochCause cause, String reason, Instant now, String by) {
    return sql.update(
            """
            INSERT INTO feed_epoch (id, feed_id, from_day, cause, reason, opened_at, opened_by)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            id,
            feed,
            from,
            cause,
            reason,
            now,
            by)
        == 1;
  }

  /** Whether it was open until now. */
  boolean close(
      UUID id, LocalDate until, EpochVerdict verdict, String reason, Instant now, String by) {
    return sql.update(
            """
            UPDATE feed_epoch SET until_day = ?, verdict = ?, close_reason = ?, closed_at = ?, closed_by = ?
            WHERE id = ? AND until_day IS NULL
            """,
            until,
            verdict,
            reason,
            now,
            by,
            id)
        == 1;
  }

  // The month

  /** One feed's days of a month, counted. */
  record Counted(
      String feed,
      String family,
      int healthy,
      int unhealthy,
      int notJudged,
      int complete,
      boolean muted) {}

  List<Counted> month(LocalDate from, LocalDate to) {
    return sql.list(
        """
        SELECT f.name AS feed, f.family, count(*) FILTER (WHERE d.status = 'HEALTHY') AS healthy,
               count(*) FILTER (WHERE d.status = 'UNHEALTHY') AS unhealthy,
               count(*) FILTER (WHERE d.status = 'NOT_JUDGED') AS not_judged, count(*) FILTER (WHERE d.over) AS complete,
               EXISTS (SELECT 1 FROM feed_mute m WHERE m.feed_id = f.id
                         AND m.from_at < (?::date + 1)::timestamp AT TIME ZONE 'UTC'
                         AND (m.until_at IS NULL OR m.until_at > greatest(m.from_at, ?::date::timestamp AT TIME ZONE 'UTC'))) AS muted
        FROM feed f LEFT JOIN feed_day d ON d.feed_id = f.id AND d.day BETWEEN ?::date AND ?::date
        WHERE d.feed_id IS NOT NULL
           OR EXISTS (SELECT 1 FROM feed_epoch e WHERE e.feed_id = f.id AND e.from_day <= ?::date
                        AND (e.until_day IS NULL OR e.until_day >= ?::date))
        GROUP BY f.id ORDER BY f.name
        """,
        row ->
            new Counted(
                row.text("feed"),
                row.text("family"),
                (int) row.number("healthy"),
                (int) row.number("unhealthy"),
                (int) row.number("not_judged"),
                (int) row.number("complete"),
                row.flag("muted")),
        to,
        from,
        from,
        to,
        to,
        from);
  }

  // Expectations

  Optional<Expectation> expectation(String feed) {
    return sql.first(
        "SELECT e.*, f.name AS feed FROM feed_expectation e JOIN feed f ON f.id = e.feed_id WHERE f.name = ?",
        row ->
            new Expectation(
                row.text("feed"),
                Duration.ofSeconds(row.number("every_seconds")).toString(),
                row.flag("whole_list"),
                row.number("version"),
                row.time("changed_at"),
                row.text("changed_by")),
        feed);
  }

  /**
   * Whether it was set: with version 0 only where there is none, otherwise where it is that one.
   */
  boolean expect(
      UUID feed, long version, Duration every, boolean wholeList, Instant now, String by) {
    return version == 0
        ? sql.update(
                """
                INSERT INTO feed_expectation (feed_id, every_seconds, whole_list, version, changed_at, changed_by)
                VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO NOTHING
                """,
                feed,
                every.toSeconds(),
                wholeList,
                now,
                by)
            == 1
        : sql.update(
                """
                UPDATE feed_expectation SET every_seconds = ?, whole_list = ?, version = version + 1, changed_at = ?, changed_by = ?
                WHERE feed_id = ? AND version = ?
                """,
                every.toSeconds(),
                wholeList,
                now,
                by,
                feed,
                version)
            == 1;
  }
}
