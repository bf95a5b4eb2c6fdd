package io.bailiwick.common.audit;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The append-only, hash-chained trail of what was done by whom. An entry is written in the
 * transaction of the deed: both happen or neither. The application's database role may insert and
 * read entries, never change them.
 */
@ApplicationScoped
public class AuditTrail {

  /** Who acts where no caller is: schedules and start-up. */
  public static final String SYSTEM = "bailiwick";

  /** Key of the advisory lock that puts writers of the chain in line: "audit" in ASCII. */
  private static final long LOCK = 0x6175646974L;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  private final DataSource database;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  AuditTrail(DataSource database, BusinessClock clock, Caller caller) {
    this.database = database;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * Appends an entry in the current transaction. Other writers wait until that ends, so record late
   * in long work.
   *
   * @param subject what it was done to, as a path: {@code feed/urlhaus}
   * @param content details, erasable later; no secret and no sensitive listing
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void record(AuditAction action, String subject, Map<String, ?> content) {
    append(action, subject, content, actor());
  }

  /**
   * The same for work that goes on in a thread of its own, where no caller is.
   *
   * @param actor who ordered it, as {@link Caller#name} gave it there
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void recordFor(String actor, AuditAction action, String subject, Map<String, ?> content) {
    append(action, subject, content, actor);
  }

  /** The same for what the clock does, even where it is noticed while somebody calls. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void recordBySystem(AuditAction action, String subject, Map<String, ?> content) {
    append(action, subject, content, SYSTEM);
  }

  private void append(AuditAction action, String subject, Map<String, ?> content, String actor) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    String canonical = CanonicalJson.text(content);
    String digest = AuditChain.contentDigest(salt, canonical);
    Instant at = clock.instant();
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement lock =
          connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
        lock.setLong(1, LOCK);
        lock.execute();
      }
      long sequence = 1;
      String previous = AuditChain.START;
      try (PreparedStatement last =
              connection.prepareStatement(
                  "SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1");
          ResultSet row = last.executeQuery()) {
        if (row.next()) {
          sequence = row.getLong(1) + 1;
          previous = row.getString(2);
        }
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO audit_entry (sequence, at, actor, action, subject, content_digest, previous_hash, hash)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              """)) {
        insert.setLong(1, sequence);
        insert.setObject(2, at.atOffset(ZoneOffset.UTC));
        insert.setString(3, actor);
        insert.setString(4, action.code());
        insert.setString(5, subject);
        insert.setString(6, digest);
        insert.setString(7, previous);
        insert.setString(
            8, AuditChain.hash(sequence, at, actor, action.code(), subject, digest, previous));
        insert.executeUpdate();
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO audit_content (sequence, salt, content) VALUES (?, ?, ?)")) {
        insert.setLong(1, sequence);
        insert.setString(2, HEX.formatHex(salt));
        insert.setString(3, canonical);
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the audit trail cannot be written", e);
    }
  }

  private String actor() {
    return Arc.container().requestContext().isActive() && !caller.isAnonymous()
        ? caller.name()
        : SYSTEM;
  }

  /** Entries after a sequence number, in order. */
  @Transactional
  public List<AuditEntry> entries(long after, int limit) {
    List<AuditEntry> entries = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT e.sequence, e.at, e.actor, e.action, e.subject, e.content_digest, e.previous_hash, e.hash,
                       c.salt, c.content
                FROM audit_entry e LEFT JOIN audit_content c USING (sequence)
                WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?
                """)) {
      query.setLong(1, after);
      query.setInt(2, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          String content = row.getString(10);
          entries.add(
              new AuditEntry(
                  row.getLong(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8),
                  row.getString(9),
                  content == null ? null : CanonicalJson.tree(content)));
        }
      }
      return entries;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the audit trail cannot be read", e);
    }
  }

  /** Walks the chain from its start and says whether it is whole. */
  public AuditVerification verify() {
    AuditWalk walk = new AuditWalk();
    List<AuditEntry> batch = entries(0, 1000);
    while (!batch.isEmpty()) {
      for (AuditEntry entry : batch) {
        if (!walk.follows(entry)) {
          return walk.result();
        }
      }
      batch = entries(batch.getLast().sequence(), 1000);
    }
    return walk.result();
  }

  /**
   * Erases the content of an entry; the entry and the chain stay, and the redaction is an entry
   * itself.
   */
  @Transactional
  public void redact(long sequence, String reason) {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM audit_content WHERE sequence = ?")) {
      delete.setLong(1, sequence);
      if (delete.executeUpdate() == 0) {
        throw ProblemException.notFound("audit entry with content");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the audit trail cannot be redacted", e);
    }
    record(
        CommonAction.AUDIT_REDACTED,
        "audit-entry/" + sequence,
        Map.of("sequence", sequence, "reason", reason));
  }
}
