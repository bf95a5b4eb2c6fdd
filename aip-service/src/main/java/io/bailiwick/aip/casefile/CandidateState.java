package io.bailiwick.aip.casefile;

/** Where a candidate stands. */
public enum CandidateState {
  /** Waits for a person. */
  CANDIDATE,
  /** A person found no case. */
  DISMISSED,
  /** A person confirmed it: it is a case, with a state of its own. */
  CONFIRMED;

  static CandidateState of(CaseState state) {
    return switch (state) {
      case CANDIDATE -> CANDIDATE;
      case DISMISSED -> DISMISSED;
      case CONFIRMED,
          NOTIFIED,
          ACKNOWLEDGED,
          PLAN_FILED,
          PLAN_AGREED,
          MONITORING,
          EXTENDED,
          LIMIT_PROPOSED,
          LIMIT_IN_FORCE,
          STAYED,
          REVIEW,
          RESTORED,
          CLOSED,
          REVERSED,
          UNFOUNDED ->
          CONFIRMED;
    };
  }
}
