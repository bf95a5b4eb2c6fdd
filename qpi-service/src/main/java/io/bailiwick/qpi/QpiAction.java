package io.bailiwick.qpi;

import io.bailiwick.common.audit.AuditAction;
import java.util.Locale;

/** What people and machines do here, in the audit trail. */
public enum QpiAction implements AuditAction {
  EVALUATION_MADE,
  SERIES_IMPORTED,
  RESELLERS_IMPORTED,
  PROMOTION_DRAFTED,
  PROMOTION_PUBLISHED,
  PROMOTION_WITHDRAWN,
  QUALIFICATIONS_MADE,
  PROMOTION_OFFERED,
  TERMS_ACCEPTED,
  REGISTRAR_ENROLLED,
  PARTICIPATION_SUSPENDED,
  PARTICIPATION_RESUMED,
  PARTICIPATION_LEFT,
  OUTCOME_REPORTED,
  COACHING_NOTES_MADE,
  COACHING_NOTE_CHANGED,
  LEDGER_BOOKED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
