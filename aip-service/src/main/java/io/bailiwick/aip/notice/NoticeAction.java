package io.bailiwick.aip.notice;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What the audit trail and the event stream call what happens to messages. */
enum NoticeAction implements AuditAction, EventType {
  MESSAGE_QUEUED("message.queued"),
  MESSAGE_RESENT("message.resent"),
  /** Nobody was found to send it to. */
  MESSAGE_UNADDRESSED("message.unaddressed"),
  DELIVERY_SENT("delivery.sent"),
  DELIVERY_GIVEN_UP("delivery.given-up");

  private final String code;

  NoticeAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
