package io.bailiwick.ingest.health;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What happens to the standing of feeds, in the audit trail and as events. */
enum HealthAction implements AuditAction, EventType {
  EXPECTATION_SET("feed.expectation-set"),
  EPOCH_OPENED("feed-epoch.opened"),
  EPOCH_CLOSED("feed-epoch.closed"),
  FEED_MUTED("feed.muted"),
  FEED_UNMUTED("feed.unmuted");

  private final String code;

  HealthAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
