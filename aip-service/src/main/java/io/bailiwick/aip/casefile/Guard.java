package io.bailiwick.aip.casefile;

import io.bailiwick.aip.casefile.CaseFacts.Fact;
import java.util.List;
import java.util.function.Predicate;

/** A condition on a transition. */
enum Guard {
  NONE("None.", facts -> true),
  /** Notice, reasons, evidence, time to respond, a named decider and the way to appeal. */
  DUE_PROCESS(
      "Notice, reasons, evidence, a response period that is over, a named decider and the way to appeal exist.",
      facts -> facts.missing().isEmpty()) {
    @Override
    List<String> unmet(CaseFacts facts) {
      return facts.missing().stream().sorted().map(Requirement::step).toList();
    }
  },
  /** A person whom the proposal names, who is not the person who made it. */
  DECIDED_BY_ANOTHER(
      "Let the decider whom the proposal names decide; never the proposer.",
      facts -> facts.is(Fact.NAMED_DECIDER) && !facts.is(Fact.PROPOSER)),
  /** As before, where a further approval must follow. */
  FIRST_OF_TWO(
      "Let the decider whom the proposal names decide; never the proposer. A second decider follows.",
      facts -> DECIDED_BY_ANOTHER.unmet(facts).isEmpty() && facts.is(Fact.FURTHER_APPROVAL_NEEDED)),
  /** As before, where all other approvals are there. */
  LAST_APPROVAL(
      "Let the decider whom the proposal names decide; never the proposer. On the acute path another decider has approved"
          + " before, or the policy names the one who decides.",
      facts ->
          DECIDED_BY_ANOTHER.unmet(facts).isEmpty() && !facts.is(Fact.FURTHER_APPROVAL_NEEDED)),
  PLAN_AGREED(
      "Agree on a plan that has exit criteria, before anything is measured by them.",
      facts -> facts.is(Fact.PLAN_AGREED)),
  ORDER_RUNS("The limit has already ended by itself.", facts -> !facts.is(Fact.ORDER_ENDED)) {
    @Override
    String words() {
      return "The limit has not ended by itself.";
    }
  },
  ORDER_ENDED("The limit has not reached its end.", facts -> facts.is(Fact.ORDER_ENDED)) {
    @Override
    String words() {
      return "The limit has reached its end.";
    }
  },
  REVIEWED_IN_TIME(
      "The limit ends at a review that has not been made, and a named decider makes it.",
      facts ->
          facts.is(Fact.REVIEW_DUE)
              && facts.is(Fact.NAMED_DECIDER)
              && !facts.is(Fact.PROPOSER)
              && !facts.is(Fact.ORDER_ENDED)),
  EXTENSION_LEFT(
      "The policy allows so much more time under watch.", facts -> facts.is(Fact.EXTENSION_LEFT)),
  APPEALABLE(
      "There is a limit, its time to appeal is not over, and this step of the appeal is open.",
      facts -> facts.is(Fact.APPEALABLE)),
  REVIEWED_BY_ANOTHER(
      "Let somebody review the appeal who neither proposed, decided nor reviewed the limit before.",
      facts -> facts.is(Fact.INDEPENDENT)),
  VARIED_BY_ANOTHER(
      "Let somebody who neither proposed, decided nor reviewed the limit before put a milder one in its place, while it runs.",
      facts -> facts.is(Fact.INDEPENDENT) && facts.is(Fact.MILDER) && !facts.is(Fact.ORDER_ENDED));

  private final String sentence;
  private final Predicate<CaseFacts> met;

  Guard(String sentence, Predicate<CaseFacts> met) {
    this.sentence = sentence;
    this.met = met;
  }

  /** What is not fulfilled, as sentences; empty when the transition may be made. */
  List<String> unmet(CaseFacts facts) {
    return met.test(facts) ? List.of() : List.of(sentence);
  }

  /** The condition as a sentence, for those who read the table. */
  String words() {
    return sentence;
  }

  /** Whether it asks who the caller is, so that others are refused rather than told to wait. */
  boolean asksWho() {
    return switch (this) {
      case DECIDED_BY_ANOTHER,
          FIRST_OF_TWO,
          LAST_APPROVAL,
          REVIEWED_IN_TIME,
          REVIEWED_BY_ANOTHER,
          VARIED_BY_ANOTHER ->
          true;
      case NONE, DUE_PROCESS, PLAN_AGREED, ORDER_RUNS, ORDER_ENDED, EXTENSION_LEFT, APPEALABLE ->
          false;
    };
  }
}
