package io.bailiwick.ingest.notification;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What is done with notifications, in the audit trail and as events. */
enum NotificationAction implements AuditAction, EventType {
  CONTACTS_SET("notification.contacts-set"),
  QUEUED("notification.queued"),
  RETRIED("notification.retried"),
  ACKNOWLEDGED("notification.acknowledged"),
  ANSWERED("notification.answered");

  private final String code;

  NotificationAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
