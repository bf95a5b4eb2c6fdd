package io.bailiwick.qpi.promotion;

import java.time.Instant;

/** Where the business clock stands in a promotion's period. The start counts, the end does not. */
public enum PromotionPhase {
  NOT_STARTED,
  RUNNING,
  ENDED;

  static PromotionPhase at(Instant now, Instant startsAt, Instant endsAt) {
    if (now.isBefore(startsAt)) {
      return NOT_STARTED;
    }
    return now.isBefore(endsAt) ? RUNNING : ENDED;
  }
}
