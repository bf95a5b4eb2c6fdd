package io.bailiwick.ingest.payload;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;
import java.util.Locale;

/** What is done with payloads, in the audit trail and as events. */
enum PayloadAction implements AuditAction, EventType {
  PAYLOAD_ACCEPTED,
  PAYLOAD_IMPORTED_AS_HISTORY,
  PAYLOAD_REPLAYED,
  PAYLOAD_ACCEPTED_AS_WHOLE;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
  }
}
