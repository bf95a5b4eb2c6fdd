package io.bailiwick.ingest.reference;

import io.bailiwick.common.audit.AuditAction;

enum ReferenceAction implements AuditAction {
  REFERENCE_LIST_ACCEPTED;

  @Override
  public String code() {
    return "reference-list.accepted";
  }
}
