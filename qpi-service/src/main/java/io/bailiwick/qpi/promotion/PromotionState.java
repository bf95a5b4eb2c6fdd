package io.bailiwick.qpi.promotion;

/** States of a promotion. Whether a published one runs is read off the clock: see the phase. */
public enum PromotionState {
  /** Being written; nobody can enrol. */
  DRAFT,
  /** Offered; its terms no longer change. */
  PUBLISHED,
  /** Given up before it was published. */
  WITHDRAWN
}
