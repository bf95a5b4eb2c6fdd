package io.bailiwick.qpi.settlement;

/** Why a balance is carried over to the next settlement. */
public enum CarryReason {
  /** Less than the promotion's minimum payout. */
  BELOW_MINIMUM,
  /** Nothing is left once what is held and claimed back is taken off. */
  NOTHING_OWED,
  /** The promotion settles on fixed dates, and this is none of them. */
  NOT_ITS_DATE
}
