package io.bailiwick.aip.casefile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the guards of the state machine look at.
 *
 * @param missing what is missing for a limit, see {@link DueProcess}
 * @param facts what is so
 */
record CaseFacts(Set<Requirement> missing, Set<Fact> facts) {
  /** For events whose guard looks at nothing. */
  static final CaseFacts NONE = new CaseFacts(Set.of(), Set.of());

  /** What may be so when something is to happen to a case. */
  enum Fact {
    /** The caller is a decider whom the open proposal names, and has not decided yet. */
    NAMED_DECIDER,
    /** The caller made the open proposal. */
    PROPOSER,
    /** A further decider must approve before anything is limited. */
    FURTHER_APPROVAL_NEEDED,
    /** The order's end has come. */
    ORDER_ENDED,
    /** A plan with exit criteria was agreed to by both sides. */
    PLAN_AGREED,
    /** The order ends at its review, before the end that was decided. */
    REVIEW_DUE,
    /** The policy allows so much more time under watch. */
    EXTENSION_LEFT,
    /** The case has a limit against which this step of an appeal can be filed in time. */
    APPEALABLE,
    /** The caller neither proposed, decided nor reviewed the limit before. */
    INDEPENDENT,
    /** What the appeal is to be varied to is milder than the limit, and the limit has not ended. */
    MILDER
  }

  boolean is(Fact fact) {
    return facts.contains(fact);
  }

  static CaseFacts of(Fact... facts) {
    EnumSet<Fact> set = EnumSet.noneOf(Fact.class);
    Collections.addAll(set, facts);
    return new CaseFacts(Set.of(), Collections.unmodifiableSet(set));
  }

  /** These facts, and one more where it is so. */
  CaseFacts and(Fact fact, boolean so) {
    if (!so) {
      return this;
    }
    EnumSet<Fact> set = EnumSet.of(fact);
    set.addAll(facts);
    return new CaseFacts(missing, Collections.unmodifiableSet(set));
  }

  static CaseFacts ofProposal(Set<Requirement> missing) {
    return new CaseFacts(missing, Set.of());
  }

  static CaseFacts ofDecision(boolean namedDecider, boolean proposer) {
    return NONE.and(Fact.NAMED_DECIDER, namedDecider).and(Fact.PROPOSER, proposer);
  }

  static CaseFacts ofPlan(boolean agreed) {
    return NONE.and(Fact.PLAN_AGREED, agreed);
  }

  static CaseFacts ofOrder(boolean ended) {
    return NONE.and(Fact.ORDER_ENDED, ended);
  }
}
