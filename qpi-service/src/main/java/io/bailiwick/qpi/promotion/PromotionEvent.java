package io.bailiwick.qpi.promotion;

/** What can be done to a promotion. */
public enum PromotionEvent {
  PUBLISH,
  WITHDRAW
}
