package io.bailiwick.ingest.retention;

import io.bailiwick.common.audit.AuditAction;

enum RetentionAction implements AuditAction {
  HOLD_PLACED("legal-hold.placed"),
  HOLD_RELEASED("legal-hold.released"),
  ERASED("retention.erased");

  private final String code;

  RetentionAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
