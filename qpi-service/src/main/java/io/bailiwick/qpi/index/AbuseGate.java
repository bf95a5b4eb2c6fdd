package io.bailiwick.qpi.index;

/** The named gates of the scoring service's policy, and which of their outcomes is a veto here. */
public enum AbuseGate {
  /** Abuse is low enough for recognition and money: vetoed where it does not hold. */
  REWARD,
  /** Abuse is unusual enough to keep an eye on: vetoed where it holds. */
  WATCH,
  /** Abuse is high, certain and lasting: vetoed where it holds. */
  INTERVENTION,
  /** So much validated abuse in one month: vetoed where it holds. */
  ACUTE,
  /** Abuse has been low for long enough: vetoed where it does not hold. */
  EXIT;

  /** The veto where the gate could be assessed. */
  public AbuseVeto of(boolean holds) {
    boolean clear =
        switch (this) {
          case REWARD, EXIT -> holds;
          case WATCH, INTERVENTION, ACUTE -> !holds;
        };
    return clear ? AbuseVeto.CLEAR : AbuseVeto.VETOED;
  }
}
