package io.bailiwick.ingest.correction;

import io.bailiwick.common.attachment.AttachmentType;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.PersonsWord;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over corrections. */
@ApplicationScoped
class CorrectionRepository {
  private static final String OPEN = "state IN ('FILED', 'MORE_INFORMATION_ASKED')";

  private final Sql sql;

  @Inject
  CorrectionRepository(Sql sql) {
    this.sql = sql;
  }

  /** Which corrections a list holds. The scope always holds. */
  record Query(RegistrarScope scope, CorrectionService.Filter filter) {}

  /** A decision as it is kept, with what a reversal needs. */
  record Decided(CorrectionDetail.Decision decision, PersonsWord.Word former) {}

  /** In the order of filing. */
  List<Correction> list(Query query, @Nullable String after, Instant now, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder("true");
    if (!query.scope().isAll()) {
      and(where, parameters, "registrar = ANY (?)", query.scope().sqlIds());
    }
    CorrectionService.Filter filter = query.filter();
    if (filter.state() != null) {
      and(where, parameters, "state = ?", filter.state());
    }
    if (filter.registrar() != null) {
      and(where, parameters, "registrar = ?", filter.registrar());
    }
    if (filter.incident() != null) {
      and(
          where,
          parameters,
          "incident_id IN (SELECT id FROM incident WHERE ? IN (id, merged_into))",
          filter.incident());
    }
    if (filter.overdue() != null) {
      and(
          where,
          parameters,
          "(" + OPEN + " AND due_at < ?)" + (filter.overdue() ? "" : " IS FALSE"),
          now);
    }
    if (filter.open() != null) {
      where.append(filter.open() ? " AND " : " AND NOT ").append(OPEN);
    }
    if (filter.month() != null) {
      and(where, parameters, "month = ?", filter.month().firstDay());
    }
    if (filter.origin() != null) {
      and(where, parameters, "origin = ?", filter.origin());
    }
    UUID last = Cursor.id(after);
    if (last != null) {
      and(where, parameters, "id > ?", last);
    }
    parameters.add(limit);
    return sql.list(
        "SELECT * FROM correction WHERE " + where + " ORDER BY id LIMIT ?",
        row -> correction(row, now),
        parameters.toArray());
  }

  private static void and(
      StringBuilder where, List<@Nullable Object> parameters, String condition, Object value) {
    where.append(" AND ").append(condition);
    parameters.add(value);
  }

  Optional<Correction> find(UUID id, Instant now) {
    return sql.first("SELECT * FROM correction WHERE id = ?", row -> correction(row, now), id);
  }

  /** The same, and nobody else changes it until the end of the transaction. */
  Optional<Correction> locked(UUID id, Instant now) {
    return sql.first(
        "SELECT * FROM correction WHERE id = ? FOR UPDATE", row -> correction(row, now), id);
  }

  /** False where one of this kind is open for the incident, or the same one is being reversed. */
  boolean insert(Correction correction, int policyVersion) {
    return sql.update(
            """
            INSERT INTO correction (id, incident_id, domain, threat, month, registrar, origin, kind, reverses, reason, evidence,
                                    links, filed_by, filed_at, policy_version, state, due_at)
            VALUES (?, ?, ?, ?, ?, ?::integer, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            correction.id(),
            correction.incidentId(),
            correction.name(),
            correction.threat(),
            correction.month().firstDay(),
            correction.registrar(),
            correction.origin(),
            correction.kind(),
            correction.reverses(),
            correction.reason(),
            correction.evidence(),
            correction.references(),
            correction.filedBy(),
            correction.filedAt(),
            policyVersion,
            correction.state(),
            correction.dueAt())
        == 1;
  }

  void move(UUID id, CorrectionState state, Instant dueAt, @Nullable Instant answerDueAt) {
    sql.update(
        "UPDATE correction SET state = ?, due_at = ?, answer_due_at = ?::timestamptz WHERE id = ?",
        state,
        dueAt,
        answerDueAt,
        id);
  }

  void enter(UUID id, String event, CorrectionState state, String text, String by, Instant at) {
    sql.update(
        """
        INSERT INTO correction_history (correction_id, number, event, state, text, by, at)
        SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM correction_history WHERE correction_id = ?
        """,
        id,
        event,
        state,
        text,
        by,
        at,
        id);
  }

  List<CorrectionDetail.Entry> history(UUID id) {
    return sql.list(
        "SELECT * FROM correction_history WHERE correction_id = ? ORDER BY number",
        row ->
            new CorrectionDetail.Entry(
                row.text("event"),
                row.constant("state", CorrectionState.class),
                row.text("text"),
                row.text("by"),
                row.time("at")),
        id);
  }

  void insert(UUID correction, Decided decided) {
    CorrectionDetail.Decision decision = decided.decision();
    sql.update(
        """
        INSERT INTO correction_decision (correction_id, accepted, reasons, decided_by, decided_at, incident_id, before, after,
                                         months, former_word)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::date[], ?)
        """,
        correction,
        decision.outcome() == CorrectionOutcome.ACCEPTED,
        decision.reasons(),
        decision.by(),
        decision.at(),
        decision.incidentId(),
        CanonicalJson.text(decision.before()),
        CanonicalJson.text(decision.after()),
        decision.months().stream().map(month -> month.firstDay().toString()).toList(),
        CanonicalJson.text(decided.former()));
  }

  Optional<Decided> decision(UUID correction) {
    return sql.first(
        "SELECT *, months::text[] AS month_texts FROM correction_decision WHERE correction_id = ?",
        row ->
            new Decided(
                new CorrectionDetail.Decision(
                    row.flag("accepted") ? CorrectionOutcome.ACCEPTED : CorrectionOutcome.REFUSED,
                    row.text("reasons"),
                    row.text("decided_by"),
                    row.time("decided_at"),
                    row.id("incident_id"),
                    read(row.text("before"), CorrectionDetail.Standing.class),
                    read(row.text("after"), CorrectionDetail.Standing.class),
                    row.texts("month_texts").stream()
                        .map(day -> Month.fromString(day.substring(0, 7)))
                        .toList()),
                read(row.text("former_word"), PersonsWord.Word.class)),
        correction);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return CanonicalJson.read(json, type);
    } catch (IOException e) {
      throw new IllegalStateException("a decision record cannot be read", e);
    }
  }

  /**
   * When the registrar could first see that the incident counts for it: when registration data or a
   * person brought it there, or else when its first listing arrived.
   */
  Optional<Instant> attributedAt(UUID incident, RegistrarId registrar) {
    return sql.first(
        """
        SELECT at FROM (
          SELECT max(at) AS at FROM incident_change
          WHERE incident_id = ? AND tallied AND month_before IS NOT NULL
            AND registrar_after = ? AND registrar_before IS DISTINCT FROM registrar_after
          UNION ALL
          SELECT min(o.fetched_at) FROM incident i
          JOIN observation o ON o.domain = i.domain AND o.threat = i.threat AND o.counted_at BETWEEN i.opened_at AND i.last_seen_at
          WHERE i.id = ?) known
        WHERE at IS NOT NULL ORDER BY at DESC LIMIT 1
        """,
        row -> row.time("at"),
        incident,
        registrar,
        incident);
  }

  boolean isRegistrar(RegistrarId registrar) {
    return sql.number("SELECT count(*) FROM registrar WHERE iana_id = ?", registrar) == 1;
  }

  // Attachments.

  List<CorrectionDetail.Attachment> attachments(UUID correction) {
    return sql.list(
        """
        SELECT id, name, type, bytes, sha256, added_by, added_at, erased_at FROM correction_attachment
        WHERE correction_id = ? ORDER BY id
        """,
        CorrectionRepository::attachment,
        correction);
  }

  void insert(UUID correction, CorrectionDetail.Attachment attachment, byte[] content) {
    sql.update(
        """
        INSERT INTO correction_attachment (id, correction_id, name, type, bytes, sha256, content, added_by, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        attachment.id(),
        correction,
        attachment.name(),
        attachment.type(),
        (int) attachment.bytes(),
        attachment.sha256(),
        content,
        attachment.addedBy(),
        attachment.addedAt());
  }

  /** Empty where there is none, or its content was erased. */
  Optional<byte[]> content(UUID correction, UUID attachment) {
    return sql.first(
        "SELECT content FROM correction_attachment WHERE correction_id = ? AND id = ? AND content IS NOT NULL",
        row -> row.bytes("content"),
        correction,
        attachment);
  }

  // The clock.

  /** Open past their time and not announced yet, oldest first; another replica's are left to it. */
  List<Correction> toAnnounce(Instant now, int limit) {
    return sql.list(
        "SELECT * FROM correction WHERE "
            + OPEN
            + " AND due_at < ? AND announced_at IS NULL ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED",
        row -> correction(row, now),
        now,
        limit);
  }

  void announced(UUID id, Instant at) {
    sql.update("UPDATE correction SET announced_at = ? WHERE id = ?", at, id);
  }

  private static CorrectionDetail.Attachment attachment(Columns row) throws SQLException {
    return new CorrectionDetail.Attachment(
        row.id("id"),
        row.text("name"),
        row.constant("type", AttachmentType.class),
        row.number("bytes"),
        row.text("sha256"),
        row.text("added_by"),
        row.time("added_at"),
        row.timeOrNull("erased_at"));
  }

  private static Correction correction(Columns row, Instant now) throws SQLException {
    CorrectionState state = row.constant("state", CorrectionState.class);
    Instant dueAt = row.time("due_at");
    return new Correction(
        row.id("id"),
        row.id("incident_id"),
        row.text("domain"),
        row.constant("threat", Threat.class),
        Month.of(row.day("month")),
        row.registrarOrNull("registrar"),
        row.constant("origin", CorrectionOrigin.class),
        row.constant("kind", CorrectionKind.class),
        row.idOrNull("reverses"),
        state,
        row.text("reason"),
        row.text("evidence"),
        row.texts("links"),
        row.text("filed_by"),
        row.time("filed_at"),
        dueAt,
        row.timeOrNull("answer_due_at"),
        state.isOpen() && dueAt.isBefore(now));
  }
}
