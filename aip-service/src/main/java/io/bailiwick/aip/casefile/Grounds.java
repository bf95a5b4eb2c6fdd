package io.bailiwick.aip.casefile;

import io.bailiwick.aip.scoring.Score;
import io.bailiwick.aip.scoring.Score.Gate;
import io.bailiwick.aip.scoring.Score.GateState;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether what made a case still holds. A correction makes a new version of the scores; where the
 * gate no longer holds in it, the case shows that and suggests to close it as unfounded. A person
 * does that, never the clock.
 */
@ApplicationScoped
class Grounds {
  private final Sql sql;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final BusinessClock clock;

  @Inject
  Grounds(Sql sql, AuditTrail audit, Outbox outbox, BusinessClock clock) {
    this.sql = sql;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** A finding of a candidate or case that has not ended. */
  record Open(UUID findingId, UUID caseId, RegistrarId registrar, Month month, FindingGate gate) {}

  @Transactional
  List<Open> open() {
    return sql.list(
        """
        SELECT f.id, f.case_id, f.registrar, f.month, f.gate FROM finding f JOIN casefile c ON c.id = f.case_id
        WHERE c.ended_at IS NULL ORDER BY f.id
        """,
        row ->
            new Open(
                row.id("id"),
                row.id("case_id"),
                row.registrar("registrar"),
                Month.fromString(row.text("month")),
                row.constant("gate", FindingGate.class)));
  }

  /** Keeps what the scores say now, where it is not what they said before. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void follow(Open finding, Optional<Score> now) {
    // In turn with other replicas; nobody else writes the row.
    if (sql.list(
            "SELECT 1 FROM casefile WHERE id = ? AND ended_at IS NULL FOR UPDATE SKIP LOCKED",
            row -> true,
            finding.caseId())
        .isEmpty()) {
      return;
    }
    Gate gate =
        now.map(
                score ->
                    switch (finding.gate()) {
                      case INTERVENTION -> score.intervention();
                      case ACUTE -> score.acute();
                    })
            .orElse(null);
    boolean holds = gate != null && gate.state() == GateState.HOLDS;
    boolean held = last(finding.findingId()).map(Standing::holds).orElse(true);
    if (holds == held) {
      return;
    }
    Integer version = now.map(Score::runVersion).orElse(null);
    String summary = gate == null ? "There is no such score any more." : gate.summary();
    long unused =
        sql.update(
            """
            INSERT INTO finding_standing (id, finding_id, holds, run_version, summary, seen_at) VALUES (?, ?, ?, ?, ?, ?)
            """,
            Ids.next(),
            finding.findingId(),
            holds,
            version,
            summary,
            clock.instant());
    Map<String, Object> content = new HashMap<>();
    content.put("registrar", finding.registrar().ianaId());
    content.put("finding", finding.findingId());
    content.put("month", finding.month());
    content.put("holds", holds);
    String subject = "case/" + finding.caseId();
    audit.recordBySystem(CaseAction.GROUND_CHANGED, subject, content);
    outbox.publish(CaseAction.GROUND_CHANGED, subject, content);
  }

  private Optional<Standing> last(UUID findingId) {
    return Optional.ofNullable(standings(List.of(findingId)).get(findingId));
  }

  /** What is seen last of each finding; nothing while it stands as it was found. */
  @Transactional
  Map<UUID, Standing> standings(List<UUID> findings) {
    Map<UUID, Standing> standings = new HashMap<>();
    var unused =
        sql.list(
            "SELECT * FROM finding_standing WHERE finding_id = ANY (?) ORDER BY seen_at, id",
            row ->
                standings.put(
                    row.id("finding_id"),
                    new Standing(
                        row.flag("holds"),
                        version(row.numberOrNull("run_version")),
                        row.text("summary"),
                        row.time("seen_at"))),
            (Object) findings.toArray(UUID[]::new));
    return standings;
  }

  /** Findings as they are shown, each with what is seen last of it. */
  List<FindingView> of(List<Finding> findings) {
    Map<UUID, Standing> standings = standings(findings.stream().map(found -> found.id).toList());
    return findings.stream().map(found -> FindingView.of(found, standings.get(found.id))).toList();
  }

  private static @Nullable Integer version(@Nullable Long number) {
    return number == null ? null : number.intValue();
  }
}
