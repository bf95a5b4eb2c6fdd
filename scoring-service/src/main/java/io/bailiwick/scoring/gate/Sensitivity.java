package io.bailiwick.scoring.gate;

import org.jspecify.annotations.Nullable;

/**
 * What the intervention gate would say if the months were counted otherwise.
 *
 * @param family the source family that is left out; null for the other ways to count
 * @param state of the gate, maturity and data taken as they are
 * @param flips whether that is the opposite of what the gate says without the clause on fragility
 */
public record Sensitivity(
    Variant.Way way, @Nullable String family, GateState state, boolean flips) {}
