package io.bailiwick.qpi.promotion;

/** Where a registrar stands in a promotion. */
public enum ParticipationState {
  /** It was offered the promotion; there is no index to go by. */
  NOT_ASSESSED,
  /** Its index misses the baseline, or the abuse gate does not hold. */
  NOT_QUALIFIED,
  /** It may accept the terms. */
  PRE_QUALIFIED,
  /** It may be enrolled. */
  TERMS_ACCEPTED,
  /** Enrolled; the promotion has not started. */
  ENROLLED,
  /** Enrolled, and the promotion runs. */
  ACTIVE,
  /** Enrolled, and nothing accrues while a ground stands. What was earned stays. */
  SUSPENDED,
  /** Over for it. */
  ENDED
}
