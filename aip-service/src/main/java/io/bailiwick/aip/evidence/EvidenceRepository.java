package io.bailiwick.aip.evidence;

import io.bailiwick.aip.evidence.Packet.ErasureCause;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over frozen evidence. */
@ApplicationScoped
class EvidenceRepository {
  private static final String PACKETS =
      """
      SELECT p.*, e.cause, e.reason AS erasure_reason
      FROM evidence_packet p LEFT JOIN evidence_erasure e ON e.packet_id = p.id
      """;

  private final Sql sql;

  @Inject
  EvidenceRepository(Sql sql) {
    this.sql = sql;
  }

  /** The evidence of a notice. */
  record Request(
      UUID noticeId,
      UUID caseId,
      String caseReference,
      RegistrarId registrar,
      int attempts,
      @Nullable Instant frozenAt) {}

  /** An incident without a packet. */
  record Missing(UUID incidentId, String reason) {}

  // Freezing.

  void insert(
      UUID noticeId,
      UUID caseId,
      String reference,
      RegistrarId registrar,
      List<UUID> incidents,
      Instant at) {
    sql.update(
        """
        INSERT INTO evidence_request (notice_id, case_id, case_reference, registrar, incidents, requested_at, next_attempt_at)
        VALUES (?, ?, ?, ?, ?, ?, now())
        """,
        noticeId,
        caseId,
        reference,
        registrar,
        incidents.toArray(new UUID[0]),
        at);
  }

  /** The notice whose evidence is due next; nobody else gets it before the lease is over. */
  Optional<Request> claim(Duration lease) {
    return sql.first(
        """
        UPDATE evidence_request SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ?)
        WHERE notice_id = (
          SELECT notice_id FROM evidence_request WHERE next_attempt_at <= now()
          ORDER BY next_attempt_at, notice_id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING *
        """,
        EvidenceRepository::request,
        lease.toSeconds());
  }

  Optional<Request> request(UUID caseId, UUID noticeId) {
    return sql.first(
        "SELECT * FROM evidence_request WHERE case_id = ? AND notice_id = ?",
        EvidenceRepository::request,
        caseId,
        noticeId);
  }

  private static Request request(Columns row) throws SQLException {
    return new Request(
        row.id("notice_id"),
        row.id("case_id"),
        row.text("case_reference"),
        row.registrar("registrar"),
        (int) row.number("attempts"),
        row.timeOrNull("frozen_at"));
  }

  /** Incidents of a notice that have neither a packet nor a word why there is none. */
  List<UUID> open(UUID noticeId) {
    return sql.list(
        """
        SELECT DISTINCT i.incident FROM evidence_request r, unnest(r.incidents) AS i (incident)
        WHERE r.notice_id = ?
          AND NOT EXISTS (SELECT FROM evidence_packet p WHERE p.notice_id = r.notice_id AND p.incident_id = i.incident)
          AND NOT EXISTS (SELECT FROM evidence_missing m WHERE m.notice_id = r.notice_id AND m.incident_id = i.incident)
        ORDER BY i.incident
        """,
        row -> row.id("incident"),
        noticeId);
  }

  /** One packet with its document; another that was faster stays. */
  void keep(
      UUID id, Request of, UUID incident, String name, String sha256, byte[] content, Instant at) {
    boolean kept =
        sql.update(
                """
                INSERT INTO evidence_packet (id, notice_id, case_id, registrar, incident_id, name, sha256, size, frozen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (notice_id, incident_id) DO NOTHING
                """,
                id,
                of.noticeId(),
                of.caseId(),
                of.registrar(),
                incident,
                name,
                sha256,
                content.length,
                at)
            == 1;
    if (kept) {
      sql.update("INSERT INTO evidence_document (packet_id, content) VALUES (?, ?)", id, content);
    }
  }

  void missing(UUID noticeId, UUID incident, String reason) {
    sql.update(
        "INSERT INTO evidence_missing (notice_id, incident_id, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        noticeId,
        incident,
        reason);
  }

  boolean frozen(UUID noticeId, Instant at) {
    return sql.update(
            """
            UPDATE evidence_request SET frozen_at = ?, next_attempt_at = NULL, lack = NULL
            WHERE notice_id = ? AND frozen_at IS NULL
            """,
            at,
            noticeId)
        == 1;
  }

  void lacks(UUID noticeId, String lack, Duration pause) {
    sql.update(
        "UPDATE evidence_request SET lack = ?, next_attempt_at = now() + make_interval(secs => ?) WHERE notice_id = ?",
        lack,
        pause.toSeconds(),
        noticeId);
  }

  // Reading.

  List<Packet> packets(UUID noticeId, @Nullable UUID after, int limit) {
    return sql.list(
        PACKETS
            + "WHERE p.notice_id = ? AND (?::uuid IS NULL OR p.id > ?::uuid) ORDER BY p.id LIMIT ?",
        EvidenceRepository::packet,
        noticeId,
        after,
        after,
        limit);
  }

  /** Of all notices of a case, erased ones among them. */
  List<UUID> packetsOfCase(UUID caseId) {
    return sql.list(
        "SELECT id FROM evidence_packet WHERE case_id = ? ORDER BY id",
        row -> row.id("id"),
        caseId);
  }

  Optional<Packet> packet(UUID id) {
    return sql.first(PACKETS + "WHERE p.id = ?", EvidenceRepository::packet, id);
  }

  private static Packet packet(Columns row) throws SQLException {
    String cause = row.textOrNull("cause");
    return new Packet(
        row.id("id"),
        row.id("notice_id"),
        row.id("case_id"),
        row.registrar("registrar"),
        row.id("incident_id"),
        row.text("name"),
        row.text("sha256"),
        (int) row.number("size"),
        row.time("frozen_at"),
        cause == null ? null : ErasureCause.valueOf(cause),
        row.textOrNull("erasure_reason"));
  }

  Optional<byte[]> content(UUID packet) {
    return sql.first(
        "SELECT content FROM evidence_document WHERE packet_id = ?",
        row -> row.bytes("content"),
        packet);
  }

  List<Missing> missing(UUID noticeId) {
    return sql.list(
        "SELECT * FROM evidence_missing WHERE notice_id = ? ORDER BY incident_id",
        row -> new Missing(row.id("incident_id"), row.text("reason")),
        noticeId);
  }

  // Erasing.

  void erase(UUID packet, ErasureCause cause, String reason, Instant at, String by) {
    sql.update("DELETE FROM evidence_document WHERE packet_id = ?", packet);
    sql.update(
        "INSERT INTO evidence_erasure (packet_id, cause, reason, erased_at, erased_by) VALUES (?, ?, ?, ?, ?)",
        packet,
        cause,
        reason,
        at,
        by);
  }

  /** Packets of cases that ended before, with their documents, and without a hold. */
  List<Packet> over(Instant endedBefore, int limit) {
    return sql.list(
        PACKETS
            + """
              JOIN casefile c ON c.id = p.case_id AND c.ended_at < ?
              WHERE e.packet_id IS NULL
                AND NOT EXISTS (SELECT FROM evidence_hold h WHERE h.case_id = p.case_id AND h.released_at IS NULL)
              ORDER BY p.id LIMIT ? FOR UPDATE OF c SKIP LOCKED
              """,
        EvidenceRepository::packet,
        endedBefore,
        limit);
  }

  // Holds.

  /** Whose case it is; held until the transaction ends, so that nothing is erased meanwhile. */
  Optional<RegistrarId> lockedCase(UUID caseId) {
    return sql.first(
        "SELECT registrar FROM casefile WHERE id = ? AND opened_at IS NOT NULL FOR NO KEY UPDATE",
        row -> row.registrar("registrar"),
        caseId);
  }

  Optional<RegistrarId> registrarOf(UUID caseId) {
    return sql.first(
        "SELECT registrar FROM casefile WHERE id = ? AND opened_at IS NOT NULL",
        row -> row.registrar("registrar"),
        caseId);
  }

  boolean isHeld(UUID caseId) {
    return sql.number(
            "SELECT count(*) FROM evidence_hold WHERE case_id = ? AND released_at IS NULL", caseId)
        > 0;
  }

  void insert(Hold hold) {
    sql.update(
        "INSERT INTO evidence_hold (id, case_id, reason, placed_at, placed_by) VALUES (?, ?, ?, ?, ?)",
        hold.id(),
        hold.caseId(),
        hold.reason(),
        hold.placedAt(),
        hold.placedBy());
  }

  List<Hold> holds(UUID caseId, @Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM evidence_hold WHERE case_id = ? AND (?::uuid IS NULL OR id > ?::uuid) ORDER BY id LIMIT ?",
        EvidenceRepository::hold,
        caseId,
        after,
        after,
        limit);
  }

  Optional<Hold> lockedHold(UUID id) {
    return sql.first(
        "SELECT * FROM evidence_hold WHERE id = ? FOR UPDATE", EvidenceRepository::hold, id);
  }

  void release(UUID id, Instant at, String by, String reason) {
    sql.update(
        "UPDATE evidence_hold SET released_at = ?, released_by = ?, release_reason = ? WHERE id = ?",
        at,
        by,
        reason,
        id);
  }

  private static Hold hold(Columns row) throws SQLException {
    return new Hold(
        row.id("id"),
        row.id("case_id"),
        row.text("reason"),
        row.time("placed_at"),
        row.text("placed_by"),
        row.timeOrNull("released_at"),
        row.textOrNull("released_by"),
        row.textOrNull("release_reason"));
  }
}
