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
  /** More time under watch, for a reason, as far as the policy goes. */
  EXTEND,
  /** An officer proposes a limit. */
  PROPOSE_LIMIT,
  /** The first of two deciders approves it; nothing is limited yet. */
  ENDORSE_LIMIT,
  /** The named decider approves it, the second one where there are two. */
  APPROVE_LIMIT,
  /** The named decider refuses it. */
  REFUSE_LIMIT,
  /** The registry takes its proposal back. */
  WITHDRAW_PROPOSAL,
  /** A decider has reviewed a limit of the acute path: it goes on to the end that was decided. */
  KEEP_LIMIT,
  /** A person lifts the limit before its end. */
  LIFT_LIMIT,
  /** The limit reached its end. Nobody does this: the clock does. */
  END_LIMIT,
  /**
   * The creates of another registrar have risen since the limit began. A note for people; nobody
   * does this, and nothing follows.
   */
  FLAG_TAKEOVER,
  /** The registrar appeals against a limit, to the registry or to the external panel. */
  FILE_APPEAL,
  /** The reviewer lets nothing be limited until the appeal is decided. */
  STAY_LIMIT,
  /** An appeal was not decided in its time, which stays the limit. Nobody does this. */
  STAY_OVERDUE,
  /** The reviewer finds the limit right; a stayed one is in force again. */
  UPHOLD_LIMIT,
  /** The reviewer puts a milder limit in its place. */
  VARY_LIMIT,
  /** The reviewer finds the limit wrong: it ends at once, and the case with it. */
  REVERSE_LIMIT,
  /** The registry restores good standing. */
  RESTORE,
  /** The registry closes the case for another reason. */
  CLOSE,
  /** The case had no ground: it ends and leaves the registrar's history. */
  CLOSE_UNFOUNDED;

  /** Whether a person decides something by it, which rests on evidence that has to be named. */
  boolean isDecision() {
    return switch (this) {
      case CONFIRM,
          DISMISS,
          EXTEND,
          PROPOSE_LIMIT,
          ENDORSE_LIMIT,
          APPROVE_LIMIT,
          REFUSE_LIMIT,
          WITHDRAW_PROPOSAL,
          KEEP_LIMIT,
          LIFT_LIMIT,
          STAY_LIMIT,
          UPHOLD_LIMIT,
          VARY_LIMIT,
          REVERSE_LIMIT,
          RESTORE,
          CLOSE,
          CLOSE_UNFOUNDED ->
          true;
      case SEND_NOTICE,
          ACKNOWLEDGE,
          FILE_PLAN,
          AGREE_PLAN,
          START_MONITORING,
          END_LIMIT,
          FLAG_TAKEOVER,
          FILE_APPEAL,
          STAY_OVERDUE ->
          false;
    };
  }

  /** Whether it is a step of an appeal. */
  boolean isOfAppeal() {
    return switch (this) {
      case FILE_APPEAL, STAY_LIMIT, STAY_OVERDUE, UPHOLD_LIMIT, VARY_LIMIT, REVERSE_LIMIT -> true;
      case CONFIRM,
          DISMISS,
          SEND_NOTICE,
          ACKNOWLEDGE,
          FILE_PLAN,
          AGREE_PLAN,
          START_MONITORING,
          EXTEND,
          PROPOSE_LIMIT,
          ENDORSE_LIMIT,
          APPROVE_LIMIT,
          REFUSE_LIMIT,
          WITHDRAW_PROPOSAL,
          KEEP_LIMIT,
          LIFT_LIMIT,
          END_LIMIT,
          FLAG_TAKEOVER,
          RESTORE,
          CLOSE,
          CLOSE_UNFOUNDED ->
          false;
    };
  }
}
