package io.bailiwick.qpi;

import io.bailiwick.common.outbox.EventType;
import java.util.Locale;

/** What other systems may follow. */
public enum QpiEvent implements EventType {
  EVALUATION_MADE,
  PROMOTION_PUBLISHED,
  QUALIFICATIONS_MADE,
  PROMOTION_OFFERED,
  REGISTRAR_ENROLLED,
  PARTICIPATION_CHANGED,
  LEDGER_BOOKED,
  STATEMENT_ISSUED,
  DISPUTE_MOVED,
  SETTLEMENT_BOOKED;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
