package io.bailiwick.qpi.promotion;

/** What it means for a participant when a later index misses the baseline. */
public enum BaselineLoss {
  /** It is suspended until an index reaches the baseline again. */
  SUSPENDS,
  /** Who has enrolled stays until the end. */
  NOTHING
}
