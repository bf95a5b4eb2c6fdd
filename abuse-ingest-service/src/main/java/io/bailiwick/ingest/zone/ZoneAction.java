package io.bailiwick.ingest.zone;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

enum ZoneAction implements AuditAction, EventType {
  ZONE_FILE_ACCEPTED;

  @Override
  public String code() {
    return "zone-file.accepted";
  }
}
