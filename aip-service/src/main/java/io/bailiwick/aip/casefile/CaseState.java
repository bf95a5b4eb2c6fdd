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
  /** An officer proposed a limit; nothing is limited until a second person decides. */
  LIMIT_PROPOSED,
  /** A restriction order is in force. */
  LIMIT_IN_FORCE,
  /** A limit was refused, lifted or has ended: what next? */
  REVIEW,
  /** Good standing is restored. The end of a case. */
  RESTORED,
  /** Closed for another reason. The end of a case. */
  CLOSED;

  /** Whether nothing further can happen. A registrar has at most one case that is not final. */
  public boolean isFinal() {
    return this == DISMISSED || this == RESTORED || this == CLOSED;
  }
}
