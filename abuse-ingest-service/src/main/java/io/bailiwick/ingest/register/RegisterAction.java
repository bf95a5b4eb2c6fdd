package io.bailiwick.ingest.register;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

enum RegisterAction implements AuditAction, EventType {
  REGISTER_BATCH_ACCEPTED;

  @Override
  public String code() {
    return "register-batch.accepted";
  }
}
