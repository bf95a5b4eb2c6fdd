package io.bailiwick.aip.transparency;

import io.bailiwick.aip.appeal.AppealStep;
import io.bailiwick.aip.casefile.CaseState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of one path in a period, as they are, before anything is hidden. */
final class Figures {
  private static final BigDecimal DAY = BigDecimal.valueOf(Duration.ofDays(1).toMillis());

  /** Days of something that a report tells of. */
  record Days(String key, String label, List<Duration> lengths) {

    /** Without a number where there are fewer than the minimum; the last decile from twice that. */
    TransparencyReport.DaysRow shown(ReportPath path, int minimum) {
      int count = lengths.size();
      List<Duration> sorted = lengths.stream().sorted().toList();
      return new TransparencyReport.DaysRow(
          path,
          key,
          label,
          // Not exactly: with the counts of cases an exact one could tell of a single case.
          count < minimum ? null : count - count % minimum,
          count < minimum ? null : median(sorted),
          count < 2 * minimum ? null : days(sorted.get((count * 9 + 9) / 10 - 1)));
    }

    private static BigDecimal median(List<Duration> sorted) {
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? days(sorted.get(middle))
          : days(sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2));
    }

    private static BigDecimal days(Duration length) {
      return BigDecimal.valueOf(length.toMillis()).divide(DAY, 1, RoundingMode.HALF_UP);
    }
  }

  private static final Set<CaseState> OPEN = Set.copyOf(Item.OPEN);

  private final Instant from;
  private final Instant until;
  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final Map<String, List<Duration>> days = new LinkedHashMap<>();

  /**
   * Counts.
   *
   * @param from first instant of the period
   * @param until first instant after it
   */
  Figures(Facts facts, ReportPath path, Instant from, Instant until) {
    this.from = from;
    this.until = until;
    Item.all().forEach(item -> counts.put(item.key(), 0));
    boolean acute = path == ReportPath.ACUTE;
    facts.cases().stream().filter(fact -> fact.acute() == acute).forEach(this::count);
    facts.limits().stream().filter(fact -> fact.acute() == acute).forEach(this::count);
    facts.appeals().stream().filter(fact -> fact.acute() == acute).forEach(this::count);
  }

  SortedMap<String, Integer> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  /** Days in each phase, of limits, and to decide appeals, whether there are any or not. */
  List<Days> days() {
    List<Days> all = new ArrayList<>();
    add(all, phase(CaseState.CANDIDATE), "as a candidate, until a person decided");
    for (CaseState state : Item.OPEN) {
      add(all, phase(state), "in phase " + Item.words(state));
    }
    add(all, "limit", "a limit held, of those that ended in the period");
    for (AppealStep step : AppealStep.values()) {
      add(
          all,
          "appeal." + Item.code(step),
          "to decide an appeal, " + Item.words(step) + " step, of those filed in the period");
    }
    return all;
  }

  private void add(List<Days> all, String key, String label) {
    all.add(new Days(key, label, days.getOrDefault(key, List.of())));
  }

  private static String phase(CaseState state) {
    return "phase." + Item.code(state);
  }

  private void count(CaseFact fact) {
    CaseState first = fact.before(from);
    CaseState last = fact.before(until);
    if (last == null) {
      return;
    }
    if (first == null || first == CaseState.CANDIDATE) {
      one("candidates");
      one(first == null ? "candidates.found" : "candidates.waiting-at-start");
      if (last == CaseState.CANDIDATE) {
        one("candidates.waiting-at-end");
      } else if (last == CaseState.DISMISSED) {
        one("candidates.dismissed");
        DismissalGround ground = fact.ground();
        one("candidates.dismissed." + Item.code(ground == null ? DismissalGround.OTHER : ground));
      } else {
        one("cases");
        one("cases.opened");
        countEnd(fact, last);
      }
    } else if (OPEN.contains(first)) {
      one("cases");
      one("cases.open-at-start");
      countEnd(fact, last);
    }
    for (CaseFact.Stay stay : fact.stays()) {
      if (isIn(stay.until())) {
        took(phase(stay.state()), stay.length());
      }
    }
  }

  private void countEnd(CaseFact fact, CaseState last) {
    if (OPEN.contains(last)) {
      one("cases.open-at-end");
      one("cases.open-at-end." + Item.code(last));
    } else {
      // An appeal that reversed the limit later corrects what the public is told.
      CaseState end = fact.now() == CaseState.REVERSED ? CaseState.REVERSED : last;
      one("cases.ended");
      one("cases.ended." + Item.code(end));
    }
  }

  private void count(LimitFact fact) {
    Instant ended = fact.endedAt();
    Duration held = fact.held();
    if (ended != null && held != null && isIn(ended)) {
      took("limit", held);
    }
    if (!isIn(fact.proposedAt())) {
      return;
    }
    one("limits");
    Instant decided = fact.decidedAt();
    if (fact.outcome() == null || decided == null || !decided.isBefore(until)) {
      one("limits.undecided");
      return;
    }
    switch (fact.outcome()) {
      case APPROVED -> {
        one("limits.approved");
        one("limits.approved.mode." + Item.code(fact.mode()));
        one(
            fact.reversedAt() != null
                ? "limits.approved.reversed"
                : fact.varied() ? "limits.approved.varied" : "limits.approved.stands");
      }
      case REFUSED -> one("limits.refused");
      case WITHDRAWN -> one("limits.withdrawn");
    }
  }

  private void count(AppealFact fact) {
    if (!isIn(fact.filedAt())) {
      return;
    }
    String step = "appeals." + Item.code(fact.step());
    one("appeals");
    one(step);
    Instant decided = fact.decidedAt();
    if (fact.outcome() == null || decided == null) {
      one(step + ".undecided");
      return;
    }
    one(step + ".decided");
    one(step + ".decided." + Item.code(fact.outcome()));
    LocalDate last = fact.lastDay();
    boolean late = last != null && LocalDate.ofInstant(decided, ZoneOffset.UTC).isAfter(last);
    one(step + (late ? ".decided.late" : ".decided.in-time"));
    took("appeal." + Item.code(fact.step()), Duration.between(fact.filedAt(), decided));
  }

  private boolean isIn(@Nullable Instant instant) {
    return instant != null && !instant.isBefore(from) && instant.isBefore(until);
  }

  private void one(String key) {
    if (counts.computeIfPresent(key, (of, count) -> count + 1) == null) {
      throw new IllegalStateException("no count " + key);
    }
  }

  private void took(String key, Duration length) {
    days.computeIfAbsent(key, of -> new ArrayList<>()).add(length);
  }
}
