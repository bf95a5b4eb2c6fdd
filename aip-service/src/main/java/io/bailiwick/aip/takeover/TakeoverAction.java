package io.bailiwick.aip.takeover;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What the audit trail and the event stream call it. */
enum TakeoverAction implements AuditAction, EventType {
  FLAGGED("takeover.flagged");

  private final String code;

  TakeoverAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
