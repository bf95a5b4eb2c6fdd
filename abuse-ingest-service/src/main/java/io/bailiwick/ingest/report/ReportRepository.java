package io.bailiwick.ingest.report;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over reports. */
@ApplicationScoped
class ReportRepository {
  private static final String SELECT =
      """
      SELECT r.*, s.form, s.words, s.doubtful, s.seen_at
      FROM report r JOIN report_submission s ON s.id = r.submission_id
      """;

  private final Sql sql;

  @Inject
  ReportRepository(Sql sql) {
    this.sql = sql;
  }

  void insertSubmission(UUID id, Draft draft, @Nullable Instant seenAt, Instant receivedAt) {
    sql.update(
        """
        INSERT INTO report_submission (id, form, source_id, words, description, seen_at, doubtful, notes, received_at)
        VALUES (?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?)
        """,
        id,
        draft.form(),
        draft.sourceId(),
        draft.words(),
        draft.description(),
        seenAt,
        draft.doubtful(),
        draft.notes(),
        receivedAt);
    int number = 0;
    for (Attachment attachment : draft.attachments()) {
      sql.update(
          "INSERT INTO report_attachment (submission_id, number, type, sha256, content) VALUES (?, ?, ?, ?, ?)",
          id,
          ++number,
          attachment.type(),
          Hashes.sha256Hex(attachment.bytes()),
          attachment.bytes());
    }
  }

  /** Whether it is new; the same complaint may be there already. */
  boolean insert(
      UUID id,
      UUID submission,
      String domain,
      String unicodeDomain,
      ReportCategory category,
      String reporter,
      @Nullable String sourceId,
      Instant receivedAt,
      LocalDate receivedOn,
      List<String> values) {
    boolean isNew =
        sql.update(
                """
                INSERT INTO report (id, submission_id, domain, unicode_domain, category, reporter, source_id, received_at,
                                    received_on, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'RECEIVED')
                ON CONFLICT DO NOTHING
                """,
                id,
                submission,
                domain,
                unicodeDomain,
                category,
                reporter,
                sourceId,
                receivedAt,
                receivedOn)
            == 1;
    if (isNew) {
      int number = 0;
      for (String value : values) {
        sql.update(
            "INSERT INTO report_value (report_id, number, value) VALUES (?, ?, ?)",
            id,
            ++number,
            value);
      }
    }
    return isNew;
  }

  /** The report that stands for this one: by its own identifier, or by name, category and day. */
  Optional<UUID> same(
      String domain,
      ReportCategory category,
      String reporter,
      @Nullable String sourceId,
      LocalDate receivedOn) {
    return sql.first(
        """
        SELECT id FROM report
        WHERE reporter = ? AND domain = ? AND (source_id = ? OR (category = ? AND received_on = ?))
        ORDER BY received_at, id LIMIT 1
        """,
        row -> row.id("id"),
        reporter,
        domain,
        sourceId,
        category,
        receivedOn);
  }

  /** Whether the account is new to the report. */
  boolean submit(UUID report, String subject, String referenceSha256, Instant at) {
    return sql.update(
            """
            INSERT INTO report_submitter (report_id, subject, reference_sha256, submitted_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            report,
            subject,
            referenceSha256,
            at)
        == 1;
  }

  boolean isSubmitter(UUID report, String subject, @Nullable String referenceSha256) {
    return sql.number(
            "SELECT count(*) FROM report_submitter WHERE report_id = ? AND (subject = ? OR reference_sha256 = ?)",
            report,
            subject,
            referenceSha256)
        > 0;
  }

  /** Counts a refused report, of which nothing else is kept. */
  void countRefusal(LocalDate day, @Nullable String digest) {
    sql.update("INSERT INTO report_refusal (day, digest) VALUES (?, ?)", day, digest);
  }

  Optional<Report> find(UUID id) {
    return sql.first(SELECT + "WHERE r.id = ?", ReportRepository::report, id);
  }

  /** The same, held until the transaction ends. */
  Optional<Report> locked(UUID id) {
    return sql.first(SELECT + "WHERE r.id = ? FOR UPDATE OF r", ReportRepository::report, id);
  }

  /** Oldest first. */
  List<Report> list(ReportQuery query, @Nullable String after, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder("WHERE true");
    if (query.state() != null) {
      where.append(" AND r.state = ?");
      parameters.add(query.state());
    }
    if (query.category() != null) {
      where.append(" AND r.category = ?");
      parameters.add(query.category());
    }
    if (query.name() != null) {
      where.append(" AND r.domain = ?");
      parameters.add(query.name());
    }
    if (query.receivedUntil() != null) {
      where.append(" AND r.received_at <= ?");
      parameters.add(query.receivedUntil());
    }
    if (after != null) {
      List<String> key = Cursor.parts(after, 2);
      try {
        parameters.add(Instant.parse(key.get(0)));
        parameters.add(UUID.fromString(key.get(1)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
      }
      where.append(" AND (r.received_at, r.id) > (?, ?)");
    }
    parameters.add(limit);
    return sql.list(
        SELECT + where + " ORDER BY r.received_at, r.id LIMIT ?",
        ReportRepository::report,
        parameters.toArray());
  }

  static String key(Report report) {
    return Cursor.key(report.receivedAt(), report.id());
  }

  List<String> values(UUID report) {
    return sql.list(
        "SELECT value FROM report_value WHERE report_id = ? ORDER BY number",
        row -> row.text("value"),
        report);
  }

  ReportDetail detail(Report report) {
    List<ReportDetail.Kept> attachments =
        sql.list(
            """
            SELECT number, type, octet_length(content) AS bytes, sha256 FROM report_attachment
            WHERE submission_id = ? ORDER BY number
            """,
            row ->
                new ReportDetail.Kept(
                    (int) row.number("number"),
                    row.constant("type", AttachmentType.class),
                    row.number("bytes"),
                    row.text("sha256")),
            report.submissionId());
    List<String> values = values(report.id());
    List<UUID> watchHits =
        sql.list(
            "SELECT id FROM watch_hit WHERE report_id = ? ORDER BY id",
            row -> row.id("id"),
            report.id());
    return sql.list(
            """
            SELECT s.description, s.notes, r.evidence, r.public_reason
            FROM report r JOIN report_submission s ON s.id = r.submission_id WHERE r.id = ?
            """,
            row ->
                new ReportDetail(
                    report,
                    values,
                    row.textOrNull("description"),
                    row.textOrNull("evidence"),
                    row.textOrNull("public_reason"),
                    watchHits,
                    attachments,
                    row.texts("notes")),
            report.id())
        .getFirst();
  }

  Optional<Attachment> attachment(Report report, int number) {
    return sql.first(
        "SELECT type, encode(content, 'base64') AS content FROM report_attachment WHERE submission_id = ? AND number = ?",
        row ->
            new Attachment(
                row.constant("type", AttachmentType.class),
                Base64.getMimeDecoder().decode(row.text("content"))),
        report.submissionId(),
        number);
  }

  @Nullable String publicReason(UUID report) {
    return sql
        .list(
            "SELECT coalesce(public_reason, '') AS reason FROM report WHERE id = ?",
            row -> row.text("reason"),
            report)
        .stream()
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** What the registrar says it did about the incident, oldest first, at most 100. */
  List<ReportStatus.Act> actions(Report report) {
    return sql.list(
        """
        SELECT a.action, a.at
        FROM incident asked
        JOIN notification n ON n.incident_id IN (asked.id, asked.merged_into)
        JOIN notification_answer a ON a.notification_id = n.id AND a.action <> 'ACKNOWLEDGED'
        WHERE asked.id = ? ORDER BY a.recorded_at, a.id LIMIT 100
        """,
        row -> new ReportStatus.Act(row.text("action"), row.time("at")),
        report.incidentId());
  }

  void validate(
      UUID report,
      Threat threat,
      String evidence,
      @Nullable String publicReason,
      UUID incident,
      String person,
      Instant at) {
    sql.update(
        """
        UPDATE report SET state = 'VALIDATED', threat = ?, evidence = ?, public_reason = ?, incident_id = ?, decided_by = ?,
                          decided_at = ?
        WHERE id = ?
        """,
        threat,
        evidence,
        publicReason,
        incident,
        person,
        at,
        report);
  }

  void dismiss(UUID report, Dismissal dismissal, String publicReason, String person, Instant at) {
    sql.update(
        """
        UPDATE report SET state = 'DISMISSED', dismissal = ?, public_reason = ?, decided_by = ?, decided_at = ? WHERE id = ?
        """,
        dismissal,
        publicReason,
        person,
        at,
        report);
  }

  /** By day, form, category and state. */
  List<ReportVolume> volumes(@Nullable String after, int limit) {
    List<String> key = after == null ? List.of("0001-01-01", "", "", "") : Cursor.parts(after, 4);
    try {
      return sql.list(
          """
          SELECT * FROM (
            SELECT r.received_on, s.form, r.category, r.state, count(*) AS reports
            FROM report r JOIN report_submission s ON s.id = r.submission_id
            GROUP BY r.received_on, s.form, r.category, r.state) v
          WHERE (received_on, form, category, state) > (?, ?, ?, ?)
          ORDER BY received_on, form, category, state LIMIT ?
          """,
          row ->
              new ReportVolume(
                  row.day("received_on"),
                  row.constant("form", ReportForm.class),
                  row.constant("category", ReportCategory.class),
                  row.constant("state", ReportState.class),
                  row.number("reports")),
          LocalDate.parse(key.get(0)),
          key.get(1),
          key.get(2),
          key.get(3),
          limit);
    } catch (DateTimeException e) {
      throw ProblemException.malformed("The cursor in 'after' is not one of this list.");
    }
  }

  private static Report report(Columns row) throws SQLException {
    String threat = row.textOrNull("threat");
    String dismissal = row.textOrNull("dismissal");
    return new Report(
        row.id("id"),
        row.id("submission_id"),
        row.constant("form", ReportForm.class),
        row.text("domain"),
        row.text("unicode_domain"),
        row.constant("category", ReportCategory.class),
        row.text("words"),
        row.text("reporter"),
        row.textOrNull("source_id"),
        row.flag("doubtful"),
        row.timeOrNull("seen_at"),
        row.time("received_at"),
        row.constant("state", ReportState.class),
        threat == null ? null : Threat.valueOf(threat),
        dismissal == null ? null : Dismissal.valueOf(dismissal),
        row.idOrNull("incident_id"),
        row.textOrNull("decided_by"),
        row.timeOrNull("decided_at"));
  }
}
