package io.bailiwick.aip.casefile;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;
import org.jspecify.annotations.Nullable;

/** What the audit trail and the event stream call what happens to cases: one name for both. */
enum CaseAction implements AuditAction, EventType {
  CANDIDATE_FOUND("candidate.found"),
  FINDING_JOINED("finding.joined"),
  CASE_CONFIRMED("case.confirmed"),
  CANDIDATE_DISMISSED("candidate.dismissed"),
  NOTICE_SENT("notice.sent"),
  NOTICE_ACKNOWLEDGED("notice.acknowledged"),
  PLAN_FILED("plan.filed"),
  PLAN_AGREED("plan.agreed"),
  MONITORING_STARTED("monitoring.started"),
  CASE_EXTENDED("case.extended"),
  LIMIT_PROPOSED("limit.proposed"),
  LIMIT_ENDORSED("limit.endorsed"),
  LIMIT_APPROVED("limit.approved"),
  LIMIT_REFUSED("limit.refused"),
  LIMIT_WITHDRAWN("limit.withdrawn"),
  LIMIT_KEPT("limit.kept"),
  LIMIT_LIFTED("limit.lifted"),
  LIMIT_ENDED("limit.ended"),
  TAKEOVER_NOTED("case.takeover-noted"),
  APPEAL_FILED("appeal.filed"),
  LIMIT_STAYED("limit.stayed"),
  LIMIT_UPHELD("limit.upheld"),
  LIMIT_VARIED("limit.varied"),
  LIMIT_REVERSED("limit.reversed"),
  CASE_RESTORED("case.restored"),
  CASE_CLOSED("case.closed"),
  CASE_UNFOUNDED("case.unfounded"),
  /** A later version of the scores says otherwise of what made the case, or again the same. */
  GROUND_CHANGED("case.ground-changed");

  private final String code;

  CaseAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }

  /** The action of an event; of none the creation of a candidate. */
  static CaseAction of(@Nullable CaseEvent event) {
    return switch (event) {
      case null -> CANDIDATE_FOUND;
      case CONFIRM -> CASE_CONFIRMED;
      case DISMISS -> CANDIDATE_DISMISSED;
      case SEND_NOTICE -> NOTICE_SENT;
      case ACKNOWLEDGE -> NOTICE_ACKNOWLEDGED;
      case FILE_PLAN -> PLAN_FILED;
      case AGREE_PLAN -> PLAN_AGREED;
      case START_MONITORING -> MONITORING_STARTED;
      case EXTEND -> CASE_EXTENDED;
      case PROPOSE_LIMIT -> LIMIT_PROPOSED;
      case ENDORSE_LIMIT -> LIMIT_ENDORSED;
      case APPROVE_LIMIT -> LIMIT_APPROVED;
      case REFUSE_LIMIT -> LIMIT_REFUSED;
      case WITHDRAW_PROPOSAL -> LIMIT_WITHDRAWN;
      case KEEP_LIMIT -> LIMIT_KEPT;
      case LIFT_LIMIT -> LIMIT_LIFTED;
      case END_LIMIT -> LIMIT_ENDED;
      case FLAG_TAKEOVER -> TAKEOVER_NOTED;
      case FILE_APPEAL -> APPEAL_FILED;
      case STAY_LIMIT, STAY_OVERDUE -> LIMIT_STAYED;
      case UPHOLD_LIMIT -> LIMIT_UPHELD;
      case VARY_LIMIT -> LIMIT_VARIED;
      case REVERSE_LIMIT -> LIMIT_REVERSED;
      case RESTORE -> CASE_RESTORED;
      case CLOSE -> CASE_CLOSED;
      case CLOSE_UNFOUNDED -> CASE_UNFOUNDED;
    };
  }
}
