package io.bailiwick.aip.casefile;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a registrar was told, could look, could answer, and will be judged by somebody else.
 */
final class DueProcess {
  /**
   * What counts of a notice.
   *
   * @param evidenceIncidents those that no contest has taken away
   * @param overAt when the time to respond is over; null while it stands still
   */
  record Served(
      String reasons, int evidenceIncidents, @Nullable Instant overAt, String appealText) {
    boolean isOver(Instant now) {
      return overAt != null && !now.isBefore(overAt);
    }
  }

  private DueProcess() {}

  /**
   * Everything that is missing for a limit; empty when it may be proposed.
   *
   * @param notices all notices of the case; together they must give reasons, evidence and appeal
   *     text, and the time of every one must be over
   * @param reasons of the proposal
   * @param deciders whom the proposal names
   * @param enoughDeciders whether they are as many, and such, as the path asks for
   */
  static Set<Requirement> missing(
      List<Served> notices,
      @Nullable String reasons,
      String proposer,
      List<String> deciders,
      boolean enoughDeciders,
      Instant now) {
    EnumSet<Requirement> missing = EnumSet.noneOf(Requirement.class);
    if (notices.isEmpty()) {
      missing.add(Requirement.NOTICE);
    }
    if (isBlank(reasons) || notices.stream().allMatch(notice -> isBlank(notice.reasons()))) {
      missing.add(Requirement.REASONS);
    }
    if (notices.stream().allMatch(notice -> notice.evidenceIncidents() == 0)) {
      missing.add(Requirement.EVIDENCE);
    }
    if (notices.isEmpty() || !notices.stream().allMatch(notice -> notice.isOver(now))) {
      missing.add(Requirement.RESPONSE_PERIOD);
    }
    if (deciders.isEmpty()
        || deciders.contains(proposer)
        || deciders.stream().anyMatch(DueProcess::isBlank)
        || deciders.stream().distinct().count() < deciders.size()) {
      missing.add(Requirement.NAMED_DECIDER);
    } else if (!enoughDeciders) {
      missing.add(Requirement.HIGHER_APPROVAL);
    }
    if (notices.stream().allMatch(notice -> isBlank(notice.appealText()))) {
      missing.add(Requirement.APPEAL_TEXT);
    }
    return Collections.unmodifiableSet(missing);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
