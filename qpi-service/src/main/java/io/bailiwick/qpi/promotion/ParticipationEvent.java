package io.bailiwick.qpi.promotion;

/** What can happen to a participation. */
public enum ParticipationEvent {
  /** The registrar is offered the promotion; the first of all. */
  OFFER,
  /** An evaluation gives no index. */
  NOT_ASSESSED,
  /** An evaluation misses the baseline. */
  MISS,
  /** An evaluation reaches the baseline. */
  QUALIFY,
  ACCEPT_TERMS,
  ENROL,
  /** The promotion starts: by the clock. */
  START,
  /** A ground to suspend is found, the first or a further one. */
  SUSPEND,
  /** One of several grounds is gone. */
  DROP_GROUND,
  /** The last ground is gone. */
  RESUME,
  /** The registrar leaves before the end. */
  LEAVE,
  /** The promotion ends: by the clock. */
  END
}
