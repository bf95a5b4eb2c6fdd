package io.bailiwick.aip.transparency;

import io.bailiwick.aip.appeal.AppealOutcome;
import io.bailiwick.aip.appeal.AppealStep;
import io.bailiwick.aip.casefile.CaseState;
import io.bailiwick.enforcement.RestrictionMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A count of the report.
 *
 * @param key stable name
 * @param depth how far it is set in below what it is a part of
 * @param explanation what it counts and, where it is the difference between two others, why there
 *     is one
 */
record Item(ReportGroup group, String key, int depth, String label, String explanation) {
  /** The parts of a count that are its sum. */
  private static final List<Suppression.Sum> SUMS = new ArrayList<>();

  private static final List<Item> ITEMS = new ArrayList<>();

  /** States that a case can be open in. */
  static final List<CaseState> OPEN =
      Arrays.stream(CaseState.values())
          .filter(state -> !state.isFinal() && state != CaseState.CANDIDATE)
          .toList();

  /** States that a case can have ended in. */
  static final List<CaseState> ENDED =
      Arrays.stream(CaseState.values())
          .filter(state -> state.isFinal() && state != CaseState.DISMISSED)
          .toList();

  static {
    candidates();
    cases();
    limits();
    appeals();
  }

  private static void candidates() {
    ReportGroup group = ReportGroup.CANDIDATES;
    add(
        group,
        "candidates",
        0,
        "Registrars flagged",
        "Candidates that waited for a person at the start of the period, and those found in it.");
    add(group, "candidates.waiting-at-start", 1, "waited at the start", "Found before the period.");
    add(
        group,
        "candidates.found",
        1,
        "found in the period",
        "The gates of the published scores held, or the acute gate did. That alone does nothing to a registrar.");
    add(
        group,
        "cases.opened",
        1,
        "confirmed: a case was opened",
        "A person looked at the evidence name by name and found that it is a case.");
    add(
        group,
        "candidates.dismissed",
        1,
        "dismissed",
        "A person looked and found no case: so many were flagged and not acted upon, for these reasons.");
    List<String> grounds = new ArrayList<>();
    for (DismissalGround ground : DismissalGround.values()) {
      String key = "candidates.dismissed." + code(ground);
      grounds.add(key);
      add(group, key, 2, words(ground), explanation(ground));
    }
    add(
        group,
        "candidates.waiting-at-end",
        1,
        "waiting at the end",
        "Flagged and not acted upon yet: nobody had decided when the period ended.");
    sum("candidates", "candidates.waiting-at-start", "candidates.found");
    sum("candidates", "cases.opened", "candidates.dismissed", "candidates.waiting-at-end");
    SUMS.add(new Suppression.Sum("candidates.dismissed", grounds));
  }

  private static void cases() {
    ReportGroup group = ReportGroup.CASES;
    add(
        group,
        "cases",
        0,
        "Cases of the period",
        "Open at its start or opened in it; opened ones are those confirmed above.");
    add(group, "cases.open-at-start", 1, "open at the start", "Opened before the period.");
    add(group, "cases.ended", 1, "ended", "By how they ended.");
    List<String> ended = new ArrayList<>();
    for (CaseState state : ENDED) {
      String key = "cases.ended." + code(state);
      ended.add(key);
      add(group, key, 2, words(state), explanation(state));
    }
    add(group, "cases.open-at-end", 1, "open at the end", "By the phase that they were in.");
    List<String> open = new ArrayList<>();
    for (CaseState state : OPEN) {
      String key = "cases.open-at-end." + code(state);
      open.add(key);
      add(group, key, 2, words(state), explanation(state));
    }
    sum("cases", "cases.open-at-start", "cases.opened");
    sum("cases", "cases.ended", "cases.open-at-end");
    SUMS.add(new Suppression.Sum("cases.ended", ended));
    SUMS.add(new Suppression.Sum("cases.open-at-end", open));
  }

  private static void limits() {
    ReportGroup group = ReportGroup.LIMITS;
    add(
        group,
        "limits",
        0,
        "Limits proposed in the period",
        "Each by one person, for another to decide; a case can have several.");
    add(
        group,
        "limits.approved",
        1,
        "approved",
        "Only new registrations are limited; existing names are not touched.");
    List<String> modes = new ArrayList<>();
    for (RestrictionMode mode : RestrictionMode.values()) {
      String key = "limits.approved.mode." + code(mode);
      modes.add(key);
      add(
          group,
          key,
          2,
          "by mode: " + words(mode),
          "Limits approved in this mode; one that was varied later counts here in the mode that was approved.");
    }
    add(
        group,
        "limits.approved.stands",
        2,
        "as it was approved",
        "Neither varied nor reversed by the date of this version.");
    add(
        group,
        "limits.approved.varied",
        2,
        "varied since",
        "An appeal put a milder limit in its place, also after the period.");
    add(
        group,
        "limits.approved.reversed",
        2,
        "reversed since",
        "It was found, also after the period, that it should never have been: by an appeal, or since the case had no ground.");
    add(
        group,
        "limits.refused",
        1,
        "refused",
        "Proposed and not acted upon: the decider refused it.");
    add(
        group,
        "limits.withdrawn",
        1,
        "withdrawn",
        "Proposed and not acted upon: taken back before it was decided.");
    add(
        group,
        "limits.undecided",
        1,
        "undecided at the end",
        "Nobody had decided when the period ended.");
    sum("limits", "limits.approved", "limits.refused", "limits.withdrawn", "limits.undecided");
    SUMS.add(new Suppression.Sum("limits.approved", modes));
    sum(
        "limits.approved",
        "limits.approved.stands",
        "limits.approved.varied",
        "limits.approved.reversed");
  }

  private static void appeals() {
    ReportGroup group = ReportGroup.APPEALS;
    add(group, "appeals", 0, "Appeals filed in the period", "Against limits, of both steps.");
    List<String> steps = new ArrayList<>();
    for (AppealStep step : AppealStep.values()) {
      String key = "appeals." + code(step);
      steps.add(key);
      add(
          group,
          key,
          1,
          words(step) + " step",
          switch (step) {
            case INTERNAL -> "Heard by somebody of the registry who had no part in the case.";
            case EXTERNAL -> "Heard by a panel outside the registry.";
          });
      add(group, key + ".decided", 2, "decided", "By the date of this version.");
      List<String> outcomes = new ArrayList<>();
      for (AppealOutcome outcome : AppealOutcome.values()) {
        String of = key + ".decided." + code(outcome);
        outcomes.add(of);
        add(
            group,
            of,
            3,
            words(outcome),
            switch (outcome) {
              case UPHELD -> "The limit was right.";
              case VARIED -> "A milder limit stood in its place.";
              case REVERSED -> "The limit should never have been, and ended at once.";
              case MOOT -> "Its case ended without a ground before anybody decided.";
            });
      }
      add(group, key + ".decided.in-time", 3, "in its time", "By the last day of its clock.");
      add(
          group,
          key + ".decided.late",
          3,
          "late",
          "After that day; a limit was stayed until the decision.");
      add(group, key + ".undecided", 2, "undecided", "Not by the date of this version.");
      sum(key, key + ".decided", key + ".undecided");
      SUMS.add(new Suppression.Sum(key + ".decided", outcomes));
      sum(key + ".decided", key + ".decided.in-time", key + ".decided.late");
    }
    SUMS.add(new Suppression.Sum("appeals", steps));
  }

  /** All counts in the order of showing. */
  static List<Item> all() {
    return List.copyOf(ITEMS);
  }

  /** What adds up to what. No chain of these comes back to where it began. */
  static List<Suppression.Sum> sums() {
    return List.copyOf(SUMS);
  }

  static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void add(
      ReportGroup group, String key, int depth, String label, String explanation) {
    ITEMS.add(new Item(group, key, depth, label, explanation));
  }

  private static void sum(String total, String... parts) {
    SUMS.add(new Suppression.Sum(total, List.of(parts)));
  }

  private static String explanation(DismissalGround ground) {
    return switch (ground) {
      case NOT_ABUSIVE -> "The names, or most of them, were not abusive.";
      case COMPROMISED_SITES -> "Sites of customers that were broken into.";
      case ALREADY_MITIGATED -> "The registrar had dealt with it before anybody asked.";
      case NOT_OF_THE_REGISTRAR -> "The names or the doings were not the registrar's.";
      case MEASUREMENT -> "The measurement was at fault, or was corrected since.";
      case OTHER -> "None of these, or in no group.";
    };
  }

  static String explanation(CaseState state) {
    return switch (state) {
      case CANDIDATE -> "Found, and no person has looked yet.";
      case DISMISSED -> "A person found no case.";
      case CONFIRMED -> "Opened; the registrar has no notice yet.";
      case NOTIFIED -> "The registrar has a notice with reasons, evidence and a date.";
      case ACKNOWLEDGED -> "The registrar said that it received the notice.";
      case PLAN_FILED -> "The registrar proposed what it will do.";
      case PLAN_AGREED -> "The registry agreed to the plan.";
      case MONITORING -> "The plan runs.";
      case EXTENDED -> "Watched for longer than was planned.";
      case LIMIT_PROPOSED -> "A limit is proposed; nothing is limited.";
      case LIMIT_IN_FORCE -> "A limit is in force.";
      case STAYED -> "An appeal stays the limit; nothing is limited.";
      case REVIEW -> "A limit was refused, withdrawn or lifted, or has ended.";
      case RESTORED -> "Good standing was restored.";
      case CLOSED -> "Closed for another reason.";
      case REVERSED -> "An appeal reversed the limit, also after the case had ended.";
      case UNFOUNDED ->
          "There was no ground for it: it left the registrar's history, and counts here, unnamed.";
    };
  }
}
