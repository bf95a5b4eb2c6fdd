package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.audit.AuditChain;
import io.bailiwick.common.audit.AuditEntry;
import io.bailiwick.common.audit.AuditVerification;
import io.bailiwick.common.audit.AuditWalk;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.sensitive.SensitiveStore.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The trail of the store itself: chained as the ordinary one is, written in the transaction of the
 * deed, and read by cleared persons only.
 */
@ApplicationScoped
class SensitiveAudit {
  /** Key of the advisory lock that puts writers of this chain in line: "senaud" in ASCII. */
  private static final long LOCK = 0x73656e617564L;

  private static final int BATCH = 1000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  private final SensitiveStore store;
  private final BusinessClock clock;

  @Inject
  SensitiveAudit(SensitiveStore store, BusinessClock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Head(long sequence, String hash) {}

  /**
   * @param content purpose, case and what was done; names as digests only
   */
  void append(
      Statements db, String actor, SensitiveAction action, String subject, Map<String, ?> content) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    String canonical = CanonicalJson.text(content);
    String digest = AuditChain.contentDigest(salt, canonical);
    Instant at = clock.instant();
    var unused = db.list("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
    Head head =
        db.first(
                "SELECT sequence, hash FROM sensitive.audit_entry ORDER BY sequence DESC LIMIT 1",
                row -> new Head(row.getLong(1), row.getString(2)))
            .orElse(new Head(0, AuditChain.START));
    long sequence = head.sequence() + 1;
    db.update(
        """
        INSERT INTO sensitive.audit_entry (sequence, at, actor, action, subject, salt, content, content_digest, previous_hash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        sequence,
        at,
        actor,
        action.code(),
        subject,
        HEX.formatHex(salt),
        canonical,
        digest,
        head.hash(),
        AuditChain.hash(sequence, at, actor, action.code(), subject, digest, head.hash()));
  }

  List<AuditEntry> entries(Statements db, long after, int limit) {
    return db.list(
        "SELECT * FROM sensitive.audit_entry WHERE sequence > ? ORDER BY sequence LIMIT ?",
        row -> {
          try {
            return new AuditEntry(
                row.getLong("sequence"),
                SensitiveStore.time(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("content_digest"),
                row.getString("previous_hash"),
                row.getString("hash"),
                row.getString("salt"),
                CanonicalJson.tree(row.getString("content")));
          } catch (IOException _) {
            throw new IllegalStateException("an entry of the sensitive trail cannot be read");
          }
        },
        after,
        limit);
  }

  /** Walks the chain from its start. */
  AuditVerification verify() {
    AuditWalk walk = new AuditWalk();
    long after = 0;
    while (true) {
      long last = after;
      List<AuditEntry> batch = store.transaction(db -> entries(db, last, BATCH));
      if (batch.isEmpty() || !batch.stream().allMatch(walk::follows)) {
        return walk.result();
      }
      after = batch.getLast().sequence();
    }
  }
}
