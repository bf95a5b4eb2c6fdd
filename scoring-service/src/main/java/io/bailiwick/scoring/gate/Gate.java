package io.bailiwick.scoring.gate;

import java.util.List;

/**
 * What a gate says about one registrar and month.
 *
 * @param summary one sentence
 * @param clauses every clause in use with its numbers, those on the data first
 * @param notInUse clauses of the method that this policy does not use yet
 */
public record Gate(
    GateName gate,
    GateState state,
    String summary,
    List<ClauseResult> clauses,
    List<Clause> notInUse) {}
