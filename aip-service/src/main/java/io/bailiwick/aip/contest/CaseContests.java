package io.bailiwick.aip.contest;

import io.bailiwick.aip.clock.CaseClocks;
import io.bailiwick.aip.ingest.Contest;
import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.outbox.EventType;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What contests mean to the cases that hold their incidents. */
@ApplicationScoped
public class CaseContests {
  private final Sql sql;
  private final CaseClocks clocks;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final BusinessClock clock;

  @Inject
  CaseContests(Sql sql, CaseClocks clocks, AuditTrail audit, Outbox outbox, BusinessClock clock) {
    this.sql = sql;
    this.clocks = clocks;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Audit entry and event of one name. */
  enum Followed implements AuditAction, EventType {
    CASE_CONTEST;

    @Override
    public String code() {
      return "case.contest";
    }
  }

  /** A case whose registrar was notified and that has not ended. */
  record OpenCase(UUID id, RegistrarId registrar) {}

  /** The contests of names of a case, in the order of filing. */
  @Transactional
  public List<CaseContest> ofCase(UUID caseId) {
    return sql.list(
        "SELECT * FROM case_contest WHERE case_id = ? ORDER BY filed_at, correction_id",
        row ->
            new CaseContest(
                row.id("correction_id"),
                row.id("incident_id"),
                row.text("name"),
                row.constant("state", Contest.State.class),
                row.time("filed_at")),
        caseId);
  }

  /** The incidents of a case that an accepted contest has taken away. */
  @Transactional
  public Set<UUID> takenAway(UUID caseId) {
    return ofCase(caseId).stream()
        .filter(contest -> contest.state() == Contest.State.ACCEPTED)
        .map(CaseContest::incidentId)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Transactional
  List<OpenCase> openCases() {
    return sql.list(
        """
        SELECT id, registrar FROM casefile
        WHERE ended_at IS NULL AND acknowledge_by IS NOT NULL ORDER BY id
        """,
        row -> new OpenCase(row.id("id"), row.registrar("registrar")));
  }

  /**
   * Keeps what became of the contests of a case, and lets its clocks stand still while one is open.
   * Left to another replica that is at the case.
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void follow(OpenCase open, List<Contest> contests) {
    if (sql.list(
            "SELECT 1 FROM casefile WHERE id = ? AND ended_at IS NULL FOR UPDATE SKIP LOCKED",
            row -> true,
            open.id())
        .isEmpty()) {
      return;
    }
    Set<UUID> held =
        Set.copyOf(
            sql.list(
                "SELECT DISTINCT unnest(evidence_incidents) AS incident FROM notice WHERE case_id = ?",
                row -> row.id("incident"),
                open.id()));
    Map<UUID, Contest.State> known =
        ofCase(open.id()).stream().collect(Collectors.toMap(CaseContest::id, CaseContest::state));
    List<Contest> ours =
        contests.stream().filter(contest -> held.contains(contest.incidentId())).toList();
    for (Contest contest : ours) {
      if (!Objects.equals(known.get(contest.id()), contest.state())) {
        keep(open, contest);
      }
    }
    clocks.contested(open.id(), ours.stream().anyMatch(contest -> contest.state().isOpen()));
  }

  private void keep(OpenCase open, Contest contest) {
    long unused =
        sql.update(
            """
            INSERT INTO case_contest (case_id, correction_id, incident_id, name, state, filed_at, seen_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (case_id, correction_id) DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at
            """,
            open.id(),
            contest.id(),
            contest.incidentId(),
            contest.name(),
            contest.state(),
            contest.filedAt(),
            clock.instant());
    Map<String, Object> content =
        Map.of(
            "registrar", open.registrar().ianaId(),
            "contest", contest.id(),
            "incident", contest.incidentId(),
            "state", contest.state());
    String subject = "case/" + open.id();
    audit.recordBySystem(Followed.CASE_CONTEST, subject, content);
    outbox.publish(Followed.CASE_CONTEST, subject, content);
  }
}
