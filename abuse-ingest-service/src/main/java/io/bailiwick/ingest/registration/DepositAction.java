package io.bailiwick.ingest.registration;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

enum DepositAction implements AuditAction, EventType {
  DEPOSIT_LOADED;

  @Override
  public String code() {
    return "deposit.loaded";
  }
}
