package io.bailiwick.qpi.ledger;

/** What a promotion says to a create. */
public enum AccrualDecision {
  ACCRUED,
  OUTSIDE_PROMOTION,
  NOT_ENROLLED,
  NOT_PRE_QUALIFIED,
  TERM_NOT_COVERED,
  NAME_CAP_REACHED,
  BUDGET_SPENT
}
