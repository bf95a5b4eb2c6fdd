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
  LIMIT_PROPOSED("limit.proposed"),
  LIMIT_APPROVED("limit.approved"),
  LIMIT_REFUSED("limit.refused"),
  LIMIT_LIFTED("limit.lifted"),
  LIMIT_ENDED("limit.ended"),
  CASE_RESTORED("case.restored"),
  CASE_CLOSED("case.closed");

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
      case PROPOSE_LIMIT -> LIMIT_PROPOSED;
      case APPROVE_LIMIT -> LIMIT_APPROVED;
      case REFUSE_LIMIT -> LIMIT_REFUSED;
      case LIFT_LIMIT -> LIMIT_LIFTED;
      case END_LIMIT -> LIMIT_ENDED;
      case RESTORE -> CASE_RESTORED;
      case CLOSE -> CASE_CLOSED;
    };
  }
}
