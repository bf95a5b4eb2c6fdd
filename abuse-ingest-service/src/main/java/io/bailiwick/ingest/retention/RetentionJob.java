package io.bailiwick.ingest.retention;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Erases every night what is past its time and not held: rejected lines, values as reported, the
 * bytes that they came in, files of corrections. Rows, line numbers, reasons and digests stay. In
 * small transactions, of which each can be the last; what is left is taken up in the next night, by
 * whichever replica.
 */
@ApplicationScoped
class RetentionJob {
  /** Key of the advisory lock that lets one replica work at a time: "retain" in ASCII. */
  private static final long LOCK = 0x72657461696eL;

  private static final int ROWS_AT_ONCE = 10_000;
  private static final int ROWS_A_NIGHT = 2_000_000;
  private static final int SUBJECTS_A_NIGHT = 1_000;
  private static final Duration LOOK_AGAIN = Duration.ofDays(7);

  private final Sql sql;
  private final Policies policies;
  private final RetentionPolicy kind;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  RetentionJob(
      Sql sql, Policies policies, RetentionPolicy kind, BusinessClock clock, AuditTrail audit) {
    this.sql = sql;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.audit = audit;
  }

  /** What is erased. */
  enum What {
    REJECTED_LINES(
        "SELECT erase_rejected_lines(?, ?)",
        "SELECT count(*) FROM rejection WHERE payload_id = ? AND raw <> ''",
        "payload"),
    REJECTED_DEPOSIT_LINES(
        "SELECT erase_rejected_deposit_lines(?, ?)",
        "SELECT count(*) FROM deposit_rejection WHERE deposit_id = ? AND raw <> ''",
        "deposit"),
    REPORTED_VALUES(
        "SELECT erase_reported_values(?, ?, ?)",
        "SELECT count(*) FROM observation WHERE payload_id = ? AND value <> ''",
        "payload"),
    CONTENTS(
        "SELECT erase_contents(?)",
        "SELECT count(*) FROM payload_content WHERE payload_id = ?",
        "payload"),
    /** Values of entries that have left a list. */
    LISTED_VALUES("", "", ""),
    /** Values by which a source took entries back. */
    WITHDRAWN_VALUES("", "", ""),
    ATTACHMENTS("", "", "");

    private final String erase;
    private final String left;
    private final String table;

    What(String erase, String left, String table) {
      this.erase = erase;
      this.left = left;
      this.table = table;
    }
  }

  @Scheduled(
      identity = "retention",
      cron = "{bailiwick.retention.cron}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void run() {
    Instant now = clock.instant();
    PolicyVersion<RetentionPolicy.Document> policy =
        QuarkusTransaction.requiringNew().call(() -> policies.use(kind, clock.today()));
    Instant lines = before(now, policy.document().rejectedLineDays());
    Instant contents = before(now, policy.document().contentDays());
    Instant values = before(now, policy.document().reportedValueDays());
    Instant files = before(now, policy.document().attachmentDays());
    Map<What, Long> erased = new EnumMap<>(What.class);
    long budget = ROWS_A_NIGHT;
    for (What what : What.values()) {
      long count =
          switch (what) {
            case REJECTED_LINES, REJECTED_DEPOSIT_LINES -> subjects(what, lines, now, budget);
            case REPORTED_VALUES -> subjects(what, values, now, budget);
            case CONTENTS -> subjects(what, contents, now, budget);
            case LISTED_VALUES -> step(() -> listedValues(values));
            case WITHDRAWN_VALUES ->
                step(
                    () ->
                        sql.number(
                            "SELECT erase_withdrawn_values(?, ?)", values, 10 * ROWS_AT_ONCE));
            case ATTACHMENTS -> step(() -> attachments(files, now));
          };
      budget -= count;
      erased.put(what, count);
    }
    if (erased.values().stream().anyMatch(count -> count > 0)) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                Map<String, Object> content = new TreeMap<>();
                erased.forEach((what, count) -> content.put(what.name(), count));
                content.put("policyVersion", policy.version());
                audit.recordBySystem(RetentionAction.ERASED, "retention", content);
              });
    }
  }

  private static Instant before(Instant now, int days) {
    return now.minus(Duration.ofDays(days));
  }

  /** One transaction, if no other replica is at it. */
  private long step(java.util.function.LongSupplier work) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                sql.list(
                            "SELECT pg_try_advisory_xact_lock(?) AS mine",
                            row -> row.flag("mine"),
                            LOCK)
                        .getFirst()
                    ? work.getAsLong()
                    : 0L);
  }

  /** Payload by payload or deposit by deposit, the oldest first. */
  private long subjects(What what, Instant receivedBefore, Instant now, long budget) {
    List<UUID> due =
        sql.list(
            "SELECT s.id FROM "
                + what.table
                + """
                 s LEFT JOIN erasure e ON e.what = ? AND e.subject = s.id
                WHERE s.received_at < ? AND e.done_at IS NULL AND (e.look_again_at IS NULL OR e.look_again_at <= ?)
                ORDER BY s.received_at LIMIT ?
                """,
            row -> row.id("id"),
            what,
            receivedBefore,
            now,
            SUBJECTS_A_NIGHT);
    long erased = 0;
    for (UUID subject : due) {
      long count;
      do {
        if (erased >= budget) {
          return erased;
        }
        count = step(() -> erase(what, subject, receivedBefore));
        erased += count;
      } while (count >= ROWS_AT_ONCE);
      step(() -> note(what, subject, now));
    }
    return erased;
  }

  private long erase(What what, UUID subject, Instant before) {
    return switch (what) {
      case REPORTED_VALUES -> sql.number(what.erase, subject, before, ROWS_AT_ONCE);
      case CONTENTS -> sql.number(what.erase, subject);
      case REJECTED_LINES, REJECTED_DEPOSIT_LINES -> sql.number(what.erase, subject, ROWS_AT_ONCE);
      case LISTED_VALUES, WITHDRAWN_VALUES, ATTACHMENTS ->
          throw new IllegalArgumentException(what + " are not erased payload by payload");
    };
  }

  private long note(What what, UUID subject, Instant now) {
    boolean done = sql.number(what.left, subject) == 0;
    sql.update(
        """
        INSERT INTO erasure (what, subject, done_at, look_again_at) VALUES (?, ?, ?::timestamptz, ?::timestamptz)
        ON CONFLICT (what, subject) DO UPDATE SET done_at = excluded.done_at, look_again_at = excluded.look_again_at
        """,
        what,
        subject,
        done ? now : null,
        done ? null : now.plus(LOOK_AGAIN));
    return 0;
  }

  private long listedValues(Instant before) {
    return sql.update(
        """
        UPDATE listing SET value = '' WHERE id IN (
          SELECT l.id FROM listing l
          WHERE l.delisted_at < ? AND l.value <> ''
            AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.released_at IS NULL AND h.name = l.domain)
            AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.domain = l.domain AND c.state IN ('FILED', 'MORE_INFORMATION_ASKED'))
            AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.domain = l.domain AND i.threat = l.threat AND i.merged_into IS NULL
                              AND (i.last_seen_at >= ? OR i.open_listings > 0 OR i.registrar IN (SELECT registrar FROM legal_hold WHERE released_at IS NULL)))
          LIMIT ?)
        """,
        before,
        before,
        10 * ROWS_AT_ONCE);
  }

  private long attachments(Instant before, Instant now) {
    return sql.update(
        """
        UPDATE correction_attachment SET content = NULL, erased_at = ? WHERE id IN (
          SELECT a.id FROM correction_attachment a JOIN correction c ON c.id = a.correction_id
          WHERE a.content IS NOT NULL AND c.state NOT IN ('FILED', 'MORE_INFORMATION_ASKED')
            AND (SELECT max(h.at) FROM correction_history h WHERE h.correction_id = c.id) < ?
            AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.released_at IS NULL AND (h.name = c.domain OR h.registrar = c.registrar))
          LIMIT ?)
        """,
        now,
        before,
        ROWS_AT_ONCE);
  }
}
