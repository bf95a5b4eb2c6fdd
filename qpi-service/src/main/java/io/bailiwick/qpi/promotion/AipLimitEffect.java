package io.bailiwick.qpi.promotion;

/** What a limit of the Abuse Intervention Program does to a participant. Nothing earned is lost. */
public enum AipLimitEffect {
  /** What is created while the limit is in force does not accrue. */
  PAUSE_ACCRUAL,
  NOTHING
}
