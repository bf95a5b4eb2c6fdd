package io.bailiwick.ingest.sensitive;

import io.bailiwick.common.audit.AuditAction;
import java.util.Locale;

/** What is done with the store. Only the first two are ever told to the ordinary audit trail. */
enum SensitiveAction implements AuditAction {
  /** That a person used the store on a day; not how, how often, nor on what. */
  SENSITIVE_USED,
  SENSITIVE_BREAK_GLASS_GRANTED,

  LIST_UPLOADED,
  LISTS_READ,
  NAME_CHECKED,
  MATCHES_REFRESHED,
  MATCHES_READ,
  MATCH_CLOSED,
  MATCH_HANDED_OVER,
  HAND_OVERS_READ,
  HAND_OVER_ACKNOWLEDGED,
  BREAK_GLASS_REQUESTED,
  BREAK_GLASS_READ,
  AUDIT_READ;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
