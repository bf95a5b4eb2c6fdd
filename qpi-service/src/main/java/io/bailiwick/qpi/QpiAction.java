package io.bailiwick.qpi;

import io.bailiwick.common.audit.AuditAction;
import java.util.Locale;

/** What people and machines do here, in the audit trail. */
public enum QpiAction implements AuditAction {
  EVALUATION_MADE,
  PROMOTION_DRAFTED,
  PROMOTION_PUBLISHED,
  PROMOTION_WITHDRAWN,
  QUALIFICATIONS_MADE,
  REGISTRAR_ENROLLED,
  LEDGER_BOOKED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
