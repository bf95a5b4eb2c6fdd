package io.bailiwick.ingest.watch;

import io.bailiwick.common.audit.AuditAction;
import java.util.Locale;

/** What is done with the watch, in the audit trail. */
enum WatchAction implements AuditAction {
  WATCH_LIST_CREATED,
  WATCH_LIST_CHANGED,
  WATCH_RUN_DONE,
  WATCH_HIT_REVIEWED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
