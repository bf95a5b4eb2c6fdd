package io.bailiwick.qpi.index;

/**
 * What came of a gate for one registrar.
 *
 * @param name as the policy has it
 * @param sentence the reason in words and numbers
 */
public record GateOutcome(String name, Gate.Kind kind, GateState state, String sentence) {}
