package io.bailiwick.ingest.pull;

import io.bailiwick.common.audit.AuditAction;

/** What people do with pulls, in the audit trail. */
enum PullAction implements AuditAction {
  PULL_SET("feed.pull-set"),
  PULL_REMOVED("feed.pull-removed"),
  PULL_REQUESTED("feed.pull-requested");

  private final String code;

  PullAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
