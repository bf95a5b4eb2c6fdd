package io.bailiwick.aip.casefile;

import java.util.Set;

/**
 * What the guards of the state machine look at.
 *
 * @param missing what is missing for a limit, see {@link DueProcess}
 * @param namedDecider whether the caller is the decider whom the open proposal names
 * @param proposer whether the caller made the open proposal
 * @param orderEnded whether the order's end has come
 */
record CaseFacts(
    Set<Requirement> missing, boolean namedDecider, boolean proposer, boolean orderEnded) {
  /** For events whose guard looks at nothing. */
  static final CaseFacts NONE = new CaseFacts(Set.of(), false, false, false);

  static CaseFacts ofProposal(Set<Requirement> missing) {
    return new CaseFacts(missing, false, false, false);
  }

  static CaseFacts ofDecision(boolean namedDecider, boolean proposer) {
    return new CaseFacts(Set.of(), namedDecider, proposer, false);
  }

  static CaseFacts ofOrder(boolean ended) {
    return new CaseFacts(Set.of(), false, false, ended);
  }
}
