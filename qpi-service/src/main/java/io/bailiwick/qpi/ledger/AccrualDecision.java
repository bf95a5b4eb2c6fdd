package io.bailiwick.qpi.ledger;

/** What a promotion says to a create (or renewal or transfer, where those are in its terms). */
public enum AccrualDecision {
  ACCRUED,
  OUTSIDE_PROMOTION,
  NOT_ENROLLED,
  NOT_PRE_QUALIFIED,
  /** The registrar is suspended from the promotion. */
  SUSPENDED,
  /** A limit of the Abuse Intervention Program was in force. */
  AIP_LIMIT,
  /** The TLD is not one of the promotion's. */
  TLD_NOT_COVERED,
  TERM_NOT_COVERED,
  /**
   * Standard or premium, as the terms have it; a name of which nobody said is covered by both only.
   */
  NAME_NOT_COVERED,
  /** A part of the price is promised, and the price is not known or in another currency. */
  PRICE_NOT_KNOWN,
  /** The most names of the registrar. */
  NAME_CAP_REACHED,
  /** The most money of the registrar. */
  MONEY_CAP_REACHED,
  /** The most names of all registrars. */
  TOTAL_NAME_CAP_REACHED,
  /** The most money of all registrars. */
  BUDGET_SPENT
}
