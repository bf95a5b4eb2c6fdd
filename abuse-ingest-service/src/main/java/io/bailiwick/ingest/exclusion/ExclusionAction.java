package io.bailiwick.ingest.exclusion;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;
import java.util.Locale;

/** What is done with exclusions, in the audit trail and as events. */
enum ExclusionAction implements AuditAction, EventType {
  EXCLUSION_ENTERED,
  EXCLUSION_ENDED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
