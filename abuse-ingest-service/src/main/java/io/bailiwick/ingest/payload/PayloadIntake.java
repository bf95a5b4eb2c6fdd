package io.bailiwick.ingest.payload;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.feed.Delisting;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.incident.ClassificationPolicy;
import io.bailiwick.ingest.incident.Incidents;
import io.bailiwick.ingest.indicator.IndicatorReader;
import io.bailiwick.ingest.namelist.NameLists;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a payload in, in one transaction: text to judged rows to a staging table, and from there
 * with a few statements over sets. Memory does not grow with the payload.
 */
@ApplicationScoped
class PayloadIntake {

  private final Sql sql;
  private final PayloadRepository payloads;
  private final Incidents incidents;
  private final Listings listings;
  private final PayloadContents contents;
  private final NameLists nameLists;
  private final Uploads uploads;
  private final Policies policies;
  private final ClassificationPolicy kind;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  PayloadIntake(
      Sql sql,
      PayloadRepository payloads,
      Incidents incidents,
      Listings listings,
      PayloadContents contents,
      NameLists nameLists,
      Uploads uploads,
      Policies policies,
      ClassificationPolicy kind,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.payloads = payloads;
    this.incidents = incidents;
    this.listings = listings;
    this.contents = contents;
    this.nameLists = nameLists;
    this.uploads = uploads;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken<Payload> take(
      Feed feed,
      Content content,
      @Nullable String mediaType,
      Payload.@Nullable Historical historical,
      String receiver)
      throws IOException {
    return within(feed, content, mediaType, historical, receiver);
  }

  /** The same as a part of what the caller does in its transaction. */
  @Transactional(value = Transactional.TxType.MANDATORY, rollbackOn = IOException.class)
  Taken<Payload> within(
      Feed feed,
      Content content,
      @Nullable String mediaType,
      Payload.@Nullable Historical historical,
      String receiver)
      throws IOException {
    Instant fetchedAt = clock.instant();
    Taken<Payload> known = known(feed, content.sha256(), fetchedAt);
    if (known != null) {
      return known;
    }
    Steps steps = new Steps();
    sql.largeSets();
    NameLists.InForce lists = lists();
    PayloadStaging staged;
    try (InputStream text = content.text(mediaType, uploads.bounds(), feed.format().filesInZip())) {
      RowJudge judge = new RowJudge(feed, indicators(lists), fetchedAt, historical, fetchedAt);
      staged = PayloadStaging.stage(sql, feed, judge, text);
    }
    steps.done("read, judge and stage");
    sql.lock(Listings.LOCK);
    steps.done("wait for the turn");
    known = known(feed, content.sha256(), fetchedAt);
    if (known != null) {
      return known;
    }
    UUID id = Ids.next();
    // Of some content nothing is kept, and it is told by a row that was refused for it.
    if (feed.keepsContent()
        && !staged.rejectedByReason().containsKey(RejectionReason.REFUSED_CATEGORY)) {
      contents.keep(id, content);
    }
    Payload payload = settle(id, feed, content, fetchedAt, historical, staged, lists, steps);
    payloads.insert(payload, feed, receiver);
    record(payload, receiver);
    return new Taken<>(payload, false);
  }

  /**
   * The payload that these bytes made before. A list that comes back to an earlier state is news,
   * and one that stays as it is is one more fetch without what it lacks.
   */
  private @Nullable Taken<Payload> known(Feed feed, String sha256, Instant fetchedAt) {
    if (feed.delisting().by() == Delisting.By.BY_ABSENCE) {
      return payloads
          .newest(feed)
          .filter(newest -> newest.sha256().equals(sha256))
          .map(
              newest -> {
                unchanged(feed, newest.id(), fetchedAt);
                return new Taken<>(newest, true);
              })
          .orElse(null);
    }
    return payloads.find(feed, sha256).map(payload -> new Taken<>(payload, true)).orElse(null);
  }

  /** One more fetch of a list that has not changed. */
  @Transactional
  void unchanged(Feed feed) {
    if (feed.delisting().by() == Delisting.By.BY_ABSENCE) {
      payloads.newest(feed).ifPresent(newest -> unchanged(feed, newest.id(), clock.instant()));
    }
  }

  private void unchanged(Feed feed, UUID newest, Instant fetchedAt) {
    sql.lock(Listings.LOCK);
    Listings.Change change = listings.unchanged(feed, newest, fetchedAt);
    if (change.any()) {
      incidents.recompute(Listings.CHANGED_NAMES);
    }
  }

  private NameLists.InForce lists() {
    return nameLists.inForce();
  }

  private IndicatorReader indicators(NameLists.InForce lists) {
    return new IndicatorReader(
        lists.with(policies.inForce(kind, clock.today()).document().platforms()), uploads.zones());
  }

  /** From the staging table into the facts, and the incidents that they touch. */
  private Payload settle(
      UUID id,
      Feed feed,
      Content content,
      Instant fetchedAt,
      Payload.@Nullable Historical historical,
      PayloadStaging staged,
      NameLists.InForce lists,
      Steps steps) {
    if (staged.rejected() > 0) {
      sql.update(
          "INSERT INTO rejection (payload_id, line, part, reason, detail, raw)"
              + " SELECT ?, line, part, reason, detail, raw FROM staged WHERE reason IS NOT NULL",
          id);
    }
    steps.done("keep rejections");
    long accepted = observe(id, feed, fetchedAt);
    steps.done("add observations");
    Listings.Change change = listings.apply(feed, id, fetchedAt, staged.withdrawn() > 0);
    if (change.any() && accepted > 10_000) {
      // The planner would take a table that grew within this transaction for a small one.
      sql.run("ANALYZE observation");
    }
    steps.done("apply listings");
    Incidents.Outcome recut =
        change.any() ? incidents.recompute(Listings.CHANGED_NAMES) : Incidents.Outcome.NOTHING;
    Incidents.Outcome grown =
        accepted > 0
            ? incidents.extend(change.any() ? FRESH_OF_OTHERS : FRESH)
            : Incidents.Outcome.NOTHING;
    steps.done("cut and judge incidents");
    long distinctDomains =
        sql.number(
            "SELECT count(*) FROM (SELECT domain FROM staged WHERE key IS NOT NULL GROUP BY domain) d");
    steps.done("count domains");
    return new Payload(
        id,
        feed.name(),
        content.sha256(),
        content.bytes(),
        fetchedAt,
        historical,
        new Payload.Rows(
            staged.read(),
            accepted,
            staged.read() - staged.rejected() - staged.withdrawn() - accepted,
            staged.rejected(),
            staged.withdrawn(),
            staged.rejectedByReason()),
        staged.platformRows(),
        distinctDomains,
        recut.opened() + grown.opened(),
        recut.touched() + grown.touched(),
        recut.unattributed() + grown.unattributed(),
        new Payload.Entries(
            change.listed(), change.relisted(), change.delisted(), change.shrunken()),
        staged.platforms(),
        new Payload.Judgement(feed.parser(), lists.rules().suffixes().version(), lists.lists()),
        steps.list());
  }

  /**
   * New observations into the facts and the table {@code fresh}. Nobody else adds any while this
   * transaction has the lock, so what is known is left out by looking, one index entry for each
   * row, and not by a conflict, which costs each new row a second entry in the log.
   *
   * @return how many there were
   */
  private long observe(UUID payload, Feed feed, Instant fetchedAt) {
    sql.run(
        """
        CREATE TEMP TABLE fresh (domain text, unicode_domain text, threat text, counted_at timestamptz, family text,
                                 compromised boolean, platform text, caution text, deep boolean, muted boolean) ON COMMIT DROP
        """);
    long accepted =
        sql.update(
            """
            WITH added AS (
              INSERT INTO observation (key, feed_id, payload_id, line, part, value, host, domain, unicode_domain, platform, caution,
                                       deep, threat, compromised, source_time, fetched_at, counted_at)
              SELECT key, ?, ?, line, part, value, host, domain, unicode_domain, platform, caution,
                     deep, threat, compromised, source_time, ?, counted_at
              FROM (SELECT DISTINCT ON (key) * FROM staged WHERE key IS NOT NULL ORDER BY key, line, part) s
              LEFT JOIN LATERAL (SELECT true AS known FROM observation WHERE key = s.key LIMIT 1) o ON true
              WHERE known IS NULL
              RETURNING domain, unicode_domain, threat, counted_at, compromised, platform, caution, deep)
            INSERT INTO fresh
            SELECT domain, unicode_domain, threat, counted_at, ?, compromised, platform, caution, deep,
                   (SELECT count(*) > 0 FROM feed_mute WHERE feed_id = ?)
                     AND EXISTS (SELECT 1 FROM feed_mute m WHERE m.feed_id = ? AND counted_at >= m.from_at
                                 AND (m.until_at IS NULL OR counted_at < m.until_at))
            FROM added
            """,
            feed.id(),
            payload,
            fetchedAt,
            feed.family(),
            feed.id(),
            feed.id());
    return accepted;
  }

  private static final String FRESH = "(SELECT * FROM fresh WHERE NOT muted) f";

  /** Names whose listings changed are cut anew from everything instead. */
  private static final String FRESH_OF_OTHERS =
      "(SELECT * FROM fresh WHERE NOT muted AND NOT (domain, threat) IN (SELECT domain, threat FROM changed_listing)) f";

  /**
   * Judges a payload again, by the lists, the policy and the clock of today; what was accepted
   * before stays as it is.
   */
  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Replay replay(
      Payload payload,
      Feed feed,
      Content content,
      Payload.@Nullable Historical historical,
      String person)
      throws IOException {
    if (!content.sha256().equals(payload.sha256())) {
      throw new IllegalStateException("the kept bytes of payload " + payload.id() + " are damaged");
    }
    sql.largeSets();
    NameLists.InForce lists = lists();
    Instant now = clock.instant();
    PayloadStaging staged;
    try (InputStream text = content.text(null, uploads.bounds(), feed.format().filesInZip())) {
      RowJudge judge =
          new RowJudge(
              feed,
              indicators(lists),
              payload.receivedAt(),
              historical == null ? payload.historical() : historical,
              now);
      staged = PayloadStaging.stage(sql, feed, judge, text);
    }
    sql.lock(Listings.LOCK);
    long accepted = observe(payload.id(), feed, payload.receivedAt());
    if (accepted > 0) {
      incidents.extend(FRESH);
    }
    Replay replay =
        new Replay(
            Ids.next(),
            payload.id(),
            now,
            person,
            new Replay.Rows(
                staged.read(),
                accepted,
                staged.read() - staged.rejected() - accepted,
                staged.rejected(),
                staged.rejectedByReason()),
            new Payload.Judgement(
                feed.parser(), lists.rules().suffixes().version(), lists.lists()));
    payloads.insert(replay);
    Map<String, Object> record = new TreeMap<>();
    record.put("payload", payload.id());
    record.put("rows", replay.rows());
    if (historical != null) {
      record.put("historical", historical);
    }
    audit.record(PayloadAction.PAYLOAD_REPLAYED, "payload/" + payload.id(), record);
    return replay;
  }

  private void record(Payload payload, String receiver) {
    Map<String, Object> content = new TreeMap<>();
    content.put("feed", payload.feed());
    content.put("payload", payload.id());
    content.put("sha256", payload.sha256());
    content.put("rows", payload.rows());
    if (payload.historical() != null) {
      content.put("historical", payload.historical());
    }
    String subject = "payload/" + payload.id();
    PayloadAction action =
        payload.historical() == null
            ? PayloadAction.PAYLOAD_ACCEPTED
            : PayloadAction.PAYLOAD_IMPORTED_AS_HISTORY;
    if (receiver.equals(FetchedPayloads.RECEIVER)) {
      audit.recordBySystem(action, subject, content);
    } else {
      audit.record(action, subject, content);
    }
    outbox.publish(PayloadAction.PAYLOAD_ACCEPTED, subject, content);
  }
}
