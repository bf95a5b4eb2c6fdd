package io.bailiwick.common.audit;

import java.util.Locale;

/** Actions that every service has. */
public enum CommonAction implements AuditAction {
  CLOCK_SET,
  POLICY_PROPOSED,
  POLICY_APPROVED,
  POLICY_REJECTED,
  AUDIT_REDACTED,
  WEBHOOK_CREATED,
  WEBHOOK_REMOVED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
