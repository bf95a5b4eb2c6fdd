package io.bailiwick.qpi.ledger;

/** Why something that was earned is touched, as far as a machine is to know; words go with it. */
public enum Ground {
  /** The name was deleted in the add grace period. */
  ADD_GRACE_DELETE,
  /** At the instant of the test the name was known to have no working mail exchange. */
  TEST_OF_USE_FAILED,
  /** A person found fraud. */
  FRAUD,
  /** The name was validated as malicious inside the clawback window. */
  SUSPENDED_AS_MALICIOUS,
  /** Too many of the registrar's promotion names were validated as malicious. */
  PORTFOLIO_CLAUSE,
  /** A finding was withdrawn; what it took is given back. */
  FINDING_WITHDRAWN,
  /** More names count, and the amount of a tier for all units rose. */
  TIER_REACHED,
  /** Fewer names count. */
  TIER_LOST,
  /** A registrar disputes a statement. */
  DISPUTE_OPENED,
  /** A dispute was decided. */
  DISPUTE_DECIDED,
  /** Something was booked wrongly. */
  ERROR_CORRECTED,
  /** Two people agreed on a payment that no event stands for. */
  AGREED_PAYMENT,
  /** The registrar is gone or the claim is not worth its collection. */
  UNCOLLECTABLE
}
