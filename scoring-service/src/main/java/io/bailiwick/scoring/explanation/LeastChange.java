package io.bailiwick.scoring.explanation;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Breakdown;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.Gate;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import io.bailiwick.scoring.statistics.WhatIf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * What in the scored month alone would have given a better state of one gate: the fewest malicious
 * domains fewer, or the fewest clean names more, every other number and every other registrar as
 * they are. Found by asking the gate itself; gates are monotone in both, so that halving finds the
 * least.
 *
 * <p>Fewer domains were named by as many families and belong to as many campaigns, until none is
 * left: which of them would not be there nobody can say, and the doubt is not to promise too much.
 *
 * @param fewerDomains malicious domains fewer; empty where no such number is enough
 * @param moreNames clean names more, on every day of the month; empty where ten thousand million
 *     are not enough
 * @param atMost whether less might do: numbers of others are held back from the reader, so that
 *     only clauses on its own numbers were asked
 * @param inTheWay the clauses that would still not be met; of nothing where a number was found
 */
public record LeastChange(
    Optional<Amount> fewerDomains,
    Optional<Amount> moreNames,
    boolean atMost,
    List<ClauseResult> inTheWay) {

  /**
   * How much is enough.
   *
   * @param count 1 or more
   * @param becomes what the gate would say; empty where that is held back
   */
  public record Amount(long count, Optional<GateState> becomes) {}

  /** More than any zone has. */
  private static final long MOST_NAMES = 10_000_000_000L;

  /** Asks one gate. */
  record Question(GateName name, int registrar, History history, Zone zone, ScoringPolicy policy) {

    Gate gate(History other) {
      return Assessment.gate(name, registrar, other, zone, policy);
    }
  }

  /**
   * Finds it.
   *
   * @param disclosure what the reader is not told; empty where it may see everything
   * @return empty where the gate says the best already
   */
  public static Optional<LeastChange> of(
      GateName name,
      int registrar,
      History history,
      Zone zone,
      ScoringPolicy policy,
      Optional<Disclosure> disclosure) {
    Question question = new Question(name, registrar, history, zone, policy);
    Gate now = question.gate(history);
    if (rank(now) == BEST) {
      return Optional.empty();
    }
    List<ClauseResult> heldBack = heldBack(now, disclosure);
    Predicate<Gate> better =
        heldBack.isEmpty()
            ? gate -> rank(gate) > rank(now)
            : gate -> isBetterByOwnNumbers(gate, heldBack);
    long domains = mostFewer(name, history.scored());
    LongFunction<Gate> fewer = k -> question.gate(with(history, fewer(history.scored(), k)));
    LongFunction<Gate> more = k -> question.gate(with(history, more(history.scored(), k)));
    if (isOpenForItsData(now)) {
      return Optional.of(nothing(obstacles(now)));
    }
    boolean open = heldBack.isEmpty();
    Optional<Amount> least =
        amount(WhatIf.least(domains, k -> better.test(fewer.apply(k))), fewer, open);
    Optional<Amount> names =
        amount(WhatIf.least(room(history.scored()), k -> better.test(more.apply(k))), more, open);
    if (least.isEmpty() && names.isEmpty()) {
      return Optional.of(
          nothing(open ? obstacles(fewer.apply(domains)) : told(heldBack, disclosure)));
    }
    return Optional.of(new LeastChange(least, names, !open, List.of()));
  }

  private static Optional<Amount> amount(
      OptionalLong least, LongFunction<Gate> change, boolean open) {
    return least.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Amount(
                least.getAsLong(),
                open ? Optional.of(change.apply(least.getAsLong()).state()) : Optional.empty()));
  }

  private static LeastChange nothing(List<ClauseResult> inTheWay) {
    return new LeastChange(Optional.empty(), Optional.empty(), false, inTheWay);
  }

  private static List<ClauseResult> told(
      List<ClauseResult> heldBack, Optional<Disclosure> disclosure) {
    return heldBack.stream().map(r -> disclosure.map(reader -> reader.of(r)).orElse(r)).toList();
  }

  private static final int BEST = 2;

  /** From 0, the worst for the registrar, to 2. */
  private static int rank(Gate gate) {
    return switch (gate.gate()) {
      case REWARD ->
          switch (gate.state()) {
            case DOES_NOT_HOLD, NOT_ASSESSABLE -> 0;
            case HOLDS_PROVISIONALLY -> 1;
            case HOLDS -> BEST;
          };
      case EXIT ->
          switch (gate.state()) {
            case DOES_NOT_HOLD -> 0;
            case NOT_ASSESSABLE, HOLDS_PROVISIONALLY -> 1;
            case HOLDS -> BEST;
          };
      case WATCH, INTERVENTION, ACUTE ->
          switch (gate.state()) {
            case HOLDS -> 0;
            case NOT_ASSESSABLE, HOLDS_PROVISIONALLY -> 1;
            case DOES_NOT_HOLD -> BEST;
          };
    };
  }

  /** No number of the month changes what is missing of its data. */
  private static boolean isOpenForItsData(Gate gate) {
    return gate.clauses().stream()
        .anyMatch(
            result -> result.clause().isOfData() && result.state() == ClauseState.NOT_ASSESSABLE);
  }

  private static List<ClauseResult> heldBack(Gate gate, Optional<Disclosure> disclosure) {
    return disclosure
        .map(
            reader ->
                gate.clauses().stream()
                    .filter(r -> reader.holdsBack(r.clause(), r.state(), r.values()))
                    .toList())
        .orElse(List.of());
  }

  /**
   * Whether the gate surely says better, told by clauses on the registrar's own month alone: any
   * that is not met ends an intervention, and a watch ends where none is left that holds.
   */
  private static boolean isBetterByOwnNumbers(Gate gate, List<ClauseResult> heldBack) {
    List<ClauseResult> own =
        gate.clauses().stream()
            .filter(r -> !r.clause().isOfData() && !Disclosure.compares(r.clause()))
            .filter(r -> r.clause() != Clause.PERSISTENCE && r.clause() != Clause.FRAGILITY)
            .toList();
    return switch (gate.gate()) {
      case INTERVENTION -> own.stream().anyMatch(r -> r.state() == ClauseState.DOES_NOT_HOLD);
      case WATCH ->
          heldBack.stream().noneMatch(r -> r.state() == ClauseState.HOLDS)
              && own.stream().allMatch(r -> r.state() == ClauseState.DOES_NOT_HOLD);
      case REWARD, ACUTE, EXIT ->
          throw new IllegalStateException(gate.gate() + " compares with nobody");
    };
  }

  /** What keeps the gate from its best. */
  private static List<ClauseResult> obstacles(Gate gate) {
    List<ClauseResult> open =
        gate.clauses().stream().filter(r -> r.state() == ClauseState.NOT_ASSESSABLE).toList();
    if (!open.isEmpty()) {
      return open;
    }
    ClauseState obstacle =
        switch (gate.gate()) {
          case REWARD, EXIT -> ClauseState.DOES_NOT_HOLD;
          case WATCH, INTERVENTION, ACUTE -> ClauseState.HOLDS;
        };
    return gate.clauses().stream()
        .filter(r -> !r.clause().isOfData() && r.state() == obstacle)
        .toList();
  }

  private static long mostFewer(GateName name, MonthTally month) {
    return name == GateName.ACUTE ? month.breakdown().validated() : month.domains();
  }

  private static History with(History history, MonthTally scored) {
    List<MonthTally> months = new ArrayList<>(history.months());
    months.set(0, scored);
    return new History(history.kind(), months);
  }

  private static MonthTally fewer(MonthTally month, long k) {
    if (k == 0) {
      return month;
    }
    long domains = Math.max(0, month.domains() - k);
    Breakdown was = month.breakdown();
    long validated = Math.max(0, was.validated() - k);
    return new MonthTally(
        month.month(),
        month.missingDays(),
        month.mature(),
        domains,
        domains == 0 ? 0 : month.families(),
        month.dumSum(),
        new Breakdown(
            domains == 0 ? new TreeMap<>() : was.onlyByFamily(),
            domains == 0 ? new TreeMap<>() : was.clusters(),
            Math.max(0, was.ofAllClasses() - k),
            validated,
            validated == 0 ? 0 : was.validatedFamilies(),
            was.creates(),
            was.cohort()),
        month.quality());
  }

  private static MonthTally more(MonthTally month, long names) {
    return new MonthTally(
        month.month(),
        month.missingDays(),
        month.mature(),
        month.domains(),
        month.families(),
        Math.addExact(month.dumSum(), Math.multiplyExact(names, (long) month.days())),
        month.breakdown(),
        month.quality());
  }

  /** Names that can be added until there are more than any zone has. */
  private static long room(MonthTally month) {
    return Math.max(0, MOST_NAMES - month.dumSum() / Math.max(1, month.days()));
  }
}
