package io.bailiwick.ingest.health;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over what feeds are worth, and over mutes. */
@ApplicationScoped
class TrustRepository {
  private final Sql sql;

  @Inject
  TrustRepository(Sql sql) {
    this.sql = sql;
  }

  /** How a feed's domains compare with those of other families. */
  record Overlap(long domains, long familyOnly, @Nullable Double medianLeadHours) {}

  /** What persons said of a feed's incidents. */
  record Rulings(long incidents, long ruled, long falsePositives) {}

  List<TrustProfile.OfThreat> threats(Feed feed, Instant from, Instant until) {
    return sql.list(
        """
        SELECT threat, count(DISTINCT domain) AS domains FROM observation
        WHERE feed_id = ? AND counted_at >= ? AND counted_at < ? GROUP BY threat ORDER BY domains DESC, threat
        """,
        row ->
            new TrustProfile.OfThreat(row.constant("threat", Threat.class), row.number("domains")),
        feed.id(),
        from,
        until);
  }

  Overlap overlap(Feed feed, Instant from, Instant until) {
    return sql.first(
            """
            WITH mine AS (
              SELECT domain, min(counted_at) AS first FROM observation
              WHERE feed_id = ? AND counted_at >= ? AND counted_at < ? GROUP BY domain
            ), theirs AS (
              SELECT o.domain, min(o.counted_at) AS first
              FROM mine JOIN observation o ON o.domain = mine.domain JOIN feed f ON f.id = o.feed_id
              WHERE f.family <> ? AND o.counted_at >= ? AND o.counted_at < ? GROUP BY o.domain
            )
            SELECT count(*) AS domains, count(*) FILTER (WHERE theirs.domain IS NULL) AS family_only,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM theirs.first - mine.first)) / 3600 AS lead
            FROM mine LEFT JOIN theirs USING (domain)
            """,
            row -> {
              String lead = row.textOrNull("lead");
              return new Overlap(
                  row.number("domains"),
                  row.number("family_only"),
                  lead == null ? null : Double.valueOf(lead));
            },
            feed.id(),
            from,
            until,
            feed.family(),
            from,
            until)
        .orElseThrow();
  }

  Rulings rulings(Feed feed, Instant from, Instant until) {
    return sql.first(
            """
            SELECT count(*) AS incidents, count(person_classification) AS ruled,
                   count(*) FILTER (WHERE person_classification = 'FALSE_POSITIVE') AS false_positives
            FROM incident i
            WHERE merged_into IS NULL AND state <> 'VOID' AND opened_at >= ? AND opened_at < ? AND EXISTS (
              SELECT 1 FROM observation o
              WHERE o.domain = i.domain AND o.threat = i.threat AND o.feed_id = ?
                AND o.counted_at BETWEEN i.opened_at AND i.last_seen_at)
            """,
            row ->
                new Rulings(
                    row.number("incidents"), row.number("ruled"), row.number("false_positives")),
            from,
            until,
            feed.id())
        .orElseThrow();
  }

  private static final String MUTES =
      "SELECT m.*, f.name AS feed FROM feed_mute m JOIN feed f ON f.id = m.feed_id ";

  private static Mute mute(Columns row) throws SQLException {
    return new Mute(
        row.id("id"),
        row.text("feed"),
        row.time("from_at"),
        row.timeOrNull("until_at"),
        row.text("reason"),
        row.time("muted_at"),
        row.text("muted_by"),
        row.timeOrNull("unmuted_at"),
        row.textOrNull("unmuted_by"),
        row.textOrNull("unmute_reason"));
  }

  /** The newest first; more than a person reads are left out. */
  List<Mute> mutes(Feed feed) {
    return sql.list(
        MUTES + "WHERE m.feed_id = ? ORDER BY m.id DESC LIMIT 100",
        TrustRepository::mute,
        feed.id());
  }

  Optional<Mute> openMute(Feed feed) {
    return sql.first(
        MUTES + "WHERE m.feed_id = ? AND m.until_at IS NULL", TrustRepository::mute, feed.id());
  }

  Mute mute(UUID id) {
    return sql.first(MUTES + "WHERE m.id = ?", TrustRepository::mute, id).orElseThrow();
  }

  /** Whether the feed was not muted before. */
  boolean insert(UUID id, Feed feed, Instant from, String reason, Instant now, String by) {
    return sql.update(
            """
            INSERT INTO feed_mute (id, feed_id, from_at, reason, muted_at, muted_by) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            id,
            feed.id(),
            from,
            reason,
            now,
            by)
        == 1;
  }

  /** Whether the mute was open until now. */
  boolean end(UUID id, Instant until, String reason, Instant now, String by) {
    return sql.update(
            """
            UPDATE feed_mute SET until_at = ?, unmuted_at = ?, unmuted_by = ?, unmute_reason = ?
            WHERE id = ? AND until_at IS NULL
            """,
            until,
            now,
            by,
            reason,
            id)
        == 1;
  }
}
