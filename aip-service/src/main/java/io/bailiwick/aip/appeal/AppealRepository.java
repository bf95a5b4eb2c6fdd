package io.bailiwick.aip.appeal;

import io.bailiwick.aip.visibility.UnfoundedCases;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of appeal. */
@ApplicationScoped
class AppealRepository {
  private final Sql sql;

  @Inject
  AppealRepository(Sql sql) {
    this.sql = sql;
  }

  private static Appeal of(Columns row) throws SQLException {
    String outcome = row.textOrNull("outcome");
    BigDecimal fee = row.decimal("fee");
    BigDecimal ofRegistry = row.decimal("fee_of_registry");
    return new Appeal(
        row.id("id"),
        row.id("case_id"),
        row.text("case_reference"),
        row.registrar("registrar"),
        row.id("proposal_id"),
        row.constant("step", AppealStep.class),
        row.text("grounds"),
        row.flag("stay_asked"),
        row.time("filed_at"),
        row.text("filed_by"),
        (int) row.number("policy_version"),
        row.textOrNull("panel"),
        fee,
        ofRegistry,
        fee.subtract(ofRegistry),
        row.text("currency"),
        outcome == null ? null : AppealOutcome.valueOf(outcome),
        row.textOrNull("reasons"),
        row.timeOrNull("decided_at"),
        row.textOrNull("decided_by"),
        row.decimalOrNull("refund"));
  }

  void insert(Appeal appeal, UUID policyId) {
    long unused =
        sql.update(
            """
            INSERT INTO appeal (id, case_id, case_reference, registrar, proposal_id, step, grounds, stay_asked, filed_at,
                filed_by, policy_id, policy_version, panel, fee, fee_of_registry, currency)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            appeal.id(),
            appeal.caseId(),
            appeal.caseReference(),
            appeal.registrar(),
            appeal.proposalId(),
            appeal.step(),
            appeal.grounds(),
            appeal.stayAsked(),
            appeal.filedAt(),
            appeal.filedBy(),
            policyId,
            appeal.policyVersion(),
            appeal.panel(),
            appeal.fee(),
            appeal.feeOfRegistry(),
            appeal.currency());
  }

  void decide(
      UUID id,
      AppealOutcome outcome,
      String reasons,
      Instant decidedAt,
      String decidedBy,
      BigDecimal refund) {
    long unused =
        sql.update(
            "UPDATE appeal SET outcome = ?, reasons = ?, decided_at = ?, decided_by = ?, refund = ? WHERE id = ?",
            outcome,
            reasons,
            decidedAt,
            decidedBy,
            refund,
            id);
  }

  Optional<Appeal> find(UUID id) {
    return sql.first("SELECT * FROM appeal WHERE id = ?", AppealRepository::of, id);
  }

  /** The appeals against a limit, the internal one first. */
  List<Appeal> against(UUID proposalId) {
    return sql.list(
        "SELECT * FROM appeal WHERE proposal_id = ? ORDER BY filed_at, id",
        AppealRepository::of,
        proposalId);
  }

  /** Appeals in a case that nobody has decided. */
  List<Appeal> open(UUID caseId) {
    return sql.list(
        "SELECT * FROM appeal WHERE case_id = ? AND outcome IS NULL ORDER BY id",
        AppealRepository::of,
        caseId);
  }

  /** Appeals whose time to decide is over, although the limit that they are against runs. */
  List<Appeal> overdue(LocalDate today) {
    return sql.list(
        """
        SELECT a.* FROM appeal a
        JOIN case_clock k ON k.subject = a.id AND k.outcome IS NULL AND k.last_day < ?
        JOIN casefile c ON c.id = a.case_id AND c.state = 'LIMIT_IN_FORCE'
        WHERE a.outcome IS NULL ORDER BY a.id
        """,
        AppealRepository::of,
        today);
  }

  List<Appeal> page(
      RegistrarScope scope,
      @Nullable UUID caseId,
      @Nullable Boolean open,
      boolean unfounded,
      @Nullable UUID after,
      int limit) {
    StringBuilder where = new StringBuilder("WHERE true");
    List<Object> parameters = new ArrayList<>();
    if (!scope.isAll()) {
      where.append(" AND registrar = ANY (?)");
      parameters.add(scope.sqlIds());
    }
    if (caseId != null) {
      where.append(" AND case_id = ?");
      parameters.add(caseId);
    }
    if (open != null) {
      where.append(open ? " AND outcome IS NULL" : " AND outcome IS NOT NULL");
    }
    if (!unfounded) {
      where.append(" AND ").append(UnfoundedCases.without("appeal"));
    }
    if (after != null) {
      where.append(" AND id > ?");
      parameters.add(after);
    }
    parameters.add(limit);
    return sql.list(
        "SELECT * FROM appeal " + where + " ORDER BY id LIMIT ?",
        AppealRepository::of,
        parameters.toArray());
  }
}
