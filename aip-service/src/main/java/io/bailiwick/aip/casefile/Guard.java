package io.bailiwick.aip.casefile;

import java.util.List;

/** A condition on a transition. */
enum Guard {
  NONE {
    @Override
    List<String> unmet(CaseFacts facts) {
      return List.of();
    }
  },
  /** Notice, reasons, evidence, time to respond, a named decider and the way to appeal. */
  DUE_PROCESS {
    @Override
    List<String> unmet(CaseFacts facts) {
      return facts.missing().stream().sorted().map(Requirement::step).toList();
    }
  },
  /** The person whom the proposal names, who is not the person who made it. */
  DECIDED_BY_ANOTHER {
    @Override
    List<String> unmet(CaseFacts facts) {
      return facts.namedDecider() && !facts.proposer()
          ? List.of()
          : List.of("Let the decider whom the proposal names decide; never the proposer.");
    }
  },
  ORDER_RUNS {
    @Override
    List<String> unmet(CaseFacts facts) {
      return facts.orderEnded() ? List.of("The limit has already ended by itself.") : List.of();
    }
  },
  ORDER_ENDED {
    @Override
    List<String> unmet(CaseFacts facts) {
      return facts.orderEnded() ? List.of() : List.of("The limit has not reached its end.");
    }
  };

  /** What is not fulfilled, as sentences; empty when the transition may be made. */
  abstract List<String> unmet(CaseFacts facts);
}
