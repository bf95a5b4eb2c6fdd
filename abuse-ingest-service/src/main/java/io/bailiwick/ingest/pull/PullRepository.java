package io.bailiwick.ingest.pull;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Queries over pulls, fetches and marks; and the claim. A claim is short: the row is taken with
 * SKIP LOCKED and leased to one fetch, then the transaction ends, and the fetch goes on without
 * holding a lock. The lease is renewed while its replica lives; when it runs out, another replica
 * takes over.
 */
@ApplicationScoped
class PullRepository {
  private static final String SELECT =
      "SELECT p.*, f.name AS feed FROM feed_pull p JOIN feed f ON f.id = p.feed_id ";
  private static final String FETCHES =
      """
      SELECT t.*, t.payload_ids::text[] AS payloads, f.name AS feed
      FROM pull_fetch t JOIN feed f ON f.id = t.feed_id
      """;

  private final Sql sql;

  @Inject
  PullRepository(Sql sql) {
    this.sql = sql;
  }

  /**
   * A fetch that this replica is to do.
   *
   * @param failures in a row before this one
   */
  record Claim(
      UUID fetch,
      UUID feedId,
      String feed,
      String url,
      Connector connector,
      Duration interval,
      NewPull.@Nullable Credential credential,
      int failures,
      Instant startedAt) {}

  /** How a fetch ended. */
  record End(
      FetchOutcome outcome,
      @Nullable FetchFailure reason,
      int httpStatus,
      long bytes,
      Collection<UUID> payloads,
      String message,
      int failures,
      Instant nextAt) {}

  Optional<Pull> find(String feed) {
    return sql.first(SELECT + "WHERE f.name = ?", PullRepository::pull, feed);
  }

  private static Pull pull(Columns row) throws SQLException {
    return new Pull(
        row.text("feed"),
        row.text("url"),
        Duration.ofSeconds(row.number("every_seconds")).toString(),
        row.constant("connector", Connector.class),
        credential(row),
        row.flag("enabled"),
        row.number("version"),
        row.time("next_at"),
        (int) row.number("failures"),
        row.idOrNull("lease_fetch"),
        row.time("changed_at"),
        row.text("changed_by"));
  }

  private static NewPull.@Nullable Credential credential(Columns row) throws SQLException {
    String name = row.textOrNull("credential");
    return name == null ? null : new NewPull.Credential(name, row.text("credential_header"));
  }

  /** Whether the row was made: false where there is one already. */
  boolean insert(UUID feed, NewPull pull, Duration every, Instant now, String by) {
    return sql.update(
            """
            INSERT INTO feed_pull (feed_id, url, connector, every_seconds, credential, credential_header, enabled, version,
                                   changed_at, changed_by, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            feed,
            pull.url(),
            pull.connector(),
            every.toSeconds(),
            pull.credential() == null ? null : pull.credential().name(),
            pull.credential() == null ? null : pull.credential().header(),
            pull.enabled(),
            now,
            by,
            now)
        == 1;
  }

  /**
   * Whether the version was the one given. A new address or connector starts from the beginning.
   */
  boolean update(UUID feed, long version, NewPull pull, Duration every, Instant now, String by) {
    sql.update(
        """
        DELETE FROM pull_mark m USING feed_pull p
        WHERE m.feed_id = ? AND p.feed_id = m.feed_id AND (p.url, p.connector) IS DISTINCT FROM (?::text, ?::text)
        """,
        feed,
        pull.url(),
        pull.connector());
    return sql.update(
            """
            UPDATE feed_pull SET url = ?, connector = ?, every_seconds = ?, credential = ?, credential_header = ?, enabled = ?,
                                 version = version + 1, changed_at = ?, changed_by = ?, next_at = ?, failures = 0
            WHERE feed_id = ? AND version = ?
            """,
            pull.url(),
            pull.connector(),
            every.toSeconds(),
            pull.credential() == null ? null : pull.credential().name(),
            pull.credential() == null ? null : pull.credential().header(),
            pull.enabled(),
            now,
            by,
            now,
            feed,
            version)
        == 1;
  }

  boolean delete(UUID feed, long version) {
    sql.update("DELETE FROM pull_mark WHERE feed_id = ?", feed);
    return sql.update("DELETE FROM feed_pull WHERE feed_id = ? AND version = ?", feed, version)
        == 1;
  }

  /** Claims the pull that has been due for longest; empty where there is none. */
  @Transactional
  Optional<Claim> claimDue(UUID fetch, Instant now, Duration lease) {
    Optional<Claim> claim =
        sql.first(
            """
            UPDATE feed_pull p SET lease_fetch = ?, lease_until = clock_timestamp() + make_interval(secs => ?)
            FROM feed f
            WHERE f.id = p.feed_id AND p.feed_id = (
              SELECT feed_id FROM feed_pull
              WHERE enabled AND next_at <= ? AND lease_fetch IS NULL
              ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING p.*, f.name AS feed
            """,
            row -> claim(row, fetch, now),
            fetch,
            lease.toSeconds(),
            now);
    claim.ifPresent(c -> begin(c, null));
    return claim;
  }

  /** Claims one pull for a person; empty where a fetch of it is under way. */
  @Transactional
  Optional<Claim> claim(UUID feed, UUID fetch, Instant now, Duration lease, String by) {
    Optional<Claim> claim =
        sql.first(
            """
            UPDATE feed_pull p SET lease_fetch = ?, lease_until = clock_timestamp() + make_interval(secs => ?)
            FROM feed f
            WHERE f.id = p.feed_id AND p.feed_id = ? AND p.lease_fetch IS NULL
            RETURNING p.*, f.name AS feed
            """,
            row -> claim(row, fetch, now),
            fetch,
            lease.toSeconds(),
            feed);
    claim.ifPresent(c -> begin(c, by));
    return claim;
  }

  private static Claim claim(Columns row, UUID fetch, Instant now) throws SQLException {
    return new Claim(
        fetch,
        row.id("feed_id"),
        row.text("feed"),
        row.text("url"),
        row.constant("connector", Connector.class),
        Duration.ofSeconds(row.number("every_seconds")),
        credential(row),
        (int) row.number("failures"),
        now);
  }

  private void begin(Claim claim, @Nullable String by) {
    sql.update(
        "INSERT INTO pull_fetch (id, feed_id, requested_by, started_at) VALUES (?, ?, ?, ?)",
        claim.fetch(),
        claim.feedId(),
        by,
        claim.startedAt());
  }

  /** Keeps what this replica is at. */
  @Transactional
  void renew(Collection<UUID> fetches, Duration lease) {
    sql.update(
        "UPDATE feed_pull SET lease_until = clock_timestamp() + make_interval(secs => ?) WHERE lease_fetch = ANY (?::uuid[])",
        lease.toSeconds(),
        fetches);
  }

  /** Frees what a replica left behind; the pull is due as before. */
  @Transactional
  long releaseAbandoned(Instant now) {
    return sql.update(
        """
        WITH dead AS (
          UPDATE feed_pull SET lease_fetch = NULL, lease_until = NULL
          WHERE feed_id IN (SELECT feed_id FROM feed_pull WHERE lease_until < clock_timestamp() FOR UPDATE SKIP LOCKED)
          RETURNING old.lease_fetch AS fetch)
        UPDATE pull_fetch t SET outcome = 'FAILED', reason = 'ABANDONED', ended_at = ?,
               message = 'The replica that was at it went away; another takes over.'
        FROM dead WHERE t.id = dead.fetch AND t.outcome IS NULL
        """,
        now);
  }

  /**
   * Writes the end down and frees the pull. A fetch whose lease was taken over changes nothing of
   * the schedule: its bytes are in, and the other fetch finds them there.
   */
  @Transactional
  void end(Claim claim, Instant now, End end) {
    sql.update(
        "UPDATE feed_pull SET lease_fetch = NULL, lease_until = NULL, failures = ?, next_at = ? WHERE feed_id = ? AND lease_fetch = ?",
        end.failures(),
        end.nextAt(),
        claim.feedId(),
        claim.fetch());
    sql.update(
        """
        UPDATE pull_fetch SET outcome = ?, reason = ?, http_status = ?, bytes = ?, payload_ids = ?::uuid[], message = ?, ended_at = ?
        WHERE id = ? AND outcome IS NULL
        """,
        end.outcome(),
        end.reason(),
        end.httpStatus() == 0 ? null : end.httpStatus(),
        end.bytes(),
        end.payloads(),
        end.message(),
        now,
        claim.fetch());
  }

  @Nullable String mark(UUID feed, String item) {
    return sql.first(
            "SELECT mark FROM pull_mark WHERE feed_id = ? AND item = ?",
            row -> row.text("mark"),
            feed,
            item)
        .orElse(null);
  }

  @Transactional
  void mark(UUID feed, String item, @Nullable String mark) {
    if (mark == null || mark.length() > 4000) {
      sql.update("DELETE FROM pull_mark WHERE feed_id = ? AND item = ?", feed, item);
    } else {
      sql.update(
          """
          INSERT INTO pull_mark (feed_id, item, mark) VALUES (?, ?, ?)
          ON CONFLICT (feed_id, item) DO UPDATE SET mark = excluded.mark
          """,
          feed,
          item,
          mark);
    }
  }

  Optional<Fetch> fetch(String feed, UUID id) {
    return sql.first(FETCHES + "WHERE f.name = ? AND t.id = ?", PullRepository::fetch, feed, id);
  }

  /** The newest first. */
  List<Fetch> fetches(String feed, @Nullable UUID before, int limit) {
    return sql.list(
        FETCHES + "WHERE f.name = ? AND (?::uuid IS NULL OR t.id < ?) ORDER BY t.id DESC LIMIT ?",
        PullRepository::fetch,
        feed,
        before,
        before,
        limit);
  }

  private static Fetch fetch(Columns row) throws SQLException {
    String outcome = row.textOrNull("outcome");
    String reason = row.textOrNull("reason");
    Long status = row.numberOrNull("http_status");
    return new Fetch(
        row.id("id"),
        row.text("feed"),
        row.textOrNull("requested_by"),
        row.time("started_at"),
        row.timeOrNull("ended_at"),
        outcome == null ? null : FetchOutcome.valueOf(outcome),
        reason == null ? null : FetchFailure.valueOf(reason),
        status == null ? null : status.intValue(),
        row.number("bytes"),
        row.texts("payloads").stream().map(UUID::fromString).toList(),
        row.text("message"));
  }
}
