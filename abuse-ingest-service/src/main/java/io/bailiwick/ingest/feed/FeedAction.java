package io.bailiwick.ingest.feed;

import io.bailiwick.common.audit.AuditAction;

enum FeedAction implements AuditAction {
  FEED_CREATED;

  @Override
  public String code() {
    return "feed.created";
  }
}
