package io.bailiwick.aip.plan;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What the audit trail and the event stream call what happens to plans beside their case. */
enum PlanAction implements AuditAction, EventType {
  MEASURE_RECORDED("plan.measure-recorded"),
  COMMENTED("plan.commented"),
  FILE_KEPT("plan.file-kept");

  private final String code;

  PlanAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
