package io.bailiwick.aip.transparency;

import io.bailiwick.aip.appeal.AppealOutcome;
import io.bailiwick.aip.appeal.AppealStep;
import io.bailiwick.aip.casefile.CaseState;
import io.bailiwick.aip.casefile.LimitOutcome;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.enforcement.RestrictionMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What reports are made from, and the reports. */
@ApplicationScoped
class TransparencyRepository {
  private static final String VIEW =
      """
      SELECT r.id, r.from_month, r.until_month, r.version, r.supersedes, r.known_at, r.policy_version, r.drafted_by, r.sha256,
             p.published_at, p.published_by
      FROM transparency_report r LEFT JOIN transparency_publication p ON p.report_id = r.id
      """;

  private final Sql sql;

  @Inject
  TransparencyRepository(Sql sql) {
    this.sql = sql;
  }

  // Facts.

  private record StepRow(
      UUID caseId, boolean acute, @Nullable DismissalGround ground, CaseFact.Step step) {}

  /** What was of these cases, limits and appeals in a period, as far as is known now. */
  Facts facts(Instant from, Instant until, Instant now) {
    return new Facts(cases(from, until), limits(from, until, now), appeals(from, until));
  }

  private List<CaseFact> cases(Instant from, Instant until) {
    List<StepRow> rows =
        sql.list(
            """
            SELECT c.id, h.to_state, h.occurred_at,
                   EXISTS (SELECT FROM finding f WHERE f.case_id = c.id AND f.gate = 'ACUTE') AS acute,
                   (SELECT d.ground FROM transparency_dismissal d WHERE d.case_id = c.id ORDER BY d.id DESC LIMIT 1) AS ground
            FROM casefile c JOIN case_history h ON h.case_id = c.id
            WHERE c.created_at < ? AND (c.ended_at IS NULL OR c.ended_at >= ?)
            ORDER BY c.id, h.sequence
            """,
            row -> {
              String ground = row.textOrNull("ground");
              return new StepRow(
                  row.id("id"),
                  row.flag("acute"),
                  ground == null ? null : DismissalGround.valueOf(ground),
                  new CaseFact.Step(
                      row.time("occurred_at"), row.constant("to_state", CaseState.class)));
            },
            until,
            from);
    Map<UUID, List<StepRow>> byCase = new LinkedHashMap<>();
    rows.forEach(row -> byCase.computeIfAbsent(row.caseId(), id -> new ArrayList<>()).add(row));
    return byCase.values().stream()
        .map(
            steps ->
                new CaseFact(
                    steps.getFirst().acute(),
                    steps.stream().map(StepRow::step).toList(),
                    steps.getFirst().ground()))
        .toList();
  }

  private List<LimitFact> limits(Instant from, Instant until, Instant now) {
    // Varied limits are further orders of the same proposal; a stay ends what it stays.
    return sql.list(
        """
        SELECT p.path, p.mode, p.proposed_at, p.outcome, p.decided_at, o.reversed_at, o.ended_at, o.seconds,
               EXISTS (SELECT FROM appeal a WHERE a.proposal_id = p.id AND a.outcome = 'VARIED') AS varied
        FROM limit_proposal p LEFT JOIN LATERAL (
            SELECT max(reversed_at) AS reversed_at,
                   max(least(ends_at, coalesce(lifted_at, ends_at), coalesce(reversed_at, ends_at))) AS ended_at,
                   sum(greatest(0, extract(epoch FROM least(ends_at, coalesce(lifted_at, ends_at), coalesce(stayed_at, ends_at),
                                                            coalesce(reversed_at, ends_at)) - starts_at)))::bigint AS seconds
            FROM restriction_order r WHERE r.proposal_id = p.id) o ON true
        WHERE p.proposed_at < ? AND (p.proposed_at >= ? OR o.ended_at >= ?)
        ORDER BY p.id
        """,
        row -> {
          String outcome = row.textOrNull("outcome");
          Instant ended = row.timeOrNull("ended_at");
          Long seconds = row.numberOrNull("seconds");
          boolean over = ended != null && seconds != null && !ended.isAfter(now);
          return new LimitFact(
              row.text("path").equals("ACUTE"),
              row.constant("mode", RestrictionMode.class),
              row.time("proposed_at"),
              outcome == null ? null : LimitOutcome.valueOf(outcome),
              row.timeOrNull("decided_at"),
              row.timeOrNull("reversed_at"),
              row.flag("varied"),
              over ? ended : null,
              over && seconds != null ? Duration.ofSeconds(seconds) : null);
        },
        until,
        from,
        from);
  }

  private List<AppealFact> appeals(Instant from, Instant until) {
    return sql.list(
        """
        SELECT p.path, a.step, a.filed_at, a.outcome, a.decided_at,
               (SELECT max(k.last_day) FROM case_clock k WHERE k.subject = a.id) AS last_day
        FROM appeal a JOIN limit_proposal p ON p.id = a.proposal_id
        WHERE a.filed_at >= ? AND a.filed_at < ?
        ORDER BY a.id
        """,
        row -> {
          String outcome = row.textOrNull("outcome");
          return new AppealFact(
              row.text("path").equals("ACUTE"),
              row.constant("step", AppealStep.class),
              row.time("filed_at"),
              outcome == null ? null : AppealOutcome.valueOf(outcome),
              row.timeOrNull("decided_at"),
              row.dayOrNull("last_day"));
        },
        from,
        until);
  }

  /** Whether this candidate was dismissed. */
  boolean isDismissed(UUID caseId) {
    return sql.number("SELECT count(*) FROM casefile WHERE id = ? AND state = 'DISMISSED'", caseId)
        > 0;
  }

  void insert(UUID caseId, DismissalGround ground, Instant at, String by) {
    long unused =
        sql.update(
            "INSERT INTO transparency_dismissal (id, case_id, ground, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)",
            Ids.next(),
            caseId,
            ground,
            at,
            by);
  }

  /**
   * Whether an appeal reversed or varied a limit, or a case was found to have no ground, after an
   * instant.
   */
  boolean isCorrectedSince(Instant knownAt, Instant until) {
    return sql.number(
            """
            SELECT (SELECT count(*) FROM casefile
                    WHERE state IN ('REVERSED', 'UNFOUNDED') AND ended_at > ? AND created_at < ?)
                 + (SELECT count(*) FROM restriction_order WHERE reversed_at > ? AND starts_at < ?)
                 + (SELECT count(*) FROM appeal a JOIN limit_proposal p ON p.id = a.proposal_id
                    WHERE a.outcome = 'VARIED' AND a.decided_at > ? AND p.proposed_at < ?)
            """,
            knownAt,
            until,
            knownAt,
            until,
            knownAt,
            until)
        > 0;
  }

  // Reports.

  /** One draft after the other. */
  void lock() {
    sql.lock("transparency-report");
  }

  void insert(TransparencyView report, UUID policyId, TransparencyFiles files) {
    long unused =
        sql.update(
            """
            INSERT INTO transparency_report (id, from_month, until_month, version, supersedes, known_at, policy_id,
                policy_version, drafted_by, document, counts, page, archive, sha256)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            report.id(),
            report.from().toString(),
            report.until().toString(),
            report.version(),
            report.supersedes(),
            report.knownAt(),
            policyId,
            report.policyVersion(),
            report.draftedBy(),
            files.json(),
            files.csv(),
            files.html(),
            files.archive(),
            report.sha256());
  }

  void publish(UUID id, Instant at, String by) {
    long unused =
        sql.update(
            "INSERT INTO transparency_publication (report_id, published_at, published_by) VALUES (?, ?, ?)",
            id,
            at,
            by);
  }

  Optional<TransparencyView> find(UUID id) {
    return sql.first(VIEW + " WHERE r.id = ?", TransparencyRepository::view, id);
  }

  /** All versions of all periods that overlap this one. */
  List<TransparencyView> overlapping(Month from, Month until) {
    return sql.list(
        VIEW + " WHERE r.from_month <= ? AND r.until_month >= ? ORDER BY r.from_month, r.version",
        TransparencyRepository::view,
        until.toString(),
        from.toString());
  }

  /** Of every period the version that stands. */
  List<TransparencyView> standing() {
    return sql.list(
        "SELECT DISTINCT ON (from_month) * FROM ("
            + VIEW
            + ") v WHERE published_at IS NOT NULL ORDER BY from_month, version DESC",
        TransparencyRepository::view);
  }

  List<TransparencyView> page(@Nullable UUID after, int limit) {
    return sql.list(
        VIEW + " WHERE ?::uuid IS NULL OR r.id > ? ORDER BY r.id LIMIT ?",
        TransparencyRepository::view,
        after,
        after,
        limit);
  }

  List<PublishedTransparencyView> publishedPage(@Nullable UUID after, int limit) {
    return sql.list(
        """
        SELECT r.*, p.published_at, EXISTS (
            SELECT FROM transparency_report n JOIN transparency_publication q ON q.report_id = n.id
            WHERE n.from_month = r.from_month AND n.version > r.version) AS superseded
        FROM transparency_report r JOIN transparency_publication p ON p.report_id = r.id
        WHERE ?::uuid IS NULL OR r.id > ? ORDER BY r.id LIMIT ?
        """,
        row ->
            new PublishedTransparencyView(
                row.id("id"),
                Month.fromString(row.text("from_month")),
                Month.fromString(row.text("until_month")),
                (int) row.number("version"),
                row.flag("superseded"),
                row.time("published_at"),
                row.text("sha256")),
        after,
        after,
        limit);
  }

  Optional<TransparencyFiles> files(UUID id) {
    return sql.first(
        "SELECT document, counts, page, archive FROM transparency_report WHERE id = ?",
        row ->
            new TransparencyFiles(
                row.text("document"), row.text("counts"), row.text("page"), row.bytes("archive")),
        id);
  }

  private static TransparencyView view(Columns row) throws SQLException {
    return new TransparencyView(
        row.id("id"),
        Month.fromString(row.text("from_month")),
        Month.fromString(row.text("until_month")),
        (int) row.number("version"),
        row.idOrNull("supersedes"),
        row.time("known_at"),
        (int) row.number("policy_version"),
        row.text("drafted_by"),
        row.text("sha256"),
        row.timeOrNull("published_at"),
        row.textOrNull("published_by"));
  }
}
