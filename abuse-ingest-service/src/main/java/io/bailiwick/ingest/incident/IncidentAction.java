package io.bailiwick.ingest.incident;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What is done with incidents, in the audit trail and as an event. */
enum IncidentAction implements AuditAction, EventType {
  INCIDENT_CLASSIFIED;

  @Override
  public String code() {
    return "incident.classified";
  }
}
