package io.bailiwick.qpi.promotion;

/** Whether a registrar's index reaches the baseline of a promotion. */
public enum QualificationState {
  PRE_QUALIFIED,
  NOT_QUALIFIED,
  NOT_ASSESSED
}
