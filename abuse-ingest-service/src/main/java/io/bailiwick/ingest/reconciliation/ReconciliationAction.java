package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;
import java.util.Locale;

/** What is done about reports, in the audit trail and as events. */
enum ReconciliationAction implements AuditAction, EventType {
  TRANSACTION_REPORT_ACCEPTED,
  RECONCILIATION_WAIVED;

  @Override
  public String code() {
    String name = name().toLowerCase(Locale.ROOT);
    int verb = name.lastIndexOf('_');
    return name.substring(0, verb).replace('_', '-') + "." + name.substring(verb + 1);
  }
}
