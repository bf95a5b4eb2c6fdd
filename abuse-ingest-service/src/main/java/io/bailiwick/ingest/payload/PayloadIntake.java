package io.bailiwick.ingest.payload;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.incident.ClassificationPolicy;
import io.bailiwick.ingest.incident.Incidents;
import io.bailiwick.ingest.indicator.IndicatorReader;
import io.bailiwick.ingest.payload.RowJudge.Verdict;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.sql.CopyRows;
import io.bailiwick.ingest.sql.Sql;
import io.bailiwick.ingest.upload.Uploads;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a payload in, in one transaction: text to judged rows to a staging table, and from there
 * with a few statements over sets. Memory does not grow with the payload.
 */
@ApplicationScoped
class PayloadIntake {

  /**
   * Key of the advisory lock of intake: "payload" in ASCII. Two payloads with one listing meet in
   * line.
   */
  private static final long LOCK = 0x7061796c6f6164L;

  private final Sql sql;
  private final PayloadRepository payloads;
  private final Incidents incidents;
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
      Uploads uploads,
      Policies policies,
      ClassificationPolicy kind,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.payloads = payloads;
    this.incidents = incidents;
    this.uploads = uploads;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * What became of a payload.
   *
   * @param known whether these bytes had been taken in before, so that nothing changed
   */
  record Taken(Payload payload, boolean known) {}

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken take(
      Feed feed,
      Content content,
      @Nullable String mediaType,
      Payload.@Nullable Historical historical,
      String receiver)
      throws IOException {
    var known = payloads.find(feed, content.sha256());
    if (known.isPresent()) {
      return new Taken(known.get(), true);
    }
    Instant fetchedAt = clock.instant();
    Set<String> platforms =
        Set.copyOf(policies.inForce(kind, clock.today()).document().platforms());
    IndicatorReader indicators =
        new IndicatorReader(uploads.suffixes(), uploads.zones(), platforms);
    RowJudge judge = new RowJudge(feed, indicators, fetchedAt, historical);

    sql.run(STAGING);
    stage(feed, content, mediaType, judge);
    sql.lock(LOCK);
    known = payloads.find(feed, content.sha256());
    if (known.isPresent()) {
      return new Taken(known.get(), true);
    }
    Payload payload = settle(Ids.next(), feed, content, fetchedAt, historical);
    payloads.insert(payload, feed, receiver, uploads.suffixes().version());
    record(payload, receiver);
    return new Taken(payload, false);
  }

  private void stage(Feed feed, Content content, @Nullable String mediaType, RowJudge judge)
      throws IOException {
    RowPlace place = new RowPlace();
    try (InputStream text = content.text(mediaType, uploads.bounds(), feed.format().filesInZip())) {
      sql.copy(
          "staged (line, part, reason, detail, raw, key, value, host, domain, unicode_domain, platform, threat, compromised,"
              + " source_time, counted_at)",
          copy ->
              feed.reader(judge.asOf())
                  .read(
                      new Lines(text),
                      row -> {
                        try {
                          write(
                              copy,
                              row.line(),
                              place.part(row.line()),
                              row.raw(),
                              judge.judge(row));
                        } catch (SQLException e) {
                          throw new UncheckedIOException(new IOException(e));
                        }
                      }));
    }
  }

  /** Tells rows apart that begin on one line. */
  private static final class RowPlace {
    private long line;
    private long part;

    /**
     * Which of the rows of this line the next one is, from 1; rows come in order of their lines.
     */
    long part(long rowLine) {
      part = rowLine == line ? part + 1 : 1;
      line = rowLine;
      return part;
    }
  }

  private static void write(CopyRows copy, long line, long part, String raw, Verdict verdict)
      throws SQLException {
    copy.number(line).number(part);
    switch (verdict) {
      case Verdict.Unfit unfit -> {
        copy.text(unfit.reason().name()).text(unfit.detail()).text(raw);
        for (int i = 0; i < 10; i++) {
          copy.text(null);
        }
      }
      case Verdict.Listing listing ->
          copy.text(null)
              .text(null)
              .text(null)
              .text(listing.key().toString())
              .text(listing.value())
              .text(listing.indicator().host())
              .text(listing.indicator().domain())
              .text(listing.indicator().unicodeDomain())
              .text(listing.indicator().platform())
              .text(listing.threat().name())
              .flag(listing.compromised())
              .time(listing.sourceTime())
              .time(listing.countedAt());
    }
    copy.end();
  }

  /** From the staging table into the facts, and the incidents that they touch. */
  private Payload settle(
      UUID id,
      Feed feed,
      Content content,
      Instant fetchedAt,
      Payload.@Nullable Historical historical) {
    sql.run("ANALYZE staged");
    long read = sql.number("SELECT count(*) FROM staged");
    long rejected =
        sql.update(
            "INSERT INTO rejection (payload_id, line, part, reason, detail, raw)"
                + " SELECT ?, line, part, reason, detail, raw FROM staged WHERE reason IS NOT NULL",
            id);
    long accepted =
        sql.update(
            """
            INSERT INTO observation (key, feed_id, payload_id, line, value, host, domain, unicode_domain, platform, threat,
                                     compromised, source_time, fetched_at, counted_at)
            SELECT DISTINCT ON (key) key, ?, ?, line, value, host, domain, unicode_domain, platform, threat,
                                     compromised, source_time, ?, counted_at
            FROM staged WHERE reason IS NULL ORDER BY key, line, part
            ON CONFLICT (key) DO NOTHING
            """,
            feed.id(),
            id,
            fetchedAt);
    if (accepted > 10_000) {
      // The planner would take a table that grew within this transaction for a small one.
      sql.run("ANALYZE observation");
    }
    Incidents.Outcome outcome =
        incidents.recompute(
            "SELECT DISTINCT domain, threat FROM observation WHERE payload_id = ?", id);
    var touched =
        sql.first(
                """
                SELECT count(*) AS touched, count(*) FILTER (WHERE i.state = 'UNATTRIBUTED') AS unattributed
                FROM incident i
                WHERE i.merged_into IS NULL AND EXISTS (
                  SELECT 1 FROM observation o
                  WHERE o.payload_id = ? AND o.domain = i.domain AND o.threat = i.threat
                    AND o.counted_at BETWEEN i.opened_at AND i.last_seen_at)
                """,
                row -> new long[] {row.number("touched"), row.number("unattributed")},
                id)
            .orElseThrow();
    Map<RejectionReason, Long> byReason = new TreeMap<>();
    sql.list(
            "SELECT reason, count(*) AS rows FROM staged WHERE reason IS NOT NULL GROUP BY reason",
            row -> Map.entry(row.constant("reason", RejectionReason.class), row.number("rows")))
        .forEach(entry -> byReason.put(entry.getKey(), entry.getValue()));
    return new Payload(
        id,
        feed.name(),
        content.sha256(),
        content.bytes(),
        fetchedAt,
        historical,
        new Payload.Rows(read, accepted, read - rejected - accepted, rejected, byReason),
        sql.number("SELECT count(*) FROM staged WHERE platform IS NOT NULL"),
        sql.number("SELECT count(DISTINCT domain) FROM staged"),
        outcome.opened(),
        touched[0],
        touched[1],
        sql.list(
            """
            SELECT platform, count(*) AS rows FROM staged WHERE platform IS NOT NULL
            GROUP BY platform ORDER BY count(*) DESC, platform LIMIT 20
            """,
            row -> new Payload.PlatformDomain(row.text("platform"), row.number("rows"))));
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

  private static final String STAGING =
      """
      CREATE TEMP TABLE staged (
        line bigint NOT NULL, part bigint NOT NULL, reason text, detail text, raw text, key uuid, value text, host text, domain text,
        unicode_domain text, platform text, threat text, compromised boolean, source_time timestamptz,
        counted_at timestamptz) ON COMMIT DROP
      """;
}
