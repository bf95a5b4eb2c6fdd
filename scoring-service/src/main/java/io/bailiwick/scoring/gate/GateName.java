package io.bailiwick.scoring.gate;

/**
 * The named gates of a scoring policy; a promotion or a case refers to one of them and to the
 * policy version.
 */
public enum GateName {
  /** Abuse is low enough for recognition and money. */
  REWARD,
  /** Abuse is unusual enough to keep an eye on; nothing else follows. */
  WATCH,
  /** Abuse is high, certain and lasting enough for a person to look at a case. */
  INTERVENTION,
  /** So much validated abuse in one month that a person may look at a case before it is mature. */
  ACUTE,
  /** Abuse has been low for long enough to close a case. */
  EXIT
}
