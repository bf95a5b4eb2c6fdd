package io.bailiwick.ingest.report;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;
import java.util.Locale;

/** What is done with reports, in the audit trail and as events. */
enum ReportAction implements AuditAction, EventType {
  REPORT_RECEIVED,
  REPORT_VALIDATED,
  REPORT_DISMISSED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
