package io.bailiwick.ingest.correction;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What the audit trail and the event stream call what happens to corrections. */
enum CorrectionAction implements AuditAction, EventType {
  FILED("correction.filed"),
  ASKED("correction.asked"),
  ANSWERED("correction.answered"),
  DECIDED("correction.decided"),
  WITHDRAWN("correction.withdrawn"),
  ATTACHED("correction.attached"),
  OVERDUE("correction.overdue");

  private final String code;

  CorrectionAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
