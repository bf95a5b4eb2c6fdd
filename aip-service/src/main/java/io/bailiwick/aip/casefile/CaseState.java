package io.bailiwick.aip.casefile;

/** Where a case stands. */
public enum CaseState {
  /** The scores say so; no person has looked yet, and the registrar is not concerned. */
  CANDIDATE,
  /** A person looked and found no case. */
  DISMISSED,
  /** A person confirmed it: the case is open. */
  CONFIRMED,
  /** The registrar has a notice with reasons, evidence and a date to respond by. */
  NOTIFIED,
  /** The registrar said that it received the notice. */
  ACKNOWLEDGED,
  /** The registrar proposed what it will do. */
  PLAN_FILED,
  /** The registry agreed to the plan. */
  PLAN_AGREED,
  /** The plan runs; progress is watched. */
  MONITORING,
  /** Watched for longer than was planned, for a reason that is written down. */
  EXTENDED,
  /** An officer proposed a limit; nothing is limited until a second person decides. */
  LIMIT_PROPOSED,
  /** A restriction order is in force. */
  LIMIT_IN_FORCE,
  /** An appeal stays the order: nothing is limited until somebody decides. */
  STAYED,
  /** A limit was refused, withdrawn or lifted, or has ended: what next? */
  REVIEW,
  /** Good standing is restored. The end of a case. */
  RESTORED,
  /** Closed for another reason. The end of a case. */
  CLOSED,
  /** An appeal reversed the limit: the registrar is as if there had been none. */
  REVERSED,
  /**
   * There was no ground for it. Whoever judges the registrar later does not see it; the audit trail
   * and, unnamed, the transparency report keep it.
   */
  UNFOUNDED;

  /**
   * Whether the case has ended; only an appeal may still follow. A registrar has at most one case
   * that is not final.
   */
  public boolean isFinal() {
    return switch (this) {
      case DISMISSED, RESTORED, CLOSED, REVERSED, UNFOUNDED -> true;
      case CANDIDATE,
          CONFIRMED,
          NOTIFIED,
          ACKNOWLEDGED,
          PLAN_FILED,
          PLAN_AGREED,
          MONITORING,
          EXTENDED,
          LIMIT_PROPOSED,
          LIMIT_IN_FORCE,
          STAYED,
          REVIEW ->
          false;
    };
  }

  /** Whether a case that ended so counts against the registrar when it is judged again. */
  public boolean counts() {
    return this != CANDIDATE && this != DISMISSED && this != REVERSED && this != UNFOUNDED;
  }
}
