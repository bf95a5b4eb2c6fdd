package io.bailiwick.aip.casefile;

import io.bailiwick.aip.notice.Occasion;
import org.jspecify.annotations.Nullable;

/**
 * Of which steps a registrar is told by message: the one table from what happens to the template.
 *
 * @param outcome how the template calls it
 */
record Told(Occasion occasion, String outcome) {
  /** Null where nobody is told, since the registrar did it itself or nothing is decided yet. */
  static @Nullable Told of(CaseEvent event) {
    return switch (event) {
      case SEND_NOTICE -> new Told(Occasion.NOTICE, "sent");
      case APPROVE_LIMIT -> new Told(Occasion.LIMIT_DECIDED, "approved");
      case REFUSE_LIMIT -> new Told(Occasion.LIMIT_DECIDED, "refused");
      case LIFT_LIMIT -> new Told(Occasion.LIMIT_ENDED, "lifted");
      case END_LIMIT -> new Told(Occasion.LIMIT_ENDED, "over");
      case KEEP_LIMIT -> new Told(Occasion.LIMIT_DECIDED, "kept after its review");
      case STAY_LIMIT, STAY_OVERDUE ->
          new Told(Occasion.LIMIT_ENDED, "stayed until the appeal is decided");
      case UPHOLD_LIMIT -> new Told(Occasion.APPEAL_DECIDED, "the limit is upheld");
      case VARY_LIMIT -> new Told(Occasion.APPEAL_DECIDED, "a milder limit takes its place");
      case REVERSE_LIMIT -> new Told(Occasion.APPEAL_DECIDED, "the limit is reversed");
      case RESTORE -> new Told(Occasion.CASE_CLOSED, "good standing is restored");
      case CLOSE -> new Told(Occasion.CASE_CLOSED, "closed");
      case CLOSE_UNFOUNDED -> new Told(Occasion.CASE_CLOSED, "closed, for it had no ground");
      case CONFIRM,
          DISMISS,
          ACKNOWLEDGE,
          FILE_PLAN,
          AGREE_PLAN,
          START_MONITORING,
          EXTEND,
          PROPOSE_LIMIT,
          ENDORSE_LIMIT,
          WITHDRAW_PROPOSAL,
          FLAG_TAKEOVER,
          FILE_APPEAL ->
          null;
    };
  }
}
