package io.bailiwick.aip.casefile;

/** What can happen to a case. */
public enum CaseEvent {
  /** A person finds that the candidate is a case. */
  CONFIRM,
  /** A person finds that the candidate is none. */
  DISMISS,
  /** The registry sends a notice, the first or a further one. */
  SEND_NOTICE,
  /** The registrar acknowledges the notice. */
  ACKNOWLEDGE,
  /** The registrar files a plan, or a new version of it. */
  FILE_PLAN,
  /** The registry agrees to the plan. */
  AGREE_PLAN,
  /** The plan begins to run. */
  START_MONITORING,
  /** An officer proposes a limit. */
  PROPOSE_LIMIT,
  /** The named decider approves it. */
  APPROVE_LIMIT,
  /** The named decider refuses it. */
  REFUSE_LIMIT,
  /** A person lifts the limit before its end. */
  LIFT_LIMIT,
  /** The limit reached its end. Nobody does this: the clock does. */
  END_LIMIT,
  /** The registry restores good standing. */
  RESTORE,
  /** The registry closes the case for another reason. */
  CLOSE
}
