package io.bailiwick.aip.evidence;

import io.bailiwick.common.audit.AuditAction;

enum EvidenceAction implements AuditAction {
  FROZEN("evidence.frozen"),
  READ("evidence.bundle-read"),
  REDACTED("evidence.redacted"),
  ERASED("evidence.erased"),
  HELD("evidence.held"),
  RELEASED("evidence.released");

  private final String code;

  EvidenceAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
