package io.bailiwick.aip.plan;

import io.bailiwick.common.attachment.AttachmentType;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queries over plans and what belongs to them. */
@ApplicationScoped
class PlanRepository {
  private static final String VERSIONS =
      """
      SELECT v.*, a.agreed_at, a.agreed_by, a.note AS agreement_note
      FROM plan_version v LEFT JOIN plan_agreement a ON a.case_id = v.case_id AND a.version = v.version
      """;

  private final Sql sql;

  @Inject
  PlanRepository(Sql sql) {
    this.sql = sql;
  }

  /** How far a measure was said to be. */
  record Recorded(String code, MeasureState state, @Nullable String note, Instant at, String by) {}

  void insert(
      UUID caseId, int version, RegistrarId registrar, PlanDocument plan, Instant at, String by) {
    sql.update(
        "INSERT INTO plan_version (case_id, version, registrar, document, filed_at, filed_by) VALUES (?, ?, ?, ?, ?, ?)",
        caseId,
        version,
        registrar,
        CanonicalJson.text(plan),
        at,
        by);
  }

  void insertAgreement(UUID caseId, int version, Instant at, String by, @Nullable String note) {
    sql.update(
        "INSERT INTO plan_agreement (case_id, version, agreed_at, agreed_by, note) VALUES (?, ?, ?, ?, ?)",
        caseId,
        version,
        at,
        by,
        note);
  }

  void insertMonitoring(UUID id, UUID caseId, int version, Instant at) {
    sql.update(
        "INSERT INTO plan_monitoring (id, case_id, version, started_at) VALUES (?, ?, ?, ?)",
        id,
        caseId,
        version,
        at);
  }

  Optional<PlanVersion> latest(UUID caseId) {
    return sql.first(
        VERSIONS + "WHERE v.case_id = ? ORDER BY v.version DESC LIMIT 1",
        PlanRepository::version,
        caseId);
  }

  Optional<PlanVersion> agreed(UUID caseId) {
    return sql.first(
        VERSIONS
            + "WHERE v.case_id = ? AND a.agreed_at IS NOT NULL ORDER BY v.version DESC LIMIT 1",
        PlanRepository::version,
        caseId);
  }

  List<PlanVersion> versions(UUID caseId, long after, int limit) {
    return sql.list(
        VERSIONS + "WHERE v.case_id = ? AND v.version > ? ORDER BY v.version LIMIT ?",
        PlanRepository::version,
        caseId,
        after,
        limit);
  }

  private static PlanVersion version(Columns row) throws SQLException {
    try {
      return new PlanVersion(
          row.id("case_id"),
          (int) row.number("version"),
          CanonicalJson.read(row.text("document"), PlanDocument.class),
          row.time("filed_at"),
          row.text("filed_by"),
          row.timeOrNull("agreed_at"),
          row.textOrNull("agreed_by"),
          row.textOrNull("agreement_note"));
    } catch (IOException e) {
      throw new IllegalStateException("a plan cannot be read by this version of the software", e);
    }
  }

  Optional<Instant> monitoringFrom(UUID caseId) {
    return sql.first(
        "SELECT started_at FROM plan_monitoring WHERE case_id = ? ORDER BY started_at, id LIMIT 1",
        row -> row.time("started_at"),
        caseId);
  }

  // Measures.

  void insertState(UUID id, UUID caseId, Recorded recorded) {
    sql.update(
        """
        INSERT INTO plan_measure_state (id, case_id, code, state, note, recorded_at, recorded_by)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        caseId,
        recorded.code(),
        recorded.state(),
        recorded.note(),
        recorded.at(),
        recorded.by());
  }

  /** The last word on each measure, by code. */
  Map<String, Recorded> states(UUID caseId) {
    return sql
        .list(
            "SELECT DISTINCT ON (code) * FROM plan_measure_state WHERE case_id = ? ORDER BY code, id DESC",
            row ->
                new Recorded(
                    row.text("code"),
                    row.constant("state", MeasureState.class),
                    row.textOrNull("note"),
                    row.time("recorded_at"),
                    row.text("recorded_by")),
            caseId)
        .stream()
        .collect(Collectors.toMap(Recorded::code, each -> each));
  }

  // Comments.

  long comments(UUID caseId) {
    return sql.number("SELECT count(*) FROM plan_comment WHERE case_id = ?", caseId);
  }

  void insertComment(UUID caseId, PlanComment comment) {
    sql.update(
        "INSERT INTO plan_comment (id, case_id, side, text, author, written_at) VALUES (?, ?, ?, ?, ?, ?)",
        comment.id(),
        caseId,
        comment.side(),
        comment.text(),
        comment.author(),
        comment.writtenAt());
  }

  List<PlanComment> comments(UUID caseId, @Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM plan_comment WHERE case_id = ? AND (?::uuid IS NULL OR id > ?::uuid) ORDER BY id LIMIT ?",
        row ->
            new PlanComment(
                row.id("id"),
                row.constant("side", PlanComment.Side.class),
                row.text("text"),
                row.text("author"),
                row.time("written_at")),
        caseId,
        after,
        after,
        limit);
  }

  // Files.

  void insertFile(UUID caseId, PlanFile file, byte[] content) {
    sql.update(
        """
        INSERT INTO plan_file (id, case_id, name, type, size, sha256, content, uploaded_by, uploaded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        file.id(),
        caseId,
        file.name(),
        file.type(),
        file.size(),
        file.sha256(),
        content,
        file.uploadedBy(),
        file.uploadedAt());
  }

  List<PlanFile> files(UUID caseId, @Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT id, name, type, size, sha256, uploaded_by, uploaded_at FROM plan_file
        WHERE case_id = ? AND (?::uuid IS NULL OR id > ?::uuid) ORDER BY id LIMIT ?
        """,
        PlanRepository::file,
        caseId,
        after,
        after,
        limit);
  }

  Optional<PlanFile> file(UUID caseId, UUID id) {
    return sql.first(
        "SELECT id, name, type, size, sha256, uploaded_by, uploaded_at FROM plan_file WHERE case_id = ? AND id = ?",
        PlanRepository::file,
        caseId,
        id);
  }

  Optional<byte[]> content(UUID caseId, UUID id) {
    return sql.first(
        "SELECT content FROM plan_file WHERE case_id = ? AND id = ?",
        row -> row.bytes("content"),
        caseId,
        id);
  }

  private static PlanFile file(Columns row) throws SQLException {
    return new PlanFile(
        row.id("id"),
        row.text("name"),
        row.constant("type", AttachmentType.class),
        (int) row.number("size"),
        row.text("sha256"),
        row.text("uploaded_by"),
        row.time("uploaded_at"));
  }
}
