package io.bailiwick.scoring.gate;

/**
 * The named gates of a scoring policy; a promotion or a case refers to one of them and to the
 * policy version.
 */
public enum GateName {
  /** Abuse is low enough for recognition and money. */
  REWARD,
  /** Abuse is high, certain and lasting enough for a person to look at a case. */
  INTERVENTION
}
